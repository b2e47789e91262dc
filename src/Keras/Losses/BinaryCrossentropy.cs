using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// The binary crossentropy, the mean of -(y·ln p + (1 - y)·ln(1 - p)) along an axis. Predictions that come right out of a sigmoid are
/// computed from its input, without clipping; others are moved into [ε, 1 - ε] (<c>keras.losses.BinaryCrossentropy</c>).
/// </summary>
[KerasSerializable]
public sealed partial class BinaryCrossentropy : Loss
{
    /// <summary>Binary crossentropy.</summary>
    /// <param name="fromLogits">Whether predictions are logits instead of probabilities. Default: false.</param>
    /// <param name="labelSmoothing">Label smoothing in [0, 1]: targets are moved towards ½ by this fraction. Default: 0.</param>
    /// <param name="axis">The axis of the mean. Default: the last.</param>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentOutOfRangeException">The label smoothing is out of range.</exception>
    public BinaryCrossentropy(
        bool fromLogits = false, double labelSmoothing = 0, int axis = -1,
        Reduction reduction = Reduction.SumOverBatchSize, string name = "binary_crossentropy")
        : base(name, reduction)
    {
        FromLogits = fromLogits;
        LabelSmoothing = Smoothing.Require(labelSmoothing, ClassName);
        Axis = axis;
    }

    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits { get; }

    /// <summary>The label smoothing: the fraction by which targets are moved towards ½.</summary>
    public double LabelSmoothing { get; }

    /// <summary>The axis of the mean.</summary>
    public int Axis { get; }

    internal static Symbol Compute(Symbol yTrue, Symbol yPred, bool fromLogits, double labelSmoothing, int axis) =>
        Ops.Mean(Crossentropy.Binary(Smoothing.Binary(yTrue, labelSmoothing), yPred, fromLogits), axis);

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Match(yTrue, yPred);
        return Compute(yTrue, yPred, FromLogits, LabelSmoothing, Axis);
    }
}
