namespace Keras.Metrics;

/// <summary>The curve under which an area is measured.</summary>
public enum AucCurve
{
    /// <summary>True positive rate over false positive rate.</summary>
    ROC,

    /// <summary>Precision over recall.</summary>
    PR,

    /// <summary>Precision gain over recall gain (Flach and Kull, 2015).</summary>
    PRGAIN,
}
