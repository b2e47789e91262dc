using System.Text.Json.Nodes;
using Keras.Metrics;
using Keras.Tests.Losses;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Metrics;

public class MetricNameTests
{
    [Theory]
    [InlineData("mse", "MeanSquaredError")]
    [InlineData("MAE", "MeanAbsoluteError")]
    [InlineData("bce", "BinaryCrossentropy")]
    [InlineData("sparse_top_k_categorical_accuracy", "SparseTopKCategoricalAccuracy")]
    [InlineData("RootMeanSquaredError", "RootMeanSquaredError")]
    [InlineData("log_cosh_error", "LogCoshError")]
    public void A_metric_of_a_name_is_reported_under_it(string name, string className)
    {
        Metric metric = name;
        Assert.Equal(className, metric.ClassName);
        Assert.Equal(name, metric.Name);
    }

    [Fact]
    public void An_unknown_name_suggests_the_nearest()
    {
        UnknownNameException exception = Assert.Throws<UnknownNameException>(() => (Metric)"acuracy");
        Assert.Contains("did you mean 'accuracy'?", exception.Message, StringComparison.Ordinal);
        Assert.Contains("sparse_categorical_accuracy", exception.KnownNames);
    }

    [Theory]
    [InlineData("Mean", """{"name":"mean","dtype":"float64"}""")]
    [InlineData("BinaryAccuracy", """{"name":"binary_accuracy","dtype":"float32","threshold":0.3}""")]
    [InlineData("TopKCategoricalAccuracy", """{"name":"top","dtype":"float32","k":3}""")]
    [InlineData("SparseTopKCategoricalAccuracy", """{"name":"top","dtype":"float32","k":3,"from_sorted_ids":true}""")]
    [InlineData("BinaryCrossentropy", """{"name":"b","dtype":"float32","from_logits":true,"label_smoothing":0}""")]
    [InlineData("CategoricalCrossentropy", """{"name":"c","dtype":"float32","from_logits":true,"label_smoothing":0.1,"axis":1}""")]
    [InlineData("SparseCategoricalCrossentropy", """{"name":"s","dtype":"float32","from_logits":false,"ignore_class":null,"axis":-1}""")]
    [InlineData("LogCoshError", """{"name":"logcosh","dtype":"float32"}""")]
    public void A_config_comes_back_as_it_was(string className, string config)
    {
        using Metric metric = MetricRegistry.Instance.FromConfig(className, new Config(JsonNode.Parse(config)!.AsObject()));
        Assert.Equal(config, metric.GetConfig().ToString());
    }

    [Theory]
    [InlineData("accuracy", new long[] { 4, 1 }, new long[] { 4, 1 }, "BinaryAccuracy")]
    [InlineData("acc", new long[] { 4 }, new long[] { 4, 1 }, "BinaryAccuracy")]
    [InlineData("accuracy", new long[] { 4 }, new long[] { 4, 3 }, "SparseCategoricalAccuracy")]
    [InlineData("Accuracy", new long[] { 4, 1 }, new long[] { 4, 3 }, "SparseCategoricalAccuracy")]
    [InlineData("accuracy", new long[] { -1, 3 }, new long[] { -1, 3 }, "CategoricalAccuracy")]
    [InlineData("crossentropy", new long[] { 4, 1 }, new long[] { 4, 1 }, "BinaryCrossentropy")]
    [InlineData("ce", new long[] { 4 }, new long[] { 4, 3 }, "SparseCategoricalCrossentropy")]
    public void Accuracy_and_crossentropy_are_what_fits_under_the_name_given(
        string name, long[] truth, long[] predictions, string className)
    {
        AutomaticMetric metric = Assert.IsType<AutomaticMetric>((Metric)name);
        Metric resolved = metric.Resolve(Shape.Create(truth), Shape.Create(predictions));
        Assert.Equal(className, resolved.ClassName);
        Assert.Equal(name, resolved.Name);
    }

    [Fact]
    public void Accuracy_works_outside_of_a_model()
    {
        using Metric metric = "accuracy";
        using Tensor classes = Tensor.Create<int>([1, 1]), scores = LossProbe.Rows([.1f, .9f], [.9f, .1f]);
        metric.Update(classes, scores);
        using Tensor result = metric.Compute();
        Assert.Equal(.5f, result.ToScalar<float>());
        metric.Reset();
        using Tensor none = metric.Compute();
        Assert.Equal(0, none.ToScalar<float>());
    }

    [Fact]
    public void Better_is_larger_or_smaller()
    {
        Assert.True(((Metric)"accuracy").LargerIsBetter);
        Assert.True(((Metric)"cosine_similarity").LargerIsBetter);
        Assert.False(((Metric)"mse").LargerIsBetter);
        Assert.Null(((Metric)"mean").LargerIsBetter);
    }

    [Fact]
    public void A_loss_and_a_function_are_metrics()
    {
        using Metric loss = new Keras.Losses.MeanSquaredError();
        using Metric function = Metric.From((y, p) => Ops.Abs(y - p), "distance");
        using Tensor truth = Tensor.Create<int>([1, 2], [2, 1]), predictions = LossProbe.Rows([2], [5]);
        loss.Update(truth, predictions);
        function.Update(truth, predictions);
        using Tensor squared = loss.Compute(), distance = function.Compute();
        Assert.Equal(5, squared.ToScalar<float>());
        Assert.Equal(2, distance.ToScalar<float>());
        Assert.Equal("mean_squared_error", loss.Name);
        Assert.Equal("distance", function.Name);
    }
}
