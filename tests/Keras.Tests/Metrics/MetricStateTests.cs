using Keras.Metrics;
using Keras.Tests.Losses;
using Keras.Tests.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Metrics;

/// <summary>What <c>keras.metrics.Mean</c> and <c>Sum</c> keep of the values [[1, ½], [2, 3]].</summary>
public class MetricStateTests
{
    [Fact]
    public void Without_weights_each_sample_counts_once() => AssertState(null, 3.25f, 2, 6.5f);

    [Fact]
    public void A_scalar_weight_makes_one_value_of_the_batch() => AssertState(Tensor.Scalar(2f), 3.25f, 2, 13);

    [Fact]
    public void A_weight_for_each_sample() => AssertState(Tensor.Create<float>([.2f, .8f]), 2.15f, 1, 4.3f);

    [Fact]
    public void A_column_of_weights() => AssertState(LossProbe.Rows([.2f], [.8f]), 2.15f, 1, 4.3f);

    [Fact]
    public void A_weight_for_each_value() => AssertState(LossProbe.Rows([1, 0], [.5f, 2]), 4, 1.75f, 8);

    [Fact]
    public void Nothing_seen_gives_zero()
    {
        using Mean mean = new();
        using Tensor result = mean.Compute();
        Assert.Equal(0, result.ToScalar<float>());
    }

    [Fact]
    public void A_metric_that_was_disposed_says_so()
    {
        Mean mean = new("mine");
        using Tensor values = Tensor.Create<float>([1, 2]);
        mean.Update(values, values);
        mean.Dispose();
        mean.Dispose();
        using Sequential model = Toy.Linear();
        Assert.All<Action>(
            [() => mean.Update(values, values), () => mean.Compute(), mean.Reset, () => model.Compile("sgd", "mse", [mean])],
            use => Assert.Contains("The metric 'mine' was disposed", Assert.Throws<ObjectDisposedException>(use).Message,
                StringComparison.Ordinal));
    }

    [Fact]
    public void The_state_has_the_type_of_the_metric()
    {
        using Mean mean = new() { DType = DType.Float64 };
        using Tensor values = Tensor.Create<float>([1, 2]);
        mean.Update(values, values);
        using Tensor result = mean.Compute();
        Assert.Equal(DType.Float64, result.DType);
        Assert.All(mean.Weights, w => Assert.Equal(DType.Float64, w.DType));
    }

    public static TheoryData<Metric> Counting =>
    [
        new TruePositives { DType = DType.Float16 }, new Recall { DType = DType.Float16 },
            new Precision { DType = DType.Float64 }, new AUC { DType = DType.Float16 },
        new SensitivityAtSpecificity(0.5) { DType = DType.BFloat16 },
            new RecallAtPrecision(0.5) { DType = DType.Float16 }, new R2Score { DType = DType.Float16 },
    ];

    [Theory]
    [MemberData(nameof(Counting))]
    public void Counts_and_sums_of_the_whole_data_stay_float32(Metric metric)
    {
        using Tensor truth = LossProbe.Rows([1], [1], [0]), scores = LossProbe.Rows([1], [0], [1]);
        metric.Update(truth, scores);
        using Tensor result = metric.Compute();
        Assert.Equal(DType.Float32, result.DType);
        metric.Dispose();
    }

    [Fact]
    public void Weights_that_do_not_go_with_the_values_are_refused()
    {
        using Mean mean = new();
        using Tensor values = Tensor.Create<float>([1, 2]), weights = Tensor.Create<float>([1, 2, 3]);
        Assert.Throws<ShapeException>(() => mean.Update(values, values, weights));
    }

    private static void AssertState(Tensor? weights, float total, float count, float sum)
    {
        using Tensor values = LossProbe.Rows([1, .5f], [2, 3]);
        using Mean mean = new();
        using Sum summed = new();
        mean.Update(values, values, weights);
        summed.Update(values, values, weights);
        using Tensor meanTotal = mean.Weights[0].Read(), meanCount = mean.Weights[1].Read(), sumTotal = summed.Compute();
        LossProbe.Near([total, count, sum], [meanTotal.ToScalar<float>(), meanCount.ToScalar<float>(), sumTotal.ToScalar<float>()]);
        weights?.Dispose();
    }
}
