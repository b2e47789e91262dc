using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Keras.Layers;
using Keras.Tests.Saving;
using TensorFlow;
using Xunit;
using Custom = Keras.CustomParts;

namespace Keras.Tests.Contracts;

/// <summary>
/// A custom class has every right of a built-in one: copies of built-in classes, in an assembly that sees the public API only, have the
/// same config, train bit for bit alike in both compilers, and go through a file.
/// </summary>
public sealed partial class CustomClassTests
{
    private const int Samples = 24, Steps = 5, Classes = 3;

    public static TheoryData<string, JitCompile> LayersInBothCompilers => InBothCompilers(LayerCases.Keys);

    public static TheoryData<string, JitCompile> LossesInBothCompilers => InBothCompilers(LossCases.Keys);

    public static TheoryData<string, JitCompile> MetricsInBothCompilers => InBothCompilers(MetricCases.Keys);

    public static TheoryData<string, JitCompile> OptimizersInBothCompilers => InBothCompilers(OptimizerCases.Keys);

    [Fact]
    public void The_copies_see_the_public_api_only()
    {
        string name = typeof(Custom.Dense).Assembly.GetName().Name!;
        Assert.DoesNotContain(
            typeof(Model).Assembly.GetCustomAttributes(typeof(InternalsVisibleToAttribute), false).Cast<InternalsVisibleToAttribute>(),
            a => a.AssemblyName == name);
    }

    [Theory]
    [MemberData(nameof(LayersInBothCompilers))]
    public void A_layer_trains_as_the_built_in_one(string name, JitCompile jitCompile)
    {
        bool indices = TakesIndices(name);
        // Built-in cells and batch normalization have kernels of their own, which round in another order.
        double tolerance = name == "BatchNormalization" || name.EndsWith("Cell", StringComparison.Ordinal) ? 1e-5 : 1e-6;
        // The optimizer with the fewest kernels to compile; the steps are large.
        (float[][] weights, double[] curve) =
            Train(LayerCases[name](false), indices, new Optimizers.SGD(0.2), "categorical_crossentropy", jitCompile);
        (float[][] customWeights, double[] customCurve) =
            Train(LayerCases[name](true), indices, new Optimizers.SGD(0.2), "categorical_crossentropy", jitCompile);
        AssertAlike(curve, customCurve, tolerance);
        Assert.Equal(weights.Length, customWeights.Length);
        for (int i = 0; i < weights.Length; i++)
            AssertAlike(weights[i].Select(v => (double)v), customWeights[i].Select(v => (double)v), tolerance);
    }

    [Theory]
    [InlineData("Dense")]
    [InlineData("Dropout")]
    [InlineData("BatchNormalization")]
    [InlineData("ActivityRegularization")]
    [InlineData("PReLU")]
    [InlineData("RepeatVector")]
    [InlineData("Embedding")]
    [InlineData("Masking")]
    public void A_layer_has_the_config_of_the_built_in_one(string name)
    {
        using Model builtIn = LayerCases[name](false), custom = LayerCases[name](true);
        (Layer First, Layer Second) pair = builtIn.Layers.Zip(custom.Layers).First(p => p.First.GetType() != p.Second.GetType());
        JsonObject first = pair.First.GetConfig().ToJson(), second = pair.Second.GetConfig().ToJson();
        first.Remove("name");
        second.Remove("name");
        Assert.Equal(first.ToJsonString(), second.ToJsonString());
    }

    [Theory]
    [InlineData("Dense")]
    [InlineData("Dropout")]
    [InlineData("BatchNormalization")]
    [InlineData("ActivityRegularization")]
    [InlineData("PReLU")]
    [InlineData("RepeatVector")]
    [InlineData("Embedding")]
    [InlineData("Masking")]
    [InlineData("Bidirectional")]
    [InlineData("Concatenate")]
    [InlineData("MultiHeadAttention")]
    [InlineData("SimpleRNNCell")]
    [InlineData("LSTMCell")]
    public void A_model_of_a_layer_goes_through_a_file(string name)
    {
        using Model model = LayerCases[name](true);
        model.Compile(new Custom.Adam(0.01), new Custom.CategoricalCrossentropy(), [new Custom.F1Score()]);
        Fit(model, TakesIndices(name));
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        using Model again = Model.Load(path.Value);
        Assert.IsType<Custom.Adam>(again.Optimizer);
        Assert.Equal(Weights(model), Weights(again));
        double[] expected = Fit(model, TakesIndices(name)), actual = Fit(again, TakesIndices(name));
        AssertAlike(expected, actual, 1e-6);
    }

