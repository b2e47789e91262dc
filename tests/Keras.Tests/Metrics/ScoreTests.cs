using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Metrics;
using Keras.Tests.Losses;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Metrics;

/// <summary>Metrics of overlap, correlation and determination: results that Keras 3.15.1 gave for the same numbers.</summary>
public sealed class ScoreTests
{
    private static readonly Fixture Scores = Fixture.Load("scores");

    public static TheoryData<int, string> Cases
    {
        get
        {
            TheoryData<int, string> cases = [];
            foreach ((int index, JsonElement item) in Scores.Cases().Index())
                cases.Add(index, item.GetProperty("class").GetString()!);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_result_is_that_of_Keras(int index, string className)
    {
        JsonElement item = Scores.Cases().ElementAt(index);
        using Metric metric = MetricRegistry.Instance.FromConfig(
            className, new Config(JsonNode.Parse(item.GetProperty("config").GetRawText())!.AsObject()));
        foreach (JsonElement update in item.GetProperty("updates").EnumerateArray())
        {
            using Tensor truth = Tensor(update, "y_true")!, predictions = Tensor(update, "y_pred")!;
            using Tensor? weights = Tensor(update, "sample_weight");
            metric.Update(truth, predictions, weights);
            using Tensor result = metric.Compute();
            Assert.Equal(DType.Float32, result.DType);
            LossProbe.Near([.. Fixture.Numbers(update.GetProperty("result")).Select(n => (float)n)], result.ToArray<float>(), 5e-6f);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Its_config_comes_back_as_Keras_writes_it(int index, string className)
    {
        string config = Scores.Cases().ElementAt(index).GetProperty("config").GetRawText();
        using Metric metric = MetricRegistry.Instance.FromConfig(className, new Config(JsonNode.Parse(config)!.AsObject()));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(config), metric.GetConfig().ToJson()),
            $"expected {config}, got {metric.GetConfig()}");
    }

    [Fact]
    public void Overlap_counts_whole_weights_unless_its_type_has_fractions()
    {
        using Tensor truth = TensorFlow.Tensor.Create<int>([0, 1]), predictions =
            TensorFlow.Tensor.Create<int>([0, 0]), weights = TensorFlow.Tensor.Create<float>([.5f, 1]);
        using Metric whole = new IoU(2, [0]), fractions = new IoU(2, [0]) { DType = DType.Float32 };
        whole.Update(truth, predictions, weights);
        fractions.Update(truth, predictions, weights);
        LossProbe.Near([0, 1f / 3], [Scalar(whole), Scalar(fractions)]);
    }

    [Fact]
    public void Targets_must_be_classes() =>
        Assert.Contains("[0, 3)", Assert.Throws<ArgumentOutOfRangeException>(() => new IoU(3, [1, 3])).Message, StringComparison.Ordinal);

    [Fact]
    public void As_many_classes_as_predictions_are_due()
    {
        using Metric metric = new MeanIoU(2);
        using Tensor three = TensorFlow.Tensor.Create<int>([0, 1, 1]), two = TensorFlow.Tensor.Create<int>([0, 1]);
        Assert.Throws<ShapeException>(() => metric.Update(three, two));
        using Sequential model = new(new Keras.Layers.Dense(2, "softmax") { InputShape = [1] });
        model.Compile("sgd", "sparse_categorical_crossentropy", [metric]);
        Assert.Contains("got [?] and [?, 2]; give SparseYPred = false", Assert.Throws<ShapeException>(
            () => model.Fit(new float[,] { { 1 }, { 2 } }, new[] { 0, 1 }, verbose: Verbosity.Silent)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_forgets_batches_on_reset()
    {
        using Metric metric = new R2Score();
        using Tensor truth = LossProbe.Rows([1], [4], [3]), predictions = LossProbe.Rows([2], [4], [4]);
        metric.Update(truth, truth);
        metric.Reset();
        metric.Update(truth, predictions);
        Assert.Equal(0.57142854f, Scalar(metric), 1e-6f);
    }

    [Fact]
    public void Class_numbers_of_one_column_meet_predictions_of_one_row()
    {
        using Metric metric = new SparseCategoricalAccuracy();
        using Tensor classes = TensorFlow.Tensor.Create<int>([2, 1], [2, 1]), scores =
            TensorFlow.Tensor.Create<float>([.1f, .7f, .2f, .05f, .95f, 0], [1, 2, 3]);
        metric.Update(classes, scores);
        Assert.Equal(.5f, Scalar(metric));
    }

    private static float Scalar(Metric metric)
    {
        using Tensor result = metric.Compute();
        return result.ToScalar<float>();
    }

    private static Tensor? Tensor(JsonElement owner, string property) => Scores.ArrayOrNull(owner, property) is not { } array
        ? null
        : array.Elements is int[] whole
            ? TensorFlow.Tensor.Create<int>(whole, Shape.Create([.. array.Shape.Select(d => (long)d)]))
            : TensorFlow.Tensor.Create<float>(array.ToSingles(), Shape.Create([.. array.Shape.Select(d => (long)d)]));
}
