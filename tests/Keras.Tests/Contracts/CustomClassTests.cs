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
public sealed class CustomClassTests
{
    private const int Samples = 24, Steps = 5, Classes = 3;

    private static readonly Dictionary<string, Func<bool, Model>> LayerCases = new()
    {
        ["Dense"] = custom => Row(custom ? new Custom.Dense(5, "relu") : new Dense(5, "relu")),
        ["Dropout"] = custom => Row(custom ? new Custom.Dropout(0.4, seed: 3) : new Dropout(0.4, seed: 3)),
        ["BatchNormalization"] = custom => Row(
            custom ? new Custom.BatchNormalization(momentum: 0.8) : new BatchNormalization(momentum: 0.8)),
        ["ActivityRegularization"] = custom => Row(
            custom ? new Custom.ActivityRegularization(0.1, 0.2) : new ActivityRegularization(0.1, 0.2)),
        ["PReLU"] = custom => Row(custom ? new Custom.PReLU() : new PReLU()),
        ["RepeatVector"] = custom => new Sequential(
            new Dense(4) { InputShape = [Steps] }, custom ? new Custom.RepeatVector(3) : new RepeatVector(3), new LSTM(3), Head()),
        ["Embedding"] = custom => new Sequential(
            custom ? new Custom.Embedding(10, 4) { MaskZero = true, InputShape = [Steps] }
                : new Embedding(10, 4) { MaskZero = true, InputShape = [Steps] },
            new LSTM(3), Head()),
        ["Masking"] = custom => new Sequential(
            new Reshape([Steps, 1]) { InputShape = [Steps] }, custom ? new Custom.Masking() : new Masking(), new LSTM(3), Head()),
        ["Bidirectional"] = custom =>
        {
            Input x = new([Steps], name: "x");
            KerasTensor embedded = new Embedding(10, 4) { MaskZero = true }.Apply(x);
            Layer both = custom ? new Custom.Bidirectional(new GRU(3)) : new Bidirectional(new GRU(3));
            return new Model(x, Head().Apply(both.Apply(embedded)));
        },
        ["Concatenate"] = custom =>
        {
            Input x = new([Steps], name: "x");
            KerasTensor[] parts = [new Dense(3).Apply(x), new Dense(2).Apply(x)];
            Layer merge = custom ? new Custom.Concatenate() : new Concatenate();
            return new Model(x, Head().Apply(merge.Apply([parts[0], parts[1]])));
        },
        ["MultiHeadAttention"] = custom =>
        {
            Input x = new([Steps], name: "x");
            KerasTensor embedded = new Embedding(10, 4) { MaskZero = true }.Apply(x);
            KerasTensor attended = custom
                ? new Custom.MultiHeadAttention(2, 3).Apply(embedded, embedded, useCausalMask: true)
                : new MultiHeadAttention(2, 3).Apply(embedded, embedded, useCausalMask: true);
            return new Model(x, Head().Apply(new GlobalAveragePooling1D().Apply(attended)));
        },
        ["SimpleRNNCell"] = custom => Sequence(custom ? new Custom.SimpleRNNCell(4) : new SimpleRNNCell(4)),
        ["LSTMCell"] = custom => Sequence(custom ? new Custom.LSTMCell(4) : new LSTMCell(4)),
    };

    private static readonly Dictionary<string, (Func<Loss> BuiltIn, Func<Loss> Custom)> LossCases = new()
    {
        ["MeanSquaredError"] = (() => new Keras.Losses.MeanSquaredError(), () => new Custom.MeanSquaredError()),
        ["MeanAbsoluteError"] = (() => new Keras.Losses.MeanAbsoluteError(), () => new Custom.MeanAbsoluteError()),
        ["Huber"] = (() => new Keras.Losses.Huber(), () => new Custom.Huber()),
        ["CategoricalCrossentropy"] = (() => new Keras.Losses.CategoricalCrossentropy(), () => new Custom.CategoricalCrossentropy()),
        ["BinaryCrossentropy"] = (() => new Keras.Losses.BinaryCrossentropy(), () => new Custom.BinaryCrossentropy()),
        ["SumOfSquares"] = (() => new Keras.Losses.MeanSquaredError(Reduction.Sum), () => new Custom.MeanSquaredError(Reduction.Sum)),
    };

    private static readonly Dictionary<string, (Func<Metric> BuiltIn, Func<Metric> Custom)> MetricCases = new()
    {
        ["AUC"] = (() => new Keras.Metrics.AUC(20), () => new Custom.AUC()),
        ["F1Score"] = (() => new Keras.Metrics.F1Score(), () => new Custom.F1Score()),
        ["MeanAbsoluteError"] = (() => new Keras.Metrics.MeanAbsoluteError(), () => new Custom.MeanAbsoluteErrorMetric()),
    };

