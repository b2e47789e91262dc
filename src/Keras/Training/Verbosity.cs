namespace Keras;

/// <summary>
/// The verbosity of training and evaluation. An evaluation prints its time and numbers in one line at its end, unless it is silent.
/// </summary>
public enum Verbosity
{
    /// <summary>Nothing.</summary>
    Silent = 0,

    /// <summary>
    /// A line that moves while an epoch runs, cut to the width of the terminal; where output is redirected or the terminal cannot move
    /// (<c>TERM=dumb</c>), the line of each finished epoch.
    /// </summary>
    ProgressBar = 1,

    /// <summary>A line for each finished epoch.</summary>
    OneLinePerEpoch = 2,
}
