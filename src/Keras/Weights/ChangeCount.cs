namespace Keras.Weights;

/// <summary>
/// Counts the changes of all weights and layers of the process, so that who keeps copies of them sees in one look that nothing has changed.
/// </summary>
internal static class ChangeCount
{
    private static long now;

    /// <summary>The number so far.</summary>
    public static long Now => Volatile.Read(ref now);

    /// <summary>Counts a change, after it.</summary>
    public static void Add() => Interlocked.Increment(ref now);
}
