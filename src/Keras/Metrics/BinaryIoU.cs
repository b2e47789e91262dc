using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// Intersection over union of the classes 0 and 1, for predictions that become 1 from a threshold on (<c>keras.metrics.BinaryIoU</c>).
/// </summary>
/// <param name="targetClassIds">The classes whose mean is the result. Default: both.</param>
/// <param name="threshold">The threshold from which a prediction is positive. Default: 0.5.</param>
/// <param name="name">Its name. Default: "binary_io_u".</param>
/// <exception cref="ArgumentException">A target is neither 0 nor 1, there is none, or the threshold is not finite.</exception>
[KerasSerializable(Excluded = [nameof(NumClasses)])]
[ConfigOrder(nameof(TargetClassIds), nameof(Threshold), nameof(Name), nameof(DType), WithoutBase = true)]
public sealed partial class BinaryIoU(IReadOnlyList<int>? targetClassIds = null, double threshold = 0.5, string? name = null)
    : IoU(2, targetClassIds ?? [0, 1], name)
{
    /// <summary>From where on a prediction counts as 1.</summary>
    public double Threshold { get; } = Hyperparameter.Finite(threshold, nameof(threshold), nameof(BinaryIoU));

    /// <inheritdoc/>
    protected internal override void UpdateState(Symbol yTrue, Symbol yPred, Symbol? sampleWeight)
    {
        Symbol scores = yPred.Cast(DType.Float32);
        base.UpdateState(yTrue, Ops.GreaterEqual(scores, scores.Number(Threshold)), sampleWeight);
    }
}
