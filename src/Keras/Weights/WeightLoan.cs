namespace Keras.Weights;

/// <summary>
/// The time for which a function has the values of weights for itself, because it writes into their memory. Who wants to read one of them
/// waits; who assigns one does not.
/// </summary>
internal sealed class WeightLoan
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits for the end.</summary>
    public void Wait() => ended.Task.GetAwaiter().GetResult();

    /// <summary>Lets those go on who wait.</summary>
    public void End() => ended.TrySetResult();
}
