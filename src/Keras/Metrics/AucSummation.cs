namespace Keras.Metrics;

/// <summary>The summation method of the area between two points of a curve.</summary>
public enum AucSummation
{
    /// <summary>
    /// By interpolation: of precision and recall after Davis and Goadrich (2006), of other curves by the mean of both heights.
    /// </summary>
    Interpolation,

    /// <summary>By the larger height.</summary>
    Majoring,

    /// <summary>By the smaller height.</summary>
    Minoring,
}