    [Theory]
    [MemberData(nameof(LossesInBothCompilers))]
    public void A_loss_trains_as_the_built_in_one(string name, JitCompile jitCompile)
    {
        Loss builtIn = LossCases[name].BuiltIn(), custom = LossCases[name].Custom();
        Assert.Equal(
            builtIn.GetConfig().ToJson().Where(p => custom.GetConfig().Has(p.Key)).Select(p => p.ToString()),
            custom.GetConfig().ToJson().Select(p => p.ToString()));
        double[] expected = Train(Row(new Dense(4)), false, "sgd", builtIn, jitCompile).Curve;
        double[] actual = Train(Row(new Dense(4)), false, "sgd", custom, jitCompile).Curve;
        AssertAlike(expected, actual, 1e-6);
    }

    [Theory]
    [MemberData(nameof(MetricsInBothCompilers))]
    public void A_metric_measures_as_the_built_in_one(string name, JitCompile jitCompile)
    {
        double[][] values = new double[2][];
        foreach (bool isCustom in new[] { false, true })
        {
            using Metric metric = isCustom ? MetricCases[name].Custom() : MetricCases[name].BuiltIn();
            using Model model = Row(new Dense(4) { KernelInitializer = new Custom.ScaledUniform(0.5, seed: 4) });
            model.Compile("sgd", "categorical_crossentropy", jitCompile: jitCompile);
            (Tensor x, Tensor y) = Data(indices: false);
            using (x)
            using (y)
            using (Tensor predictions = Ops.Softmax(x))
            using (Tensor first = Ops.Slice(predictions, [0, 0], [Samples, Classes]))
            {
                metric.Update(y, first);
                metric.Update(y, first);
                using Tensor result = metric.Compute();
                values[isCustom ? 1 : 0] = [.. result.Cast(DType.Float64).ToArray<double>()];
            }
        }

        AssertAlike(values[0], values[1], 1e-6);
    }

    [Theory]
    [MemberData(nameof(OptimizersInBothCompilers))]
    public void An_optimizer_trains_as_the_built_in_one(string name, JitCompile jitCompile)
    {
        using Optimizer builtIn = OptimizerCases[name].BuiltIn(), custom = OptimizerCases[name].Custom();
        builtIn.ExcludeFromWeightDecay();
        if (name != "Schedule")
            Assert.Equal(builtIn.GetConfig().ToString(), custom.GetConfig().ToString());
        (float[][] weights, double[] curve) = Train(Row(new Dense(4)), false, builtIn, "mse", jitCompile);
        (float[][] customWeights, double[] customCurve) = Train(Row(new Dense(4)), false, custom, "mse", jitCompile);
        AssertAlike(curve, customCurve, 1e-6);
        AssertAlike(weights.SelectMany(w => w, (_, v) => (double)v), customWeights.SelectMany(w => w, (_, v) => (double)v), 1e-5);
        Assert.Equal(builtIn.Weights.Count, custom.Weights.Count);
    }

    [Fact]
    public void Initializers_regularizers_and_constraints_go_through_a_file()
    {
        using Sequential model = new(new Dense(4)
        {
            InputShape = [Steps],
            KernelInitializer = new Custom.ScaledUniform(0.5, seed: 3),
            KernelRegularizer = new Custom.L2(0.1),
            KernelConstraint = new Custom.UnitNorm(),
        }, Head());
        using Sequential twin = new(new Dense(4)
        {
            InputShape = [Steps],
            KernelInitializer = new Keras.Initializers.RandomUniform(-0.5, 0.5, seed: 3),
            KernelRegularizer = new Keras.Regularizers.L2(0.1),
            KernelConstraint = new Keras.Constraints.UnitNorm(),
        }, Head());
        Assert.Equal(Weights(twin)[0], Weights(model)[0]);
        model.Compile("sgd", "mse");
        _ = Fit(model, indices: false);
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        using Model again = Model.Load(path.Value);
        Assert.Equal(Fit(model, indices: false), Fit(again, indices: false));
    }

