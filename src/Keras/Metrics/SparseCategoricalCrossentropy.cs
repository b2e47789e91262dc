using Keras.Losses;
using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// The mean crossentropy for targets that are class indices, as the loss of that name computes it
/// (<c>keras.metrics.SparseCategoricalCrossentropy</c>).
/// </summary>
[KerasSerializable]
public sealed partial class SparseCategoricalCrossentropy : MeanMetricWrapper
{
    /// <summary>Sparse categorical crossentropy.</summary>
    /// <param name="fromLogits">Whether predictions are logits instead of probabilities. Default: false.</param>
    /// <param name="ignoreClass">A class index whose samples add 0, and with sample weights do not count at all; null (the default) for
    /// none.</param>
    /// <param name="axis">The axis of the classes, which must be the last.</param>
    /// <param name="name">Its name. Default: "sparse_categorical_crossentropy".</param>
    public SparseCategoricalCrossentropy(bool fromLogits = false, int? ignoreClass = null,
        int axis = -1, string name = "sparse_categorical_crossentropy")
        : base(name)
    {
        FromLogits = fromLogits;
        IgnoreClass = ignoreClass;
        Axis = axis;
    }

    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits { get; }

    /// <summary>The class index whose samples add 0; null for none.</summary>
    public int? IgnoreClass { get; }

    /// <summary>The axis of the classes.</summary>
    public int Axis { get; }

    /// <inheritdoc/>
    public override bool? LargerIsBetter => false;

    /// <inheritdoc/>
    protected internal override void UpdateState(Symbol yTrue, Symbol yPred, Symbol? sampleWeight)
    {
        (yTrue, yPred) = Prepare(yTrue, yPred);
        (Symbol values, Symbol? mask) = Losses.SparseCategoricalCrossentropy.Compute(yTrue, yPred, FromLogits, IgnoreClass, Axis);
        // Keras applies the mask to sample weights only; without them ignored samples add 0 and still count.
        AddValues(values, sampleWeight is null ? null : Masks.Apply(sampleWeight, mask, DType, Keras.Reduction.Sum));
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) =>
        Losses.SparseCategoricalCrossentropy.Compute(yTrue, yPred, FromLogits, IgnoreClass, Axis).Values;

    /// <inheritdoc/>
    protected override (Symbol Truth, Symbol Predictions) Prepare(Symbol yTrue, Symbol yPred) =>
        (yTrue, yPred.DType.IsFloatingPoint ? yPred : yPred.Cast(DType.Float32));
}
