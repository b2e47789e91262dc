namespace TensorFlow.Interop;

/// <summary>Native memory that the garbage collector was told of, so that it collects owners that nobody disposed.</summary>
internal struct MemoryPressure
{
    private const long WorthTelling = 64 * 1024;
    private static long all;
    private long told;

    /// <summary>All bytes of which the collector knows now.</summary>
    public static long All => Volatile.Read(ref all);

    /// <summary>Tells of memory that was allocated, once.</summary>
    public void Add(long bytes)
    {
        if (bytes < WorthTelling || told != 0)
            return;
        told = bytes;
        Interlocked.Add(ref all, bytes);
        GC.AddMemoryPressure(bytes);
    }

    /// <summary>Stands for what another was told of from now on.</summary>
    public void TakeOver(ref MemoryPressure other) => (told, other.told) = (other.told, 0);

    /// <summary>Tells that the memory is freed.</summary>
    public void Remove()
    {
        if (told == 0)
            return;
        Interlocked.Add(ref all, -told);
        GC.RemoveMemoryPressure(told);
        told = 0;
    }
}
