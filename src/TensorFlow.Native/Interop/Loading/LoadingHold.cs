namespace TensorFlow.Interop;

/// <summary>
/// Keeps the end of a process and the loading of the library apart: static objects can't be destroyed while they are made. An end waits for
/// a loading that has begun; a loading that begins later, on another thread than the one that ends the process, waits for the end.
/// </summary>
/// <param name="patience">The longest time that either waits.</param>
internal sealed class LoadingHold(TimeSpan patience)
{
    // A monitor rather than an event, which would have to be disposed: the end may come to it at any moment.
    private readonly object gate = new();
    private int loadingThread;
    private int endingThread;

    /// <summary>Loads. One at a time; whoever calls sees to that.</summary>
    public T While<T>(Func<T> load)
    {
        int current = Environment.CurrentManagedThreadId;
        bool ends;
        lock (gate)
        {
            ends = endingThread != 0 && endingThread != current;
            if (!ends)
                loadingThread = current;
        }

        if (ends)
            Thread.Sleep(patience);
        try
        {
            return load();
        }
        finally
        {
            lock (gate)
            {
                if (!ends)
                    loadingThread = 0;
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>Waits for a loading on another thread.</summary>
    /// <param name="isProcess">Whether the process ends, not just a load context.</param>
    public void End(bool isProcess)
    {
        int current = Environment.CurrentManagedThreadId;
        long until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        lock (gate)
        {
            if (isProcess)
                endingThread = current;
            while (loadingThread != 0 && loadingThread != current && until - Environment.TickCount64 is > 0 and long left)
                Monitor.Wait(gate, TimeSpan.FromMilliseconds(left));
        }
    }
}
