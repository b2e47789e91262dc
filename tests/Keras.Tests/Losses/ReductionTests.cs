using Keras.Losses;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Losses;

/// <summary>What <c>keras.losses.loss.reduce_weighted_values</c> gave for the losses [[1, ½], [2, 3]] and [1, ½].</summary>
public class ReductionTests
{
    [Theory]
    [InlineData(Reduction.SumOverBatchSize, 1.625f, 3.25f, 0.85f, 1.075f, 2f)]
    [InlineData(Reduction.Mean, 1.625f, 3.25f, 0.85f, 1.075f, 2f)]
    [InlineData(Reduction.Sum, 6.5f, 13f, 3.4f, 4.3f, 8f)]
    [InlineData(Reduction.MeanWithSampleWeight, 1.625f, 6.5f, 3.4f, 4.3f, 2.2857144f)]
    public void Weights_of_every_rank(Reduction reduction, float none, float scalar, float vector, float column, float matrix)
    {
        Assert.Equal(none, Reduce(reduction, null), 1e-6f);
        Assert.Equal(scalar, Reduce(reduction, Tensor.Scalar(2f)), 1e-6f);
        Assert.Equal(vector, Reduce(reduction, Tensor.Create<float>([.2f, .8f])), 1e-6f);
        Assert.Equal(column, Reduce(reduction, LossProbe.Rows([.2f], [.8f])), 1e-6f);
        Assert.Equal(matrix, Reduce(reduction, LossProbe.Rows([1, 0], [.5f, 2])), 1e-6f);
    }

    [Theory]
    [InlineData(Reduction.SumOverBatchSize, 0.75f, 0.3f)]
    [InlineData(Reduction.Sum, 1.5f, 0.6f)]
    [InlineData(Reduction.MeanWithSampleWeight, 0.75f, 0.6f)]
    public void The_divisor_is_the_number_of_samples_unless_the_weights_are_asked_for(Reduction reduction, float unweighted, float weighted)
    {
        using Tensor values = Tensor.Create<float>([1, .5f]);
        using Tensor weights = Tensor.Create<double>([.2, .8]);
        Assert.Equal(unweighted, LossProbe.Run(s => Reductions.Reduce(s[0], null, reduction), values).ToScalar<float>(), 1e-6f);
        Assert.Equal(weighted, LossProbe.Run(s => Reductions.Reduce(s[0], s[1], reduction), values, weights).ToScalar<float>(), 1e-6f);
    }

    [Fact]
    public void Without_reduction_values_are_only_weighted()
    {
        using Tensor values = Tensor.Create<float>([1, .5f]);
        using Tensor weights = LossProbe.Rows([.2f], [.8f]);
        using Tensor result = LossProbe.Run(s => Reductions.Reduce(s[0], s[1], Reduction.None), values, weights);
        Assert.Equal([2, 1], result.Shape);
        LossProbe.Near([.2f, .4f], result.ToArray<float>());
    }

    [Theory]
    [InlineData(Reduction.Mean, 2f, 1.4f)]
    [InlineData(Reduction.Sum, 6f, 4.2f)]
    [InlineData(Reduction.MeanWithSampleWeight, 2f, 2.3333333f)]
    public void Under_a_mask_the_mean_is_that_of_what_counts(Reduction reduction, float unweighted, float weighted)
    {
        using Tensor values = LossProbe.Rows([1, .5f], [2, 3]);
        using Tensor mask = Tensor.Create<bool>([true, false, true, true], [2, 2]);
        using Tensor weights = LossProbe.Rows([.2f], [.8f]);
        Assert.Equal(unweighted, LossProbe.Run(s => Reductions.Reduce(s[0], null, reduction, s[1]), values, mask).ToScalar<float>(), 1e-6f);
        Assert.Equal(weighted, LossProbe.Run(s => Reductions.Reduce(s[0], s[2], reduction, s[1]), values, mask, weights)
            .ToScalar<float>(), 1e-6f);
    }

    [Fact]
    public void The_result_has_the_type_of_the_loss()
    {
        using Tensor truth = Tensor.Create<long>([1, 0]);
        using Tensor predictions = Tensor.Create<double>([.5, .5]);
        using Tensor result = LossProbe.Apply(new Keras.Losses.MeanSquaredError { DType = DType.BFloat16 }, truth, predictions);
        Assert.Equal(DType.BFloat16, result.DType);
    }

    [Fact]
    public void Weights_that_do_not_go_with_the_losses_are_refused()
    {
        using Tensor values = LossProbe.Rows([1, 2, 3], [4, 5, 6]);
        ShapeException exception = Assert.Throws<ShapeException>(() => Reduce(Reduction.Sum, Tensor.Create<float>([1, 2]), values));
        Assert.Contains("one weight for each sample", exception.Message, StringComparison.Ordinal);

        using Tensor weights = Tensor.Create<float>([1, 2]), mask = Tensor.Create<bool>([true, true, false, true, true, true], [2, 3]);
        exception = Assert.Throws<ShapeException>(
            () => LossProbe.Run(s => Reductions.Reduce(s[0], s[1], Reduction.Sum, s[2]), values, weights, mask));
        Assert.Contains("weights of shape [2] do not go with losses of shape [2, 3]", exception.Message, StringComparison.Ordinal);
    }

    private static float Reduce(Reduction reduction, Tensor? weights, Tensor? losses = null)
    {
        using Tensor values = LossProbe.Rows([1, .5f], [2, 3]);
        using Tensor result = weights is null
            ? LossProbe.Run(s => Reductions.Reduce(s[0], null, reduction), losses ?? values)
            : LossProbe.Run(s => Reductions.Reduce(s[0], s[1], reduction), losses ?? values, weights);
        weights?.Dispose();
        return result.ToScalar<float>();
    }
}
