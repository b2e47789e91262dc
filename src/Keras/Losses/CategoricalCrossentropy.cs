using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// The crossentropy between probability distributions, -Σ y·ln p, for one-hot targets. Predictions that come right out of a softmax are
/// computed from its input, without clipping; others are divided by their sum and moved into [ε, 1 - ε]
/// (<c>keras.losses.CategoricalCrossentropy</c>).
/// </summary>
[KerasSerializable]
public sealed partial class CategoricalCrossentropy : Loss
{
    /// <summary>Categorical crossentropy.</summary>
    /// <param name="fromLogits">Whether predictions are logits instead of probabilities. Default: false.</param>
    /// <param name="labelSmoothing">Label smoothing in [0, 1]: the fraction of each target distributed uniformly over the classes. Default:
    /// 0.</param>
    /// <param name="axis">The axis of the classes. Default: the last.</param>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentOutOfRangeException">The label smoothing is out of range.</exception>
    public CategoricalCrossentropy(
        bool fromLogits = false, double labelSmoothing = 0, int axis = -1,
        Reduction reduction = Reduction.SumOverBatchSize, string name = "categorical_crossentropy")
        : base(name, reduction)
    {
        FromLogits = fromLogits;
        LabelSmoothing = Smoothing.Require(labelSmoothing, ClassName);
        Axis = axis;
    }

    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits { get; }

    /// <summary>The label smoothing: the fraction of each target distributed uniformly over the classes.</summary>
    public double LabelSmoothing { get; }

    /// <summary>The axis of the classes.</summary>
    public int Axis { get; }

    internal static Symbol Compute(Symbol yTrue, Symbol yPred, bool fromLogits, double labelSmoothing, int axis) =>
        Crossentropy.Categorical(Smoothing.Categorical(yTrue, labelSmoothing), yPred, fromLogits, axis);

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Match(yTrue, yPred);
        return Compute(yTrue, yPred, FromLogits, LabelSmoothing, Axis);
    }
}
