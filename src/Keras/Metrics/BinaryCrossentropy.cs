using Keras.Losses;
using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// The mean binary crossentropy, as the loss of that name computes it (<c>keras.metrics.BinaryCrossentropy</c>).
/// </summary>
[KerasSerializable]
public sealed partial class BinaryCrossentropy : MeanMetricWrapper
{
    /// <summary>Binary crossentropy.</summary>
    /// <param name="fromLogits">Whether predictions are logits instead of probabilities. Default: false.</param>
    /// <param name="labelSmoothing">Label smoothing in [0, 1]: targets are moved towards ½ by this fraction. Default: 0.</param>
    /// <param name="name">Its name. Default: "binary_crossentropy".</param>
    /// <exception cref="ArgumentOutOfRangeException">The label smoothing is out of range.</exception>
    public BinaryCrossentropy(bool fromLogits = false, double labelSmoothing = 0, string name = "binary_crossentropy")
        : base(name)
    {
        FromLogits = fromLogits;
        LabelSmoothing = Losses.Smoothing.Require(labelSmoothing, ClassName);
    }

    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits { get; }

    /// <summary>The label smoothing: the fraction by which targets are moved towards ½.</summary>
    [ConfigArgument(AsInteger = true)]
    public double LabelSmoothing { get; }

    /// <inheritdoc/>
    public override bool? LargerIsBetter => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Match(yTrue, yPred);
        return Losses.BinaryCrossentropy.Compute(yTrue, yPred, FromLogits, LabelSmoothing, -1);
    }
}
