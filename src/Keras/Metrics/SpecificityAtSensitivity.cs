using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// The best specificity of the thresholds at which a sensitivity is reached (<c>keras.metrics.SpecificityAtSensitivity</c>).
/// </summary>
[KerasSerializable]
public sealed partial class SpecificityAtSensitivity : SensitivitySpecificityBase
{
    /// <summary>Specificity at sensitivity.</summary>
    /// <param name="sensitivity">The sensitivity that must be reached, in [0, 1].</param>
    /// <param name="numThresholds">The number of thresholds tried, uniformly spaced in [0, 1]. Default: 200.</param>
    /// <param name="classId">The only class evaluated; null (default) for all.</param>
    /// <param name="name">Its name. Default: "specificity_at_sensitivity".</param>
    /// <exception cref="ArgumentOutOfRangeException">The sensitivity is out of range, or there is not at least one threshold.</exception>
    public SpecificityAtSensitivity(double sensitivity, int numThresholds = 200,
        int? classId = null, string name = "specificity_at_sensitivity")
        : base(sensitivity, nameof(sensitivity), numThresholds, classId, name)
    {
    }

    /// <summary>The sensitivity that must be reached.</summary>
    public double Sensitivity => Value;

    /// <inheritdoc/>
    protected internal override Symbol Result() => LargestWhere(Recalls(), Specificities());
}
