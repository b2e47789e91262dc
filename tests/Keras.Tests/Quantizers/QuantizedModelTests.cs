using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Layers;
using Keras.Quantizers;
using Keras.Tests.Saving;
using Keras.Tests.Support;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>
/// Models that the real Keras quantized: the same models, quantized here, have the same integers and predictions, and Keras's files of them
/// are read and written.
/// </summary>
public sealed class QuantizedModelTests
{
    private static readonly Fixture Recorded = Fixture.Load("quantized/quantized");

    public static TheoryData<string> Names => [.. Recorded.Cases().Select(c => c.GetProperty("name").GetString()!)];

    public static TheoryData<string, JitCompile> Runs()
    {
        TheoryData<string, JitCompile> runs = [];
        foreach (JsonElement recorded in Recorded.Cases())
        {
            runs.Add(recorded.GetProperty("name").GetString()!, JitCompile.Off);
            runs.Add(recorded.GetProperty("name").GetString()!, JitCompile.On);
        }

        return runs;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Quantizing_gives_the_weights_of_Keras(string name)
    {
        JsonElement recorded = Case(name);
        using Model model = Before(recorded);
        model.Quantize(ConfigOf(recorded));

        IReadOnlyList<Weight> weights = model.Weights;
        JsonElement[] expected = [.. recorded.GetProperty("weights").EnumerateArray()];
        Assert.Equal(expected.Length, weights.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            // The model before was read from a file, where Keras's paths have no name of a sequential model either.
            string path = recorded.GetProperty("paths")[i].GetString()!;
            Assert.EndsWith(weights[i].Path, path, StringComparison.Ordinal);
            Assert.Equal(recorded.GetProperty("types")[i].GetString(), weights[i].DType.StandardName);
            using Tensor value = weights[i].Read(), single = value.Cast(DType.Float32);
            NpyArray wanted = Recorded.Array(expected[i]);
            Assert.Equal(wanted.Shape.Select(d => (long)d), weights[i].Shape);
            AssertClose(wanted.ToSingles(), single, weights[i].DType.IsFloatingPoint ? 1e-6 : 0, path);
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_quantized_model_predicts_as_in_Keras(string name, JitCompile jitCompile)
    {
        Assert.SkipUnless(jitCompile == JitCompile.Off || Runtime.HasXla, "The native library has no XLA compiler.");
        JsonElement recorded = Case(name);
        using Model model = Before(recorded);
        model.Quantize(ConfigOf(recorded));
        model.Compile("sgd", "mse", jitCompile: jitCompile);
        using Tensor x = Value(recorded.GetProperty("inputs"));
        using Tensor predicted = model.Predict(x), single = predicted.Cast(DType.Float32);
        AssertClose(After(recorded), single, Tolerance(recorded), name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_of_a_quantized_model_is_read_and_written_as_by_Keras(string name)
    {
        JsonElement recorded = Case(name);
        using Tensor x = Value(recorded.GetProperty("inputs"));
        using TemporaryPath path = new(".keras");
        if (recorded.GetProperty("file").GetBoolean())
        {
            using Model loaded = Model.Load(File($"{name}.keras"));
            using Tensor predicted = loaded.Predict(x), single = predicted.Cast(DType.Float32);
            AssertClose(After(recorded), single, Tolerance(recorded), name);
            using Model quantized = Before(recorded);
            quantized.Quantize(ConfigOf(recorded));
            Assert.Equal(Configs(loaded), Configs(quantized));
            loaded.Save(path.Value);
        }
        else
        {
            // Keras forgets the quantization of layers inside of others; here a map of policies keeps it.
            using Model quantized = Before(recorded);
            quantized.Quantize(ConfigOf(recorded));
            quantized.Save(path.Value);
        }

        using Model again = Model.Load(path.Value);
        using Tensor same = again.Predict(x), numbers = same.Cast(DType.Float32);
        AssertClose(After(recorded), numbers, Tolerance(recorded), name);
    }

    [Theory]
    [InlineData("dense_int8")]
    [InlineData("dense_int4_blocks")]
    [InlineData("dense_float8")]
    public void Predictors_and_exports_of_a_quantized_model_give_its_predictions(string name)
    {
        JsonElement recorded = Case(name);
        using Model model = Before(recorded);
        model.Quantize(ConfigOf(recorded));
        using Tensor x = Value(recorded.GetProperty("inputs"));
        float[] expected = After(recorded), input = x.ToArray<float>(), output = new float[expected.Length];
        foreach (bool freeze in new[] { false, true })
        {
            using Predictor predictor = model.CreatePredictor((int)x.Shape[0], freeze: freeze);
            predictor.Run(input, output);
            using Tensor given = Tensor.Create<float>(output);
            AssertClose(expected, given, 1e-5, $"{name}, frozen: {freeze}");
        }

        using TemporaryPath path = new("");
        model.Export(path.Value);
        using SavedModel served = SavedModel.Load(path.Value);
        using Tensor answer = served.Run(x);
        AssertClose(expected, answer, 1e-5, $"{name}, exported");
    }

    [Fact]
    public void Many_batches_take_kernels_of_4_bits_unpacked_and_scaled()
    {
        using Sequential model = new(new InputLayer([6]), new Dense(4), new Dense(3));
        model.Quantize(new Int4QuantizationConfig(blockSize: 2));
        using StatefulFunction? program = StatefulFunction.TracePrepared(
            "batches", [new(DType.Float32, [-1, 6])], x => [model.Apply(x[0], new CallContext())], FunctionOptions.Default);
        Assert.Equal(["[3]", "[4, 3]", "[4]", "[6, 4]", "[?, 6]"],
            program!.Function.Inputs.Select(i => i.Shape.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Configs_are_those_that_Keras_wrote()
    {
        foreach (JsonElement recorded in Recorded.Cases())
        {
            QuantizationConfig config = ConfigOf(recorded);
            JsonObject expected = (JsonObject)JsonNode.Parse(recorded.GetProperty("config").GetString()!)!;
            Assert.Equal(config.ClassName, expected["class_name"]!.GetValue<string>());
            if (expected["config"]!["block_size"] is null && config.Mode == "int4")
                expected["config"]!["block_size"] = -1;
            Assert.Equal(PythonText(expected["config"]!), PythonText(config.GetConfig().ToJson()));
        }
    }

    internal static Model Before(JsonElement recorded) => Model.Load(File($"{recorded.GetProperty("model").GetString()}.keras"));

    internal static QuantizationConfig ConfigOf(JsonElement recorded) =>
        QuantizationConfig.Registry.FromJson(JsonNode.Parse(recorded.GetProperty("config").GetString()!)!);

    internal static Tensor Value(JsonElement name)
    {
        NpyArray array = Recorded.Array(name);
        Shape shape = Shape.Create([.. array.Shape.Select(d => (long)d)]);
        return (array.Elements is int[]) ? Tensor.Create<int>(array.As<int>(), shape) : Tensor.Create<float>(array.ToSingles(), shape);
    }

    internal static void AssertClose(float[] expected, Tensor actual, double tolerance, string what)
    {
        float[] values = actual.ToArray<float>();
        Assert.Equal(expected.Length, values.Length);
        double size = expected.Length == 0 ? 0 : expected.Max(Math.Abs);
        for (int i = 0; i < values.Length; i++)
            Assert.True(Math.Abs(values[i] - expected[i]) <= tolerance * Math.Max(size, Math.Abs(expected[i])),
                $"{what}[{i}]: expected {expected[i]:R}, got {values[i]:R}");
    }

    internal static string File(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "quantized", name);

    private static JsonElement Case(string name) => Recorded.Cases().Single(c => c.GetProperty("name").GetString() == name);

    private static float[] After(JsonElement recorded) => Recorded.Array(recorded.GetProperty("after")).ToSingles();

    private static double Tolerance(JsonElement recorded) => recorded.GetProperty("model").GetString() == "bfloat16" ? 1e-2 : 1e-5;

    private static string Configs(Model model) =>
        string.Join('\n', model.Layers.Where(l => l is not InputLayer).Select(l => l.GetConfig().ToString()));

    private static string PythonText(JsonNode json) => new Config((JsonObject)json.DeepClone()).ToString();
}
