using System.Text.Json.Nodes;
using Keras.Core;
using Keras.Initializers;
using Keras.Layers;
using Keras.Metrics;
using Keras.Optimizers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>
/// Arguments of objects in configs: what is not there, what is too large, arrays with their type, and those that a custom class leaves to
/// its base.
/// </summary>
public sealed class ConfigArgumentTests
{
    [Fact]
    public void An_argument_that_is_not_there_and_has_no_default_is_an_error()
    {
        Config config = new(Parse("""{"null": null}"""));
        foreach (string key in (string[])["absent", "null"])
        {
            string expected = key == "null" ? "'null' is null" : "'absent' is not there";
            Assert.Contains(expected, Assert.Throws<ConfigException>(() => config.GetDouble(key)).Message, StringComparison.Ordinal);
            Assert.Contains(expected, Assert.Throws<ConfigException>(() => config.GetInt(key)).Message, StringComparison.Ordinal);
            Assert.Contains(expected, Assert.Throws<ConfigException>(() => config.GetBool(key)).Message, StringComparison.Ordinal);
            Assert.Equal((2.5, 3, true, "x"),
                (config.GetDouble(key, 2.5), config.GetInt(key, 3), config.GetBool(key, true), config.GetString(key, "x")));
        }

        Assert.Throws<ConfigException>(() => config.GetString("absent"));
        Assert.Null(config.GetString("null"));
    }

