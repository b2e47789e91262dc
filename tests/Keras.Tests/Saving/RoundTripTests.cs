using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Layers;
using Keras.Losses;
using Keras.Metrics;
using Keras.Optimizers;
using Keras.Regularizers;
using Keras.Saving;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>What is saved here loads here, bit for bit.</summary>
public sealed class RoundTripTests
{
    private static readonly float[,] X = { { 1, 2, 3 }, { 4, 5, 6 }, { -1, 0, 1 }, { 2, -2, 0 } };
    private static readonly float[,] Y = { { 1, 0 }, { 0, 1 }, { 1, 0 }, { 0, 1 } };

    public static TheoryData<Optimizer> Optimizers => new()
    {
        new SGD(0.1), new SGD(0.1, 0.9, nesterov: true) { ClipNorm = 1 }, new Adam(0.01, amsgrad: true) { WeightDecay = 0.01 },
        new Adam { UseEma = true, EmaOverwriteFrequency = 2 }, new Adagrad(0.1) { GradientAccumulationSteps = 2 },
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Training_goes_on_as_if_nothing_had_happened(Optimizer optimizer)
    {
        using Sequential model = Small();
        model.Compile(optimizer, "categorical_crossentropy", ["accuracy", "mse"], ["mae"]);
        Fit(model, 3);
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        using Model again = Model.Load(path.Value);
        Assert.Empty(again.LoadWarnings);
        Assert.Equal(model.Optimizer.GetConfig().ToString(), again.Optimizer.GetConfig().ToString());
        Assert.Equal(Fit(model, 3)["loss"], Fit(again, 3)["loss"]);
        AssertSame(model, again);
        Assert.Empty(path.Beside);
    }

    [Fact]
    public void Weights_round_trip_with_the_optimizer()
    {
        using Sequential model = Small(), other = Small();
        model.Compile("adam", "mse");
        other.Compile("adam", "mse");
        Fit(model, 2);
        Fit(other, 1);
        using TemporaryPath path = new(".weights.h5");
        model.SaveWeights(path.Value);
        other.LoadWeights(path.Value);
        AssertSame(model, other);
        Assert.Equal(6, other.Optimizer.IterationCount + 2);
    }

    [Fact]
    public void Weights_round_trip_in_the_older_form_without_the_optimizer()
    {
        using Sequential model = Small(), other = Small();
        model.Compile("adam", "mse");
        other.Compile("adam", "mse");
        Fit(model, 2);
        Fit(other, 1);
        using TemporaryPath path = new(".h5");
        model.SaveWeights(path.Value);
        other.LoadWeights(path.Value);
        AssertSame(model, other);
        Assert.Equal(2, other.Optimizer.IterationCount);
        Assert.Contains("was not loaded", Assert.Single(other.LoadWarnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_numbers_among_floating_point_arguments_keep_their_point()
    {
        // Keras does not take SGD's momentum where it is an integer.
        Assert.Contains("\"momentum\":0.0,", new SGD(0.1).GetConfig().ToString(), StringComparison.Ordinal);
        Assert.Contains("\"rate\":1.0,", new Dropout(1).GetConfig().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_not_built_is_saved_and_built_later()
    {
        using Sequential model = new(new Dense(3, "relu"), new Dense(2));
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        using Model again = Model.Load(path.Value);
        Assert.False(again.IsBuilt);
        Assert.Equal([4, 2], again.Predict(X).Shape);
    }

    [Fact]
    public void A_model_built_by_its_data_is_built_when_it_is_loaded()
    {
        using Sequential model = new(new Dense(3, "relu"), new Dense(2));
        using Tensor before = model.Predict(X);
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        using Model again = Model.Load(path.Value);
        Assert.True(again.IsBuilt);
        Assert.Equal(before.ToArray<float>(), again.Predict(X).ToArray<float>());
    }

    [Fact]
    public void Models_inside_of_models_keep_their_weights()
    {
        using Sequential model = new(new Dense(4, "relu") { InputShape = [3] },
            new Sequential(new Dense(3), new Dropout(0.5)) { Name = "inner" }, new Dense(2));
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        using Model again = Model.Load(path.Value);
        AssertSame(model, again);
        Assert.Equal("inner", again.Layers[1].Name);
    }

    [Theory]
    [InlineData(".keras")]
    [InlineData(".h5")]
    public void Frozen_layers_stay_frozen(string extension)
    {
        using Sequential model = new(
            new Dense(4, "relu") { InputShape = [3], Trainable = false },
                new Sequential(new Dense(3)) { Trainable = false }, new Dense(2, "softmax"));
        model.Compile("adam", "categorical_crossentropy");
        Fit(model, 2);
        using TemporaryPath path = new(extension);
        model.Save(path.Value);
        using Model again = Model.Load(path.Value);
        Assert.Empty(again.LoadWarnings);
        Assert.Equal([false, false, true], again.Layers.Select(l => l.Trainable));
        Assert.Equal(model.TrainableWeights.Count, again.TrainableWeights.Count);
        Assert.Equal(Fit(model, 2)["loss"], Fit(again, 2)["loss"]);
        AssertSame(model, again);
    }

    [Fact]
    public void Half_precision_round_trips()
    {
        foreach (string policy in (string[])["float16", "bfloat16", "float64", "mixed_float16"])
        {
            using Sequential model = new(new Dense(2) { InputShape = [3], DTypePolicy = policy });
            using TemporaryPath path = new(".keras");
            model.Save(path.Value);
            using Model again = Model.Load(path.Value);
            AssertSame(model, again);
            Assert.Equal(policy, again.Layers[0].DTypePolicy.Name);
        }
    }

    [Fact]
    public void Json_describes_the_model_without_weights()
    {
        using Sequential model = Small();
        model.Compile("adam", "crossentropy", ["accuracy"]);
        using Model again = Model.FromJson(model.ToJson());
        Assert.Equal(model.ToJson(), again.ToJson());
        Assert.NotEqual(model.GetWeights()[0].ToArray<float>(), again.GetWeights()[0].ToArray<float>());
    }

    [Fact]
    public void Every_loss_metric_and_optimizer_round_trips()
    {
        JsonElement objects = Fixture.Load("configs").Root.GetProperty("objects");
        using Sequential model = new(new Dense(2));
        foreach (JsonNode loss in Envelopes("losses", LossRegistry.Instance.Knows))
            AssertRoundTrip("sgd", CompileConfig.ReadLoss(loss), "accuracy");
        foreach (JsonNode metric in Envelopes("metrics", MetricRegistry.Instance.Knows))
            AssertRoundTrip("adam", "mse", CompileConfig.ReadMetric(metric));
        foreach (JsonNode optimizer in Envelopes("optimizers", OptimizerRegistry.Instance.Knows)
            .Where(o => o["config"]!["learning_rate"] is JsonValue))
            AssertRoundTrip(OptimizerRegistry.Instance.FromJson(optimizer), "crossentropy", new Keras.Losses.Huber());

        void AssertRoundTrip(Optimizer optimizer, Loss loss, Metric metric)
        {
            model.Compile(optimizer, loss, [metric]);
            using Model again = Model.FromJson(model.ToJson());
            Assert.Equal(model.ToJson(), again.ToJson());
        }

        IEnumerable<JsonNode> Envelopes(string kind, Func<string, bool> knows) => objects.GetProperty(kind).EnumerateArray()
            .Where(o => knows(o.GetProperty("class").GetString()!)).Select(o => JsonNode.Parse(o.GetProperty("envelope").GetRawText())!);
    }

    [Fact]
    public void Names_of_loaded_layers_are_not_counted()
    {
        using Sequential model = Small();
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        string before = new Dense(1).Name;
        using Model again = Model.Load(path.Value);
        Assert.Equal(model.Layers.Select(l => l.Name), again.Layers.Select(l => l.Name));
        Assert.NotEqual(before, new Dense(1).Name);
    }

    internal static Sequential Small() => new(
        new Dense(4, "relu") { InputShape = [3], KernelRegularizer = new L2(0.01) },
        new Activation("tanh"),
        new Dense(2, "softmax"));

    internal static History Fit(Model model, int epochs) =>
        model.Fit(X, Y, new FitOptions { Epochs = epochs, BatchSize = 2, Shuffle = Shuffle.Off, Verbose = Verbosity.Silent });

    internal static void AssertSame(Model wanted, Model got)
    {
        Tensor[] a = wanted.GetWeights(), b = got.GetWeights();
        Assert.Equal(a.Length, b.Length);
        for (int i = 0; i < a.Length; i++)
        {
            Assert.Equal((a[i].DType, a[i].Shape), (b[i].DType, b[i].Shape));
            Assert.Equal(a[i].AsBytes().ToArray(), b[i].AsBytes().ToArray());
        }
    }
}
