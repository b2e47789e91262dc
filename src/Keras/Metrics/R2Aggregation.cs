namespace Keras.Metrics;

/// <summary>The aggregation of the scores of several outputs.</summary>
public enum R2Aggregation
{
    /// <summary>No aggregation: one score for each output.</summary>
    None,

    /// <summary>Their mean.</summary>
    UniformAverage,

    /// <summary>The mean, weighted by the variance of each output's targets.</summary>
    VarianceWeightedAverage,
}
