using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Losses;

/// <summary>
/// Crossentropies see the softmax or sigmoid behind predictions and compute from its input: 240 and 120 here, where clipping would give 16.
/// </summary>
public sealed class LookBackTests : IDisposable
{
    private const float Clipped = 16.118095f;
    private readonly Tensor logits = LossProbe.Rows([120, -120]);
    private readonly Tensor rows = LossProbe.Rows([0, 1]);
    private readonly Tensor classes = Tensor.Create<int>([1]);

    public void Dispose()
    {
        logits.Dispose();
        rows.Dispose();
        classes.Dispose();
    }

    [Fact]
    public void Right_behind_a_softmax_the_logits_are_found()
    {
        Assert.Equal(240, Value(new Keras.Losses.CategoricalCrossentropy(), rows, RawOps.Softmax));
        Assert.Equal(240, Value(new Keras.Losses.SparseCategoricalCrossentropy(), classes, RawOps.Softmax));
    }

    [Fact]
    public void Right_behind_a_sigmoid_the_logits_are_found() =>
        Assert.Equal(120, Value(new Keras.Losses.BinaryCrossentropy(), rows, RawOps.Sigmoid));

    [Fact]
    public void It_is_not_asked_which_of_the_two_it_was()
    {
        Assert.Equal(120, Value(new Keras.Losses.BinaryCrossentropy(), rows, RawOps.Softmax));
        Assert.Equal(240, Value(new Keras.Losses.CategoricalCrossentropy(), rows, RawOps.Sigmoid));
    }

    [Fact]
    public void From_logits_takes_what_went_into_a_softmax_all_the_same() =>
        Assert.Equal(240, Value(new Keras.Losses.CategoricalCrossentropy(fromLogits: true), rows, RawOps.Softmax));

    [Fact]
    public void A_reshape_between_hides_the_softmax() =>
        Assert.Equal(Clipped, Value(new Keras.Losses.CategoricalCrossentropy(), rows, (x, _) => RawOps.Softmax(x).Reshape([1, 2])), 1e-5f);

    [Fact]
    public void A_cast_between_hides_the_softmax() =>
        Assert.Equal(Clipped, Value(new Keras.Losses.CategoricalCrossentropy(), rows, (x, _) => RawOps.Softmax(x.Cast(DType.Float64))),
            1e-5f);

    [Fact]
    public void An_ignored_class_hides_the_softmax() =>
        Assert.Equal(Clipped, Value(new Keras.Losses.SparseCategoricalCrossentropy(ignoreClass: -1), classes, RawOps.Softmax), 1e-5f);

    [Fact]
    public void A_metric_looks_back_as_well()
    {
        using Keras.Metrics.CategoricalCrossentropy metric = new();
        using StatefulFunction update = StatefulFunction.Trace("update", [TensorSpec.Of(rows), TensorSpec.Of(logits)], s =>
        {
            metric.UpdateState(s[0], RawOps.Softmax(s[1]), null);
            return [];
        });
        update.Run([rows, logits]);
        using Tensor result = metric.Compute();
        Assert.Equal(240, result.ToScalar<float>());
    }

    private float Value(Loss loss, Tensor truth, Func<Symbol, string?, Symbol> activation)
    {
        using Tensor result = LossProbe.Run(s => loss.Apply(s[0], activation(s[1], null)), truth, logits);
        return result.ToScalar<float>();
    }
}
