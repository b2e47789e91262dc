namespace Keras;

/// <summary>
/// The verbosity of training and evaluation, with Keras's output (<see cref="Callbacks.ProgbarLogger"/>). If there are several epochs, each
/// begins with a line <c>Epoch 1/5</c>.
/// </summary>
public enum Verbosity
{
    /// <summary>Nothing.</summary>
    Silent = 0,

    /// <summary>
    /// A progress bar for each epoch or evaluation, updated in place. If output is redirected, or the terminal cannot move its cursor
    /// (<c>TERM=dumb</c>), only the finished line is printed.
    /// </summary>
    ProgressBar = 1,

    /// <summary>One line without a bar for each finished epoch or evaluation: <c>1875/1875 - 3s - 2ms/step - loss: 0.2871</c>.</summary>
    OneLinePerEpoch = 2,
}
