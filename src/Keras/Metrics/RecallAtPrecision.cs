using TensorFlow;

namespace Keras.Metrics;

/// <summary>The best recall of the thresholds at which a precision is reached (<c>keras.metrics.RecallAtPrecision</c>).</summary>
[KerasSerializable]
public sealed partial class RecallAtPrecision : SensitivitySpecificityBase
{
    /// <summary>Recall at precision.</summary>
    /// <param name="precision">The precision that must be reached, in [0, 1].</param>
    /// <param name="numThresholds">The number of thresholds tried, uniformly spaced in [0, 1]. Default: 200.</param>
    /// <param name="classId">The only class evaluated; null (default) for all.</param>
    /// <param name="name">Its name. Default: "recall_at_precision".</param>
    /// <exception cref="ArgumentOutOfRangeException">The precision is out of range, or there is not at least one threshold.</exception>
    public RecallAtPrecision(double precision, int numThresholds = 200, int? classId = null, string name = "recall_at_precision")
        : base(precision, nameof(precision), numThresholds, classId, name)
    {
    }

    /// <summary>The precision that must be reached.</summary>
    public double Precision => Value;

    /// <inheritdoc/>
    protected internal override Symbol Result() => LargestWhere(Precisions(), Recalls());
}
