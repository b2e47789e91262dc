namespace Keras.Core;

/// <summary>Exceptions from what <see cref="Usage"/> refuses.</summary>
[Flags]
internal enum UsageRules
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A change that a callback may make: the next call of the training function sees it.</summary>
    WithinOwnRun = 1,

    /// <summary>A change that waits for the runs of other threads instead of being refused: building, which they do first.</summary>
    WaitsForRuns = 2,

    /// <summary>A run that no callback may begin on the same model.</summary>
    Outermost = 4,
}
