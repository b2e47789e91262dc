namespace Keras;

/// <summary>What training prints.</summary>
public enum Verbosity
{
    /// <summary>Nothing.</summary>
    Silent = 0,

    /// <summary>A line that moves while an epoch runs; where output is redirected, the line of each finished epoch.</summary>
    ProgressBar = 1,

    /// <summary>A line for each finished epoch.</summary>
    OneLinePerEpoch = 2,
}
