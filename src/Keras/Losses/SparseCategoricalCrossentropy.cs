using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// The crossentropy -ln p[c] for targets that are class indices c, of shape <c>[n, …]</c> or <c>[n, …, 1]</c> for predictions <c>[n, …,
/// classes]</c>. Predictions that come right out of a softmax are computed from its input, without clipping; others are moved into [ε, 1 -
/// ε] and then divided by their sum (<c>keras.losses.SparseCategoricalCrossentropy</c>).
/// </summary>
/// <remarks>
/// The loss of a class index outside of [0, classes) is NaN, and so is the loss of its batch. Keras has that on GPUs and where XLA
/// compiles; on the CPU it throws.
/// </remarks>
[KerasSerializable]
public sealed partial class SparseCategoricalCrossentropy : Loss
{
    /// <summary>Sparse categorical crossentropy.</summary>
    /// <param name="fromLogits">Whether predictions are logits instead of probabilities. Default: false.</param>
    /// <param name="ignoreClass">A class index whose samples do not count, such as -1 or 255 for "no label"; null (the default) for
    /// none.</param>
    /// <param name="axis">The axis of the classes, which must be the last.</param>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    /// <param name="name">The name.</param>
    public SparseCategoricalCrossentropy(
        bool fromLogits = false,
        int? ignoreClass = null,
        int axis = -1,
        Reduction reduction = Reduction.SumOverBatchSize,
        string name = "sparse_categorical_crossentropy")
        : base(name, reduction)
    {
        FromLogits = fromLogits;
        IgnoreClass = ignoreClass;
        Axis = axis;
    }

    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits { get; }

    /// <summary>The class index whose samples do not count; null for none.</summary>
    public int? IgnoreClass { get; }

    /// <summary>The axis of the classes.</summary>
    [ConfigArgument(OmittedAtDefault = true)]
    public int Axis { get; }

    /// <inheritdoc/>
    protected internal override bool TakesClassIndices => true;

    /// <summary>The values, and the mask of what counts where a class is ignored.</summary>
    internal static (Symbol Values, Symbol? Mask) Compute(Symbol yTrue, Symbol yPred, bool fromLogits, int? ignoreClass, int axis)
    {
        if (yPred.Rank >= 0 && axis != -1 && axis != yPred.Rank - 1)
            throw new ShapeException(
                $"sparse_categorical_crossentropy: the classes must be on the last axis of the predictions {yPred.Shape}, got axis {axis}; "
                + "transpose the predictions.");
        Symbol classes = ClassIndices.Of(Ranks.ClassIndices(yTrue, yPred));
        if (ignoreClass is not { } ignored)
            return (Crossentropy.Sparse(classes, yPred, fromLogits), null);
        // As in Keras the selection comes between a softmax and the loss: no look-back where a class is ignored.
        Symbol counts = Ops.NotEqual(classes, classes.Number(ignored));
        classes = Ops.Where(counts, classes, classes.Number(0));
        yPred = Ops.Where(Ops.ExpandDims(counts, -1), yPred, yPred.Number(0));
        Symbol values = Crossentropy.Sparse(classes, yPred, fromLogits);
        return (Ops.Where(counts, values, values.Number(0)), counts);
    }

    /// <inheritdoc/>
    protected internal override bool MixesSamples => IgnoreClass is not null;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => CallMasked(yTrue, yPred).Values;

    /// <inheritdoc/>
    protected internal override (Symbol Values, Symbol? Mask) CallMasked(Symbol yTrue, Symbol yPred) =>
        Compute(yTrue, yPred, FromLogits, IgnoreClass, Axis);
}
