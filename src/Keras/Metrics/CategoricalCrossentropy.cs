using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// The mean crossentropy of one-hot targets and probabilities, as the loss of that name computes it
/// (<c>keras.metrics.CategoricalCrossentropy</c>).
/// </summary>
[KerasSerializable]
public sealed partial class CategoricalCrossentropy : MeanMetricWrapper
{
    /// <summary>Categorical crossentropy.</summary>
    /// <param name="fromLogits">Whether predictions are logits instead of probabilities. Default: false.</param>
    /// <param name="labelSmoothing">Label smoothing in [0, 1]: the fraction of each target distributed uniformly over the classes. Default:
    /// 0.</param>
    /// <param name="axis">The axis of the classes. Default: the last.</param>
    /// <param name="name">Its name. Default: "categorical_crossentropy".</param>
    /// <exception cref="ArgumentOutOfRangeException">The label smoothing is out of range.</exception>
    public CategoricalCrossentropy(bool fromLogits = false, double labelSmoothing = 0,
        int axis = -1, string name = "categorical_crossentropy")
        : base(name)
    {
        FromLogits = fromLogits;
        LabelSmoothing = Losses.Smoothing.Require(labelSmoothing, ClassName);
        Axis = axis;
    }

    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits { get; }

    /// <summary>The label smoothing: the fraction of each target distributed uniformly over the classes.</summary>
    [ConfigArgument(AsInteger = true)]
    public double LabelSmoothing { get; }

    /// <summary>The axis of the classes.</summary>
    public int Axis { get; }

    /// <inheritdoc/>
    public override bool? LargerIsBetter => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) =>
        Losses.CategoricalCrossentropy.Compute(yTrue, yPred, FromLogits, LabelSmoothing, Axis);
}
