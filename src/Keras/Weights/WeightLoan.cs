namespace Keras.Weights;

/// <summary>
/// The time for which a function has the values of weights for itself, because it writes into their memory. Who wants to read one of them
/// waits; who assigns one does not.
/// </summary>
internal sealed class WeightLoan
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int waiting;

    /// <summary>Waits for the end. Whoever has waited says so when it goes on, by <see cref="GoOn"/>.</summary>
    public void Wait()
    {
        Interlocked.Increment(ref waiting);
        ended.Task.GetAwaiter().GetResult();
    }

    /// <summary>Ends the time for which others are held up for who has waited.</summary>
    public void GoOn() => Interlocked.Decrement(ref waiting);

    /// <summary>Lets all who have waited go first, before the function has the values for itself again.</summary>
    public void GiveWay()
    {
        SpinWait spin = default;
        while (Volatile.Read(ref waiting) > 0)
            spin.SpinOnce();
    }

    /// <summary>Lets those go on who wait.</summary>
    public void End() => ended.TrySetResult();
}
