namespace Keras.Metrics;

/// <summary>The averaging of the scores of classes.</summary>
public enum ScoreAverage
{
    /// <summary>No averaging: one score for each class.</summary>
    None,

    /// <summary>One score of the counts of all classes together.</summary>
    Micro,

    /// <summary>Their mean.</summary>
    Macro,

    /// <summary>The mean, weighted by the number of true samples of each class.</summary>
    Weighted,
}