    [Fact]
    public void A_custom_layer_that_wrote_no_config_is_told_by_its_name()
    {
        CustomObjects.RegisterLayer("Forgetful", config => new Forgetful(config.GetDouble("by")));
        using Sequential model = new(new Forgetful(3) { InputShape = [2] }, new Dense(1));
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        Assert.Contains("Forgetful: argument 'by' is not there",
            Assert.Throws<ModelFormatException>(() => Model.Load(path.Value)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dense", "units", "2147483648", "an integer up to 2147483647, got 2147483648")]
    [InlineData("Dense", "units", "1e999", "an integer, got Infinity")]
    [InlineData("Dense", "units", "2.5", "an integer, got 2.5")]
    [InlineData("Dense", "units", "1e300", "an integer, got 1e300")]
    [InlineData("Dense", "units", "\"many\"", "a number, got \"many\"")]
    [InlineData("Dense", "units", "null", "is null")]
    [InlineData("InputLayer", "batch_shape", "[null, 3.5]", "integer lengths of axes, got 3.5")]
    [InlineData("InputLayer", "batch_shape", "[null, 1e999]", "integer lengths of axes, got Infinity")]
    [InlineData("InputLayer", "batch_shape", "[null, -4]", "lengths of axes of at least 0, got -4")]
    public void A_number_that_cannot_be_is_told_in_a_sentence(string className, string key, string value, string message)
    {
        string json = $$$"""{"class_name": "{{{className}}}", "config": {"{{{key}}}": {{{value}}}}}""";
        Assert.Contains(message, Assert.Throws<ConfigException>(() => LayerRegistry.Instance.FromJson(
            PythonJson.Parse(System.Text.Encoding.UTF8.GetBytes(json)))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RandomErasing", "factor", "[0.0, 0.5]", "[0.0,0.5]")]
    [InlineData("RandomErasing", "factor", "[0, 1.0]", "[0,1.0]")]
    [InlineData("RandomErasing", "factor", "[0, 1]", "[0,1]")]
    [InlineData("RandomErasing", "factor", "0.5", "[0,0.5]")]
    [InlineData("RandomErasing", "value_range", "[0.0, 1]", "[0.0,1]")]
    [InlineData("RandomElasticTransform", "fill_value", "-2", "-2")]
    [InlineData("RandomElasticTransform", "fill_value", "-2.0", "-2.0")]
    [InlineData("LeakyReLU", "negative_slope", "1", "1")]
    // These Keras turns into floats and integers.
    [InlineData("BatchNormalization", "epsilon", "1", "1.0")]
    [InlineData("BatchNormalization", "axis", "1.0", "1")]
    public void A_number_is_written_in_the_form_in_which_Keras_writes_what_it_read(
        string className, string key, string value, string written)
    {
        using Layer layer = LayerRegistry.Instance.FromConfig(className, new(Parse($$"""{"{{key}}": {{value}}}""")));
        using Layer copy = LayerRegistry.Instance.FromConfig(className, layer.GetConfig());
        Assert.Equal(written, layer.GetConfig().GetNode(key)!.ToJsonString());
        Assert.Equal(written, copy.GetConfig().GetNode(key)!.ToJsonString());
    }

    [Fact]
    public void Ends_of_a_range_are_floats_where_code_gave_them_and_an_integer_where_the_bound_did()
    {
        using RandomErasing given = new((0.0, 0.5)), bounded = new(0.5);
        Assert.Equal("[0.0,0.5]", given.GetConfig().GetNode("factor")!.ToJsonString());
        Assert.Equal("[0,0.5]", bounded.GetConfig().GetNode("factor")!.ToJsonString());
    }

    [Theory]
    [InlineData("MeanIoU", "num_classes", 5793)]
    [InlineData("MeanIoU", "num_classes", 2147483647)]
    [InlineData("OneHotMeanIoU", "num_classes", 46341)]
    [InlineData("IoU", "num_classes", 20000)]
    [InlineData("AUC", "num_thresholds", 100_001)]
    [InlineData("AUC", "num_labels", 1_000_000)]
    [InlineData("PrecisionAtRecall", "num_thresholds", 100_001)]
    public void A_size_that_takes_too_much_is_refused_before_it_is_taken(string className, string key, int value)
    {
        JsonObject config = new()
        {
            [key] = value,
            ["multi_label"] = className == "AUC",
            ["recall"] = 0.5,
            ["target_class_ids"] = new JsonArray(0)
        };
        foreach (string left in (string[])["multi_label", "recall", "target_class_ids"])
        {
            if ((left, className) is not (("multi_label", "AUC") or ("recall", "PrecisionAtRecall") or ("target_class_ids", "IoU")))
                config.Remove(left);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        ConfigException error = Assert.Throws<ConfigException>(() => MetricRegistry.Instance.FromConfig(className, new(config)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Contains($"got {value}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_of_endless_steps_is_refused() =>
        Assert.Contains("'ns_steps'", Assert.Throws<ConfigException>(() => OptimizerRegistry.Instance.FromConfig("Muon", new(Parse("""{"ns_steps": 100000}""")))).Message, StringComparison.Ordinal);

    /// <summary>Values that <c>keras.initializers.Constant</c> of 3.15.1 gives, and the config that it writes.</summary>
    [Theory]
    [InlineData("""{"class_name": "__numpy__", "config": {"value": [1.0, 2.5, -3.0], "dtype": "float32"}}""", new float[] { 1, 2.5f, -3, 1, 2.5f, -3 })]
    [InlineData("""{"class_name": "__numpy__", "config": {"value": [[1], [2]], "dtype": "int64"}}""", new float[] { 1, 1, 1, 2, 2, 2 })]
    [InlineData("""{"class_name": "__tensor__", "config": {"value": [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], "dtype": "float32"}}""", new float[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData("""{"class_name": "__numpy__", "config": {"value": 0.5, "dtype": "float64"}}""", new float[] { 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f })]
    [InlineData("[1.0, 2.0, 3.0]", new float[] { 1, 2, 3, 1, 2, 3 })]
    public void An_initializer_may_have_an_array(string value, float[] expected)
    {
        Constant constant = (Constant)InitializerRegistry.Instance.FromJson(Parse($$$"""{"module": "keras.initializers", "class_name": "Constant", "config": {"value": {{{value}}}}}"""));
        using Tensor values = constant.Create([2, 3]);
        Assert.Equal(expected, values.ToArray<float>());
        Constant again = (Constant)InitializerRegistry.Instance.FromJson(SerializedObject.Wrap(constant));
        using Tensor same = again.Create([2, 3]);
        Assert.Equal(expected, same.ToArray<float>());
        // A single number is one, whatever NumPy called it.
        if (value.Contains('[', StringComparison.Ordinal))
            Assert.Equal(value, PythonJson.Write(constant.GetConfig().ToJson()["value"]));
    }

    [Theory]
    [InlineData("""{"class_name": "__numpy__", "config": {"value": [[1.0], [2.0, 3.0]], "dtype": "float32"}}""")]
    [InlineData("""{"class_name": "__numpy__", "config": {"value": ["a"], "dtype": "float32"}}""")]
    public void An_array_that_is_none_is_refused(string value) =>
        Assert.Throws<ConfigException>(() => InitializerRegistry.Instance.FromJson(Parse($$$"""{"class_name": "Constant", "config": {"value": {{{value}}}}}""")));

    [Fact]
    public void An_array_that_does_not_fit_the_weight_is_told()
    {
        ShapeException error = Assert.Throws<ShapeException>(() => new Constant(new double[] { 1, 2 }).Create([2, 3]));
        Assert.Contains("[2, 3], got one of shape [2]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_may_stand_wherever_numbers_may()
    {
        static string Numpy(string value) => $$$"""{"class_name": "__numpy__", "config": {"value": {{{value}}}, "dtype": "float64"}}""";
        Config config = new(Parse($$$"""{"one": {{{Numpy("2.5")}}}, "list": {{{Numpy("[1, 2]")}}}, "mixed": [{{{Numpy("3")}}}, 4], "shape": {{{Numpy("[7, 8]")}}}, "nested": {"inner": {{{Numpy("1")}}}}}"""));
        Assert.Equal(2.5, config.GetDouble("one"));
        Assert.Equal([1, 2], config.GetIntegers("list")!);
        Assert.Equal([3, 4], config.GetIntegers("mixed")!);
        Assert.Equal([7, 8], config.GetShape("shape")!);
        Precision precision = (Precision)MetricRegistry.Instance.FromConfig("Precision", new(Parse($$$"""{"thresholds": {{{Numpy("[0.25, 0.5]")}}}}""")));
        Assert.Equal([0.25, 0.5], precision.Thresholds!);
    }

    [Fact]
    public void A_loss_leaves_what_every_loss_has_to_its_base()
    {
        CustomObjects.RegisterLoss("Quantile", config => new Quantile(config.GetDouble("q")));
        Quantile read = (Quantile)Keras.Losses.LossRegistry.Instance.FromJson(
            SerializedObject.Wrap(new Quantile(0.25, "mine", Reduction.Sum)));
        Assert.Equal((0.25, "mine", Reduction.Sum), (read.Q, read.Name, read.Reduction));
    }

    [Fact]
    public void A_metric_leaves_what_every_metric_has_to_its_base()
    {
        CustomObjects.RegisterMetric("Share", config => new Share(config.GetDouble("of")));
        using Share read = (Share)MetricRegistry.Instance.FromJson(SerializedObject.Wrap(new Share(0.5, "mine") { DType = DType.Float64 }));
        Assert.Equal((0.5, "mine", DType.Float64), (read.Of, read.Name, read.DType));
        Assert.Equal([(DType.Float64, "mine/total"), (DType.Float64, "mine/count")],
            read.Weights.Select(weight => (weight.DType, weight.Path)));
    }

    [Fact]
    public void An_optimizer_leaves_what_every_optimizer_has_to_its_base()
    {
        CustomObjects.RegisterOptimizer("Plain", config => new Plain(config.GetDouble("by")));
        using Plain read = (Plain)OptimizerRegistry.Instance.FromJson(
            SerializedObject.Wrap(new Plain(2) { Name = "mine", LearningRate = 0.25, ClipNorm = 1 }));
        Assert.Equal((2, "mine", 0.25, 1.0), (read.By, read.Name, read.LearningRate, read.ClipNorm!.Value));
    }

    [Fact]
    public void A_schedule_can_be_registered()
    {
        CustomObjects.RegisterSchedule("HalvedFrom", config => new HalvedFrom(config.GetDouble("from")));
        using SGD read = (SGD)OptimizerRegistry.Instance.FromJson(
            SerializedObject.Wrap(new SGD { LearningRateSchedule = new HalvedFrom(0.5) }));
        Assert.Equal(0.5, Assert.IsType<HalvedFrom>(read.LearningRateSchedule).From);
    }

    [Fact]
    public void What_no_base_has_is_still_refused()
    {
        CustomObjects.RegisterLoss("Quantile", config => new Quantile(config.GetDouble("q")));
        JsonObject envelope = SerializedObject.Wrap(new Quantile(0.25));
        envelope["config"]!["other"] = 1;
        Assert.Contains("no argument 'other'",
            Assert.Throws<ConfigException>(() => Keras.Losses.LossRegistry.Instance.FromJson(envelope)).Message, StringComparison.Ordinal);
    }

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    private sealed class Forgetful(double by) : Layer
    {
        protected override Symbol Call(Symbol x, CallContext context) => x * by;
    }

    private sealed class Quantile(double q, string? name = null, Reduction reduction = Reduction.SumOverBatchSize) : Loss(name, reduction)
    {
        public double Q => q;

        protected override Symbol Call(Symbol yTrue, Symbol yPred) => Ops.Mean(yTrue - yPred, axis: -1) * q;

        protected override void WriteConfig(Config config)
        {
            base.WriteConfig(config);
            config.Set("q", q);
        }
    }

    private sealed class Share : MeanMetricWrapper
    {
        public Share(double of, string? name = null)
            : base(name) => Of = of;

        public double Of { get; }

        protected override Symbol Call(Symbol yTrue, Symbol yPred) => yTrue * Of;

        protected override void WriteConfig(Config config)
        {
            base.WriteConfig(config);
            config.Set("of", Of);
        }
    }

    private sealed class Plain(double by) : Optimizer(0.01)
    {
        public double By => by;

        protected override void BuildSlots(IReadOnlyList<Weight> trained)
        {
        }

        protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate) => weight.Assign(weight - (gradient * rate * by));

        protected override void WriteConfig(Config config)
        {
            base.WriteConfig(config);
            config.Set("by", by);
        }
    }

    private sealed class HalvedFrom(double from) : LearningRateSchedule("halved_from")
    {
        public double From => from;

        protected override Symbol Call(Symbol step) => step.Cast(DType.Float32) * from;

        protected override void WriteConfig(Config config) => config.Set("from", from);
    }
}