    private static readonly Dictionary<string, (Func<Optimizer> BuiltIn, Func<Optimizer> Custom)> OptimizerCases = new()
    {
        ["SGD"] = (() => new Keras.Optimizers.SGD(0.1, 0.9, true), () => new Custom.SGD(0.1, 0.9, true)),
        ["Adam"] = (() => new Keras.Optimizers.Adam(0.01, amsgrad: true), () => new Custom.Adam(0.01, amsgrad: true)),
        ["AdamW"] = (() => new Keras.Optimizers.AdamW(0.01, 0.1), () => new Custom.AdamW(0.01, 0.1)),
        ["Lion"] = (() => new Keras.Optimizers.Lion(), () => new Custom.Lion()),
        ["RMSprop"] = (() => new Keras.Optimizers.RMSprop(momentum: 0.5), () => new Custom.RMSprop(momentum: 0.5)),
        ["Adagrad"] = (() => new Keras.Optimizers.Adagrad(0.1), () => new Custom.Adagrad(0.1)),
        ["Adamax"] = (() => new Keras.Optimizers.Adamax(), () => new Custom.Adamax()),
        ["Nadam"] = (() => new Keras.Optimizers.Nadam(), () => new Custom.Nadam()),
        ["Adadelta"] = (() => new Keras.Optimizers.Adadelta(), () => new Custom.Adadelta()),
        ["Schedule"] = (() => new Keras.Optimizers.Adam(new Keras.Optimizers.Schedules.ExponentialDecay(0.1, 5, 0.5)),
            () => new Custom.Adam(new Custom.ExponentialDecay(0.1, 5, 0.5))),
    };

    static CustomClassTests()
    {
        CustomObjects.RegisterLayer("Dense", Custom.Dense.FromConfig);
        CustomObjects.RegisterLayer("Dropout", Custom.Dropout.FromConfig);
        CustomObjects.RegisterLayer("BatchNormalization", Custom.BatchNormalization.FromConfig);
        CustomObjects.RegisterLayer("ActivityRegularization", Custom.ActivityRegularization.FromConfig);
        CustomObjects.RegisterLayer("PReLU", Custom.PReLU.FromConfig);
        CustomObjects.RegisterLayer("RepeatVector", Custom.RepeatVector.FromConfig);
        CustomObjects.RegisterLayer("Embedding", Custom.Embedding.FromConfig);
        CustomObjects.RegisterLayer("Masking", Custom.Masking.FromConfig);
        CustomObjects.RegisterLayer("Bidirectional", Custom.Bidirectional.FromConfig);
        CustomObjects.RegisterLayer("Concatenate", Custom.Concatenate.FromConfig);
        CustomObjects.RegisterLayer("MultiHeadAttention", Custom.MultiHeadAttention.FromConfig);
        CustomObjects.RegisterLayer("SimpleRNNCell", Custom.SimpleRNNCell.FromConfig);
        CustomObjects.RegisterLayer("LSTMCell", Custom.LSTMCell.FromConfig);
        CustomObjects.RegisterLoss("MeanSquaredError", Custom.MeanSquaredError.FromConfig);
        CustomObjects.RegisterLoss("MeanAbsoluteError", Custom.MeanAbsoluteError.FromConfig);
        CustomObjects.RegisterLoss("Huber", Custom.Huber.FromConfig);
        CustomObjects.RegisterLoss("CategoricalCrossentropy", Custom.CategoricalCrossentropy.FromConfig);
        CustomObjects.RegisterLoss("BinaryCrossentropy", Custom.BinaryCrossentropy.FromConfig);
        CustomObjects.RegisterMetric("AUC", Custom.AUC.FromConfig);
        CustomObjects.RegisterMetric("F1Score", Custom.F1Score.FromConfig);
        CustomObjects.RegisterMetric("MeanAbsoluteError", Custom.MeanAbsoluteErrorMetric.FromConfig);
        CustomObjects.RegisterOptimizer("SGD", Custom.SGD.FromConfig);
        CustomObjects.RegisterOptimizer("Adam", Custom.Adam.FromConfig);
        CustomObjects.RegisterOptimizer("AdamW", Custom.AdamW.FromConfig);
        CustomObjects.RegisterOptimizer("Lion", Custom.Lion.FromConfig);
        CustomObjects.RegisterOptimizer("RMSprop", Custom.RMSprop.FromConfig);
        CustomObjects.RegisterOptimizer("Adagrad", Custom.Adagrad.FromConfig);
        CustomObjects.RegisterOptimizer("Adamax", Custom.Adamax.FromConfig);
        CustomObjects.RegisterOptimizer("Nadam", Custom.Nadam.FromConfig);
        CustomObjects.RegisterOptimizer("Adadelta", Custom.Adadelta.FromConfig);
        CustomObjects.RegisterSchedule("ExponentialDecay", Custom.ExponentialDecay.FromConfig);
        CustomObjects.RegisterInitializer("ScaledUniform", Custom.ScaledUniform.FromConfig);
        CustomObjects.RegisterConstraint("UnitNorm", Custom.UnitNorm.FromConfig);
        CustomObjects.RegisterRegularizer("L2", Custom.L2.FromConfig);
    }

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
        (float[][] weights, double[] curve) = Train(LayerCases[name](false), indices, "adam", "categorical_crossentropy", jitCompile);
        (float[][] customWeights, double[] customCurve) =
            Train(LayerCases[name](true), indices, "adam", "categorical_crossentropy", jitCompile);
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

    private static Dense Head() => new(Classes, "softmax");

    private static Sequential Row(Layer layer) => new(new Dense(6, "tanh") { InputShape = [Steps] }, layer, Head());

    private static Sequential Sequence(RNNCell cell) => new(new Embedding(10, 4) { InputShape = [Steps] }, new RNN(cell), Head());

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
