namespace Keras.Metrics;

/// <summary>How the scores of classes become one number.</summary>
public enum ScoreAverage
{
    /// <summary>They do not: there is one for each class.</summary>
    None,

    /// <summary>One score of the counts of all classes together.</summary>
    Micro,

    /// <summary>Their mean.</summary>
    Macro,

    /// <summary>Their mean, weighted by how often each class is the truth.</summary>
    Weighted,
}
