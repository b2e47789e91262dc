namespace Keras.Weights;

/// <summary>
/// Counts the changes of all weights and layers in the process, so that one comparison shows that cached copies are up to date.
/// </summary>
internal static class ChangeCount
{
    private static long now;

    /// <summary>The number of changes so far.</summary>
    public static long Now => Volatile.Read(ref now);

    /// <summary>Counts a change; called after it.</summary>
    public static void Add() => Interlocked.Increment(ref now);
}
