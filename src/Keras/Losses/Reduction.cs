namespace Keras;

/// <summary>The reduction of the losses of a batch's samples to a scalar.</summary>
public enum Reduction
{
    /// <summary>Their weighted sum divided by their number (not by the sum of the weights).</summary>
    SumOverBatchSize,

    /// <summary>The same as <see cref="SumOverBatchSize"/>.</summary>
    Mean,

    /// <summary>Their weighted sum.</summary>
    Sum,

    /// <summary>Their weighted sum divided by the sum of the weights.</summary>
    MeanWithSampleWeight,

    /// <summary>No reduction: the weighted losses of the samples.</summary>
    None,
}
