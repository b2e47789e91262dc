using TensorFlow;

namespace Keras.Metrics;

/// <summary>The best precision of the thresholds at which a recall is reached (<c>keras.metrics.PrecisionAtRecall</c>).</summary>
[KerasSerializable]
public sealed partial class PrecisionAtRecall : SensitivitySpecificityBase
{
    /// <summary>Precision at recall.</summary>
    /// <param name="recall">The recall that must be reached, in [0, 1].</param>
    /// <param name="numThresholds">The number of thresholds tried, uniformly spaced in [0, 1]. Default: 200.</param>
    /// <param name="classId">The only class evaluated; null (default) for all.</param>
    /// <param name="name">Its name. Default: "precision_at_recall".</param>
    /// <exception cref="ArgumentOutOfRangeException">The recall is out of range, or there is not at least one threshold.</exception>
    public PrecisionAtRecall(double recall, int numThresholds = 200, int? classId = null, string name = "precision_at_recall")
        : base(recall, nameof(recall), numThresholds, classId, name)
    {
    }

    /// <summary>The recall that must be reached.</summary>
    public double Recall => Value;

    /// <inheritdoc/>
    protected internal override Symbol Result() => LargestWhere(Recalls(), Precisions());
}
