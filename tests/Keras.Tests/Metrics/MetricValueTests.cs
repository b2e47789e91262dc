using Keras.Metrics;
using Keras.Tests.Losses;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Metrics;

/// <summary>Results that Keras 3.15.1 gave for the same numbers.</summary>
public sealed class MetricValueTests : IDisposable
{
    private readonly Tensor truth = LossProbe.Rows([0, 1, 0], [1, 0, 0]);
    private readonly Tensor predictions = LossProbe.Rows([.2f, .7f, .1f], [.5f, .25f, .25f]);

    public void Dispose()
    {
        truth.Dispose();
        predictions.Dispose();
    }

    [Theory]
    [InlineData("Accuracy", 0f, 0f)]
    [InlineData("BinaryAccuracy", 0.77777785f, 0.77777785f)]
    [InlineData("CategoricalAccuracy", 0.66666669f, 1f)]
    [InlineData("TopKCategoricalAccuracy", 1f, 1f)]
    [InlineData("MeanSquaredError", 0.15444444f, 0.098888896f)]
    [InlineData("RootMeanSquaredError", 0.3929942f, 0.31446606f)]
    [InlineData("MeanAbsoluteError", 0.34444442f, 0.2888889f)]
    [InlineData("MeanAbsolutePercentageError", 1.7222224e+08f, 1.4444446e+08f)]
    [InlineData("MeanSquaredLogarithmicError", 0.076242529f, 0.048159048f)]
    [InlineData("LogCoshError", 0.073387228f, 0.048127633f)]
    [InlineData("KLDivergence", 0.81203586f, 0.58098686f)]
    [InlineData("Poisson", 0.60401291f, 0.52699655f)]
    [InlineData("CosineSimilarity", 0.72577471f, 0.86185747f)]
    [InlineData("Hinge", 1.0111111f, 0.9555555f)]
    [InlineData("SquaredHinge", 1.1655556f, 1.0544444f)]
    [InlineData("CategoricalHinge", 0.83333331f, 0.66666669f)]
    [InlineData("BinaryCrossentropy", 0.48009047f, 0.35802242f)]
    [InlineData("CategoricalCrossentropy", 0.81203884f, 0.58098978f)]
    public void A_metric_over_batches_and_with_weights_is_that_of_Keras(string className, float overBatches, float weighted)
    {
        using Metric metric = MetricRegistry.Instance.FromName(className);
        using Tensor firstRow = truth[..1], lastRow = predictions[1..], weights = Tensor.Create<double>([.25, .5]);
        metric.Update(truth, predictions);
        metric.Update(firstRow, lastRow);
        LossProbe.Near([overBatches], [Result(metric)], 2e-6f);
        metric.Reset();
        metric.Update(truth, predictions, weights);
        LossProbe.Near([weighted], [Result(metric)], 2e-6f);
    }

    [Fact]
    public void Only_what_exceeds_the_threshold_is_positive()
    {
        using Metric metric = new BinaryAccuracy();
        using Tensor labels = Tensor.Create<int>([1, 0, 1]), scores = Tensor.Create<float>([.5f, .5f, .51f]);
        metric.Update(labels, scores);
        Assert.Equal(2f / 3, Result(metric), 1e-6f);
    }

    [Fact]
    public void Class_numbers_come_with_and_without_a_last_axis()
    {
        using Metric metric = new SparseCategoricalAccuracy();
        using Tensor classes = Tensor.Create<byte>([1, 1]), column = classes.Reshape([2, 1]);
        metric.Update(classes, predictions);
        Assert.Equal(.5f, Result(metric));
        metric.Update(column, predictions);
        Assert.Equal(.5f, Result(metric));
    }

    [Fact]
    public void Class_numbers_stay_apart_in_half_precision()
    {
        using Metric metric = new SparseCategoricalAccuracy();
        using Tensor classes = Tensor.Create<int>([256]);
        float[] scores = new float[300];
        scores[257] = 1;
        using Tensor row = Tensor.Create<float>(scores, [1, 300]), half = row.Cast(DType.BFloat16);
        metric.Update(classes, half);
        Assert.Equal(0, Result(metric));
    }

    [Fact]
    public void The_right_class_may_be_among_the_best_k()
    {
        using Metric metric = new SparseTopKCategoricalAccuracy(k: 2);
        using Tensor classes = Tensor.Create<int>([2, 0], [2, 1]), scores = LossProbe.Rows([.1f, .9f, .8f], [.05f, .95f, .1f]);
        metric.Update(classes, scores);
        Assert.Equal(.5f, Result(metric));
    }

    [Fact]
    public void Predictions_may_be_sorted_class_numbers()
    {
        using Metric metric = new SparseTopKCategoricalAccuracy(k: 2, fromSortedIds: true);
        using Tensor classes = Tensor.Create<int>([7, 9]), sorted = Tensor.Create<int>([3, 7, 9, 3, 7, 9], [2, 3]);
        metric.Update(classes, sorted);
        Assert.Equal(.5f, Result(metric));
    }

    [Theory]
    [InlineData(false, 0.17833748f)]
    [InlineData(true, 0.35667497f)]
    public void An_ignored_class_is_left_out_only_where_there_are_weights(bool weighted, float expected)
    {
        using Metric metric = new SparseCategoricalCrossentropy(ignoreClass: -1);
        using Tensor classes = Tensor.Create<int>([1, -1]);
        using Tensor? weights = weighted ? Tensor.Create<float>([1, 1]) : null;
        metric.Update(classes, predictions, weights);
        Assert.Equal(expected, Result(metric), 1e-6f);
    }

    [Fact]
    public void One_hot_targets_where_class_numbers_are_due_are_refused()
    {
        using Metric metric = new SparseCategoricalAccuracy();
        ShapeException exception = Assert.Throws<ShapeException>(() => metric.Update(truth, predictions));
        Assert.Contains("categorical_accuracy", exception.Message, StringComparison.Ordinal);
    }

    private static float Result(Metric metric)
    {
        using Tensor result = metric.Compute();
        return result.ToScalar<float>();
    }
}
