namespace Keras.Weights;

/// <summary>
/// The exclusive use of the values of weights by a function that updates them in place. Readers of these weights wait until it ends;
/// assignments do not wait.
/// </summary>
internal sealed class WeightLoan
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int waiting;

    /// <summary>Waits for the end. The reader calls <see cref="EndWait"/> when it has read.</summary>
    public void Wait()
    {
        Interlocked.Increment(ref waiting);
        ended.Task.GetAwaiter().GetResult();
    }

    /// <summary>Ends what <see cref="Wait"/> began: the function may borrow the values again.</summary>
    public void EndWait() => Interlocked.Decrement(ref waiting);

    /// <summary>Lets all readers that wait read before the function borrows the values again.</summary>
    public void YieldToReaders()
    {
        SpinWait spin = default;
        while (Volatile.Read(ref waiting) > 0)
            spin.SpinOnce();
    }

    /// <summary>Ends the exclusive use and wakes the readers that wait.</summary>
    public void End() => ended.TrySetResult();
}
