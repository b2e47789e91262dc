namespace Keras;

/// <summary>
/// The verbosity of training and evaluation, which print as Keras does (<see cref="Callbacks.ProgbarLogger"/>). Each of several epochs
/// begins with a line <c>Epoch 1/5</c>.
/// </summary>
public enum Verbosity
{
    /// <summary>Nothing.</summary>
    Silent = 0,

    /// <summary>
    /// A line with a bar that moves while an epoch or evaluation runs, cut to the width of the terminal; where output is redirected or the
    /// terminal cannot move (<c>TERM=dumb</c>), that line once it is finished.
    /// </summary>
    ProgressBar = 1,

    /// <summary>A line without a bar for each finished epoch or evaluation: <c>1875/1875 - 3s - 2ms/step - loss: 0.2871</c>.</summary>
    OneLinePerEpoch = 2,
}
