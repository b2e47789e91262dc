using System.Text.Json;
using Keras.Layers;
using Keras.Tests.Datasets;
using Keras.Tests.Support;
using Keras.Tracing;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>
/// Tables, assets, assignments to parts of variables and operations that XLA lacks give Keras's outputs and gradients
/// (<c>make_saved_tables.py</c>).
/// </summary>
public sealed class TFSMLayerTableTests : IDisposable
{
    private static readonly string[] Words = ["red", "grün", "other", "", "red", "блю"];
    private readonly TemporaryDirectory directory = new();

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (JsonElement one in Root.EnumerateArray())
                data.Add(one.GetProperty("model").GetString()!, one.GetProperty("endpoint").GetString()!);
            return data;
        }
    }

    private static JsonElement Root => Fixture.Load("saved_tables").Root.GetProperty("cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_and_gradients_are_Keras_s(string model, string endpoint)
    {
        JsonElement expected = Root.EnumerateArray().First(
            c => c.GetProperty("model").GetString() == model && c.GetProperty("endpoint").GetString() == endpoint);
        using TFSMLayer layer = new(SavedModelFixture.PathOfTables(model), endpoint);
        using Tensor input = Input(expected.GetProperty("input"));
        int outputs = 0;
        using StatefulFunction function = StatefulFunction.Trace("saved", [TensorSpec.Of(input)], x =>
        {
            using IDisposable recording = Gradients.Record();
            IReadOnlyList<Symbol> y = layer.ApplyAll(x, new CallContext(training: false));
            outputs = y.Count;
            Symbol[] floats = [.. y.Where(v => v.DType == DType.Float32)];
            Symbol[] sources = [.. x.Where(v => v.DType == DType.Float32), .. layer.TrainableWeights.Select(TraceContext.Current.Initial)];
            Symbol?[] gradients = floats.Length == 0 ? new Symbol?[sources.Length]
                : Gradients.Of([floats.Select(v => Ops.Sum(v * v)).Aggregate((a, b) => a + b)], [], sources);
            return [.. y, .. gradients.Select((g, i) => g ?? RawOps.ZerosLike(sources[i]))];
        });
        Tensor[] results = function.Run([input]);
        JsonElement[] wanted = [.. expected.GetProperty("outputs").EnumerateArray()];
        Assert.Equal(wanted.Select(w => w.GetProperty("dtype").GetString()), results[..outputs].Select(r => r.DType.StandardName));
        for (int i = 0; i < outputs; i++)
            AssertClose(Fixture.Numbers(wanted[i].GetProperty("values")), results[i], $"output {i}");
        JsonElement[] gradients = [.. expected.GetProperty("gradients").EnumerateArray()];
        Assert.Equal(gradients.Length, results.Length - outputs);
        for (int i = 0; i < gradients.Length; i++)
        {
            double[]? numbers = gradients[i].ValueKind == JsonValueKind.Null ? null : Fixture.Numbers(gradients[i]);
            AssertClose(numbers, results[outputs + i], $"gradient {i}");
        }

        JsonElement[] after = [.. expected.GetProperty("after").EnumerateArray()];
        for (int i = 0; i < after.Length; i++)
        {
            using Tensor value = layer.Weights[i].Read();
            AssertClose(Fixture.Numbers(after[i]), value, layer.Weights[i].Path);
        }

        foreach (Tensor result in results)
            result.Dispose();
    }

    [Theory]
    [InlineData(JitCompile.Auto)]
    [InlineData(JitCompile.On)]
    [InlineData(JitCompile.Off)]
    public void A_frozen_look_up_of_strings_runs_ahead_of_the_compiled_rest(JitCompile jitCompile)
    {
        using Tensor words = Tensor.CreateStrings(Words, [2, 3]);
        using TFSMLayer layer = new(SavedModelFixture.PathOfTables("file")) { Trainable = false };
        using Tensor rows = layer.Apply(words);
        using Dense head = new(1);
        using Sequential model = new(new InputLayer([3], dtype: DType.String), layer, new Flatten(), head);
        model.Compile(new CompileOptions { Optimizer = "sgd", Losses = "mse", JitCompile = jitCompile });
        using Tensor kernel = head.Weights[0].Read(), expected = Ops.MatMul(rows.Reshape([2, -1]), kernel);
        using Tensor p = model.Predict(words);
        Assert.Equal(expected.ToArray<float>(), p.ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-5f);
        _ = model.Fit(words, new float[,] { { 1 }, { 2 } }, batchSize: 1, epochs: 2, verbose: Verbosity.Silent);
        Assert.Equal(jitCompile != JitCompile.Off, model.Compilation!.IsCompiled);
    }

    [Theory]
    [InlineData("ordinary", "larger", "ResizeBicubic")]
    [InlineData("ordinary", "shifted", "ScaleAndTranslate")]
    public void Operations_that_XLA_lacks_train_with_the_ordinary_kernels_or_are_refused_by_name(string saved, string endpoint, string op)
    {
        float[,] x = { { 1, 2, 3 }, { 0, -1, 2 }, { 2, 0, 1 } }, y = { { 1 }, { 0 }, { 2 } };
        foreach (JitCompile jitCompile in (JitCompile[])[JitCompile.Auto, JitCompile.On])
        {
            using Sequential model = new(
                new Dense(3) { InputShape = [3] }, new TFSMLayer(SavedModelFixture.PathOfTables(saved), endpoint) { Name = "saved" },
                new Dense(1));
            model.Compile(new CompileOptions { Optimizer = "sgd", Losses = "mse", JitCompile = jitCompile });
            if (jitCompile == JitCompile.On)
            {
                string message = Assert.Throws<InvalidOperationException>(
                    () => model.Fit(x, y, batchSize: 1, verbose: Verbosity.Silent)).Message;
                Assert.Contains($"XLA cannot compile TFSMLayer 'saved' (its operation {op})", message, StringComparison.Ordinal);
                continue;
            }

            History history = model.Fit(x, y, batchSize: 1, epochs: 2, verbose: Verbosity.Silent);
            Assert.False(model.Compilation!.IsCompiled);
            Assert.Contains($"TFSMLayer 'saved' (its operation {op})", model.Compilation.Reason, StringComparison.Ordinal);
            Assert.NotEqual(history["loss"][0], history["loss"][1]);
        }
    }

    [Theory]
    [InlineData("numbers", "serve", null)]
    [InlineData("tables", "integers", null)]
    [InlineData("scattering", "max", null)]
    [InlineData("ordinary", "asserted", null)]
    [InlineData("text", "serve", "strings")]
    [InlineData("tables", "texts", "strings")]
    [InlineData("ordinary", "shifted", "ScaleAndTranslate")]
    public void What_XLA_can_compile_is_known_beforehand(string model, string endpoint, string? reason)
    {
        SavedModelEndpoint found = SavedModelEndpoints.Load(SavedModelFixture.PathOfTables(model)).Find(endpoint)!;
        Assert.Equal(reason == "strings", found.HasStrings);
        Assert.Equal(reason is null, found.UncompilableOperation is null);
        if (reason is not (null or "strings"))
            Assert.Equal(reason, found.UncompilableOperation);
    }

    [Fact]
    public void A_model_with_tables_goes_through_an_export()
    {
        using Tensor words = Tensor.CreateStrings(Words, [2, 3]);
        using Sequential model = new(
            new InputLayer([3], dtype: DType.String), new TFSMLayer(SavedModelFixture.PathOfTables("tokens")));
        using Tensor expected = model.Predict(words);
        model.Export(directory["exported"]);
        using TFSMLayer again = new(directory["exported"]);
        using Tensor actual = again.Apply(words);
        Assert.Equal(expected.ToArray<float>(), actual.ToArray<float>());
    }

    [Fact]
    public void A_missing_or_damaged_vocabulary_is_told()
    {
        string copy = SavedModelFixture.CopyFrom(SavedModelFixture.PathOfTables("file"), directory["twice"]);
        string vocabulary = Path.Combine(copy, "assets", "words.txt");
        File.WriteAllText(vocabulary, "red\nred\n");
        Assert.Contains("cannot be filled",
            Assert.Throws<SavedModelException>(() => new TFSMLayer(copy)).Message, StringComparison.Ordinal);
        File.Delete(vocabulary);
        Assert.Contains("the file 'words.txt' is missing among its assets",
            Assert.Throws<SavedModelException>(() => new TFSMLayer(copy)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_an_endpoint_changes_is_refused()
    {
        using TFSMLayer layer = new(SavedModelFixture.PathOfTables("tables"), "learns");
        using Tensor words = Tensor.CreateStrings(Words, [6]);
        Assert.Contains("changes the table",
            Assert.Throws<SavedModelException>(() => layer.Apply(words)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => directory.Dispose();

    private static Tensor Input(JsonElement given)
    {
        Shape shape = Shape.Create([.. given.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())]);
        JsonElement values = given.GetProperty("values");
        return given.GetProperty("dtype").GetString() switch
        {
            "string" => Tensor.CreateStrings([.. values.EnumerateArray().Select(v => v.GetString()!)], shape),
            "int64" => Tensor.Create<long>([.. values.EnumerateArray().Select(v => v.GetInt64())], shape),
            "int32" => Tensor.Create<int>([.. values.EnumerateArray().Select(v => v.GetInt32())], shape),
            _ => Tensor.Create<float>([.. Fixture.Numbers(values).Select(v => (float)v)], shape),
        };
    }

    private static void AssertClose(double[]? expected, Tensor actual, string what)
    {
        using Tensor numbers = actual.Cast(DType.Float64);
        double[] values = numbers.ToArray<double>();
        expected ??= new double[values.Length];
        Assert.Equal(expected.Length, values.Length);
        double scale = Math.Max(1, expected.Append(0).Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - values[i]) <= 2e-5 * scale, $"{what}[{i}]: expected {expected[i]}, got {values[i]}");
    }
}
