using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// The best sensitivity of the thresholds at which a specificity is reached (<c>keras.metrics.SensitivityAtSpecificity</c>).
/// </summary>
[KerasSerializable]
public sealed partial class SensitivityAtSpecificity : SensitivitySpecificityBase
{
    /// <summary>Sensitivity at specificity.</summary>
    /// <param name="specificity">The specificity that must be reached, in [0, 1].</param>
    /// <param name="numThresholds">The number of thresholds tried, uniformly spaced in [0, 1]. Default: 200.</param>
    /// <param name="classId">The only class evaluated; null (default) for all.</param>
    /// <param name="name">Its name. Default: "sensitivity_at_specificity".</param>
    /// <exception cref="ArgumentOutOfRangeException">The specificity is out of range, or there is not at least one threshold.</exception>
    public SensitivityAtSpecificity(double specificity, int numThresholds = 200,
        int? classId = null, string name = "sensitivity_at_specificity")
        : base(specificity, nameof(specificity), numThresholds, classId, name)
    {
    }

    /// <summary>The specificity that must be reached.</summary>
    public double Specificity => Value;

    /// <inheritdoc/>
    protected internal override Symbol Result() => LargestWhere(Specificities(), Recalls());
}