    [Fact]
    public void A_callback_resumes_from_the_state_in_a_file()
    {
        using Model model = Row(new Dense(4));
        model.Compile("sgd", "mse");
        Custom.BestEpoch first = new();
        _ = Fit(model, indices: false, first);
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        using Model again = Model.Load(path.Value);
        Custom.BestEpoch second = new();
        (Tensor x, Tensor y) = Data(indices: false);
        using (x)
        using (y)
            again.Fit(x, y, epochs: 5, initialEpoch: 3, callbacks: [second], shuffle: false, verbose: Verbosity.Silent);
        Assert.Equal(5, second.Epochs);
        Assert.True(second.Best <= first.Best);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, Samples / 8)]
    public void A_callback_chooses_the_epoch_to_begin_with_and_whether_batches_are_watched(bool countsBatches, int batches)
    {
        using Model model = Row(new Dense(4));
        model.Compile("sgd", "mse");
        Custom.LateStart callback = new(2, countsBatches);
        Assert.Single(Fit(model, indices: false, callback));
        Assert.Equal(batches, callback.Batches);
    }

    [Fact]
    public void A_lookup_layer_checks_its_indices_before_training()
    {
        Input x = new([Steps], dtype: DType.Int32, name: "x");
        using Model model = new(x, Head().Apply(new Flatten().Apply(new Custom.Embedding(4, 2).Apply(x))));
        model.Compile("sgd", "mse");
        (Tensor indices, Tensor y) = Data(indices: true);
        using (indices)
        using (y)
        {
            Exception error = Assert.ThrowsAny<Exception>(() => model.Fit(indices, y, verbose: Verbosity.Silent));
            Assert.Contains("Embedding", error.Message, StringComparison.Ordinal);
        }
    }

    private static TheoryData<string, JitCompile> InBothCompilers(IEnumerable<string> names)
    {
        TheoryData<string, JitCompile> data = [];
        foreach (string name in names)
        {
            data.Add(name, JitCompile.Off);
            data.Add(name, JitCompile.On);
        }

        return data;
    }

    private static bool TakesIndices(string name) =>
        name is "Embedding" or "Bidirectional" or "MultiHeadAttention" || name.EndsWith("Cell", StringComparison.Ordinal);

    private static (float[][] Weights, double[] Curve) Train(
        Model model, bool indices, Optimizer optimizer, Loss loss, JitCompile jitCompile)
    {
        using (model)
        {
            Begin(model);
            model.Compile(optimizer, loss, jitCompile: jitCompile);
            double[] curve = Fit(model, indices);
            return (Weights(model), curve);
        }
    }

    private static void Begin(Model model)
    {
        Random random = new(5);
        foreach (Weight weight in model.TrainableWeights)
        {
            using Tensor values = Tensor.Create<float>(
                [.. Enumerable.Range(0, (int)weight.Shape.ElementCount).Select(_ => (float)(random.NextDouble() - 0.5))], weight.Shape);
            weight.Assign(values);
        }
    }

    private static double[] Fit(Model model, bool indices, params Callback[] callbacks)
    {
        (Tensor x, Tensor y) = Data(indices);
        using (x)
        using (y)
        {
            History history = model.Fit(
                x, y, epochs: 3, batchSize: 8, shuffle: false, seed: 11, callbacks: callbacks, verbose: Verbosity.Silent);
            return [.. history["loss"]];
        }
    }

    private static (Tensor X, Tensor Y) Data(bool indices)
    {
        Random random = new(2);
        float[] x = [.. Enumerable.Range(0, Samples * Steps).Select(i => indices ? (i * 7) % 10 : (float)((random.NextDouble() * 2) - 1))];
        float[] y = [.. Enumerable.Range(0, Samples * Classes).Select(i => i % Classes == i / Classes % Classes ? 1f : 0f)];
        return (Tensor.Create<float>(x, [Samples, Steps]), Tensor.Create<float>(y, [Samples, Classes]));
    }

    private static float[][] Weights(Model model)
    {
        Tensor[] weights = model.GetWeights();
        float[][] values = [.. weights.Select(w => w.ToArray<float>())];
        foreach (Tensor weight in weights)
            weight.Dispose();
        return values;
    }

    private static void AssertAlike(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance)
    {
        double[] first = [.. expected], second = [.. actual];
        Assert.Equal(first.Length, second.Length);
        Assert.All(first.Zip(second), p => Assert.Equal(p.First, p.Second, tolerance));
    }
}
