namespace Keras.Metrics;

/// <summary>How the scores of several outputs become one number.</summary>
public enum R2Aggregation
{
    /// <summary>They do not: there is one for each output.</summary>
    None,

    /// <summary>Their mean.</summary>
    UniformAverage,

    /// <summary>Their mean, weighted by how much the truth of each output varies.</summary>
    VarianceWeightedAverage,
}
