using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Layers;
using Keras.Tests.Support;
using Keras.Tracing;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>The layer has Keras's weights, outputs, gradients and configs (<c>make_saved_models.py</c>).</summary>
public sealed class TFSMLayerFixtureTests
{
    private const double Tolerance = 2e-5;

    public static TheoryData<string, string, string?> Cases
    {
        get
        {
            TheoryData<string, string, string?> data = [];
            foreach (JsonElement one in SavedModelFixture.Root.GetProperty("cases").EnumerateArray())
                data.Add(one.GetProperty("model").GetString()!, one.GetProperty("endpoint").GetString()!,
                    one.GetProperty("training_endpoint").GetString());
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weights_are_Keras_s_in_order(string model, string endpoint, string? training)
    {
        JsonElement expected = SavedModelFixture.Case(model, endpoint, training);
        using TFSMLayer layer = new(SavedModelFixture.PathOf(model), endpoint, training);
        Assert.True(layer.IsBuilt);
        JsonElement[] weights = [.. expected.GetProperty("weights").EnumerateArray()];
        Assert.Equal(weights.Select(w => w.GetProperty("path").GetString()), layer.Weights.Select(w => w.Path));
        for (int i = 0; i < weights.Length; i++)
        {
            using Tensor value = layer.Weights[i].Read();
            Assert.Equal(weights[i].GetProperty("trainable").GetBoolean(), layer.Weights[i].Trainable);
            Assert.Equal(weights[i].GetProperty("dtype").GetString(), value.DType.StandardName);
            Assert.Equal(Fixture.Numbers(weights[i].GetProperty("values")).Select(v => (float)v), value.ToArray<float>());
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_and_gradients_are_Keras_s(string model, string endpoint, string? training)
    {
        JsonElement expected = SavedModelFixture.Case(model, endpoint, training);
        foreach (string mode in (string[])["inference", "training"])
        {
            using TFSMLayer layer = new(SavedModelFixture.PathOf(model), endpoint, training);
            JsonElement[] given = [.. expected.GetProperty("inputs").EnumerateArray()];
            Tensor[] inputs = [.. given.Select(g => SavedModelFixture.ToTensor(
                g.GetProperty("values"), g.GetProperty("shape"), g.GetProperty("dtype").GetString()!))];
            TensorSpec[] specs = [.. inputs.Select(TensorSpec.Of)];
            int outputs = 0;
            using StatefulFunction function = StatefulFunction.Trace("saved", specs, x =>
            {
                using IDisposable recording = Gradients.Record();
                IReadOnlyList<Symbol> y = layer.ApplyAll(x, new CallContext(mode == "training"));
                outputs = y.Count;
                Symbol loss = y.Select(v => Ops.Sum(v * v)).Aggregate((a, b) => a + b);
                Symbol[] leaves = [.. x.Where(v => v.DType == DType.Float32)];
                Symbol[] sources = [.. leaves, .. layer.TrainableWeights.Select(w => TraceContext.Current.Initial(w))];
                Symbol?[] gradients = Gradients.Of([loss], [], sources);
                return [.. y, .. gradients.Select((g, i) => g ?? RawOps.ZerosLike(sources[i]))];
            });
            Tensor[] results = function.Run(inputs);
            JsonElement wanted = expected.GetProperty(mode);
            double[][] numbers =
            [
                .. wanted.GetProperty("outputs").EnumerateArray().Select(o => Fixture.Numbers(o.GetProperty("values"))),
                .. wanted.GetProperty("gradients").EnumerateArray()
                    .Select(g => g.ValueKind == JsonValueKind.Null ? [] : Fixture.Numbers(g)),
            ];
            Assert.Equal(wanted.GetProperty("outputs").GetArrayLength(), outputs);
            Assert.Equal(numbers.Length, results.Length);
            for (int i = 0; i < numbers.Length; i++)
                AssertClose(numbers[i], results[i].ToArray<float>(), $"{mode} {i}");
            JsonElement[] after = [.. wanted.GetProperty("after").EnumerateArray()];
            for (int i = 0; i < after.Length; i++)
            {
                using Tensor value = layer.Weights[i].Read();
                AssertClose(Fixture.Numbers(after[i]), value.ToArray<float>(), $"{mode}: {layer.Weights[i].Path} afterwards");
            }

            foreach (Tensor tensor in inputs.Concat(results))
                tensor.Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_config_is_Keras_s(string model, string endpoint, string? training)
    {
        JsonNode expected = JsonNode.Parse(SavedModelFixture.Case(model, endpoint, training).GetProperty("config").GetString()!)!;
        using TFSMLayer layer = new(SavedModelFixture.PathOf(model), endpoint, training) { Name = "layer" };
        JsonNode actual = JsonNode.Parse(layer.GetConfig().ToString())!;
        expected["filepath"] = SavedModelFixture.PathOf(model);
        Assert.Equal(expected.ToJsonString(), actual.ToJsonString());
    }

    [Theory]
    [InlineData(0, JitCompile.On)]
    [InlineData(1, JitCompile.Off)]
    [InlineData(2, JitCompile.On)]
    [InlineData(3, JitCompile.Off)]
    [InlineData(4, JitCompile.On)]
    [InlineData(4, JitCompile.Off)]
    [InlineData(5, JitCompile.On)]
    public void A_model_around_it_trains_as_Keras_s(int index, JitCompile jitCompile)
    {
        JsonElement fit = SavedModelFixture.Root.GetProperty("fits")[index];
        Shape shape = Shape.Create([.. fit.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())]);
        using TFSMLayer layer = new(
            SavedModelFixture.PathOf(fit.GetProperty("model").GetString()!), fit.GetProperty("endpoint").GetString()!,
            fit.GetProperty("training_endpoint").GetString())
        {
            Trainable = fit.GetProperty("trainable").GetBoolean(),
        };
        using Sequential model = new(new Dense((int)shape[^1]) { InputShape = shape }, layer, new Dense(1));
        Set(model.Layers[0], fit.GetProperty("before"));
        Set(model.Layers[2], fit.GetProperty("after"));
        model.Compile(new CompileOptions { Optimizer = new Keras.Optimizers.SGD(0.05), Losses = "mse", JitCompile = jitCompile });
        using Tensor x = Floats(fit.GetProperty("x"), shape.Prepend(16));
        using Tensor y = Floats(fit.GetProperty("y"), [16, 1]);
        History history = model.Fit(x, y, batchSize: 4, epochs: 3, shuffle: false, verbose: Verbosity.Silent);
        AssertClose(Fixture.Numbers(fit.GetProperty("losses")), [.. history["loss"].Select(l => (float)l)], "losses");
        JsonElement[] weights = [.. fit.GetProperty("weights").EnumerateArray()];
        for (int i = 0; i < weights.Length; i++)
        {
            using Tensor value = layer.Weights[i].Read();
            AssertClose(Fixture.Numbers(weights[i]), value.ToArray<float>(), layer.Weights[i].Path);
        }

        using Tensor p = model.Predict(x);
        AssertClose(Fixture.Numbers(fit.GetProperty("predictions")), p.ToArray<float>(), "predictions");
    }

    private static void Set(Layer layer, JsonElement values)
    {
        Tensor[] tensors = [.. layer.Weights.Select((w, i) => Floats(values[i], w.Shape))];
        layer.SetWeights(tensors);
        foreach (Tensor tensor in tensors)
            tensor.Dispose();
    }

    private static Tensor Floats(JsonElement values, Shape shape) =>
        Tensor.Create<float>([.. Fixture.Numbers(values).Select(n => (float)n)], shape);

    private static void AssertClose(double[] expected, float[] actual, string what)
    {
        if (expected.Length == 0)
        {
            // Keras has no gradient where it is zero everywhere.
            Assert.All(actual, a => Assert.Equal(0, a));
            return;
        }

        Assert.Equal(expected.Length, actual.Length);
        double scale = Math.Max(1, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * scale, $"{what}[{i}]: expected {expected[i]}, got {actual[i]}");
    }
}
