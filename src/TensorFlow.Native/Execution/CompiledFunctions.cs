namespace TensorFlow;

/// <summary>
/// Counts the functions that XLA compiles. When none is alive any more and those that are gone were many different ones, what was compiled
/// for them is forgotten: a search over models of many sizes does not fill the memory, and equal models that come one after another are
/// compiled once.
/// </summary>
internal static class CompiledFunctions
{
    /// <summary>The number of removed functions after which the cache of compiled code is cleared.</summary>
    internal const int WorthForgetting = 24;

    private static readonly Lock Gate = new();
    private static readonly HashSet<string> Gone = new(StringComparer.Ordinal);
    private static int alive;
    private static int running;

    /// <summary>The number of times the compiled code was cleared.</summary>
    public static int TimesForgotten { get; private set; }

    /// <summary>Notes that a function came to be.</summary>
    public static void Add(string name)
    {
        lock (Gate)
        {
            alive++;
            Gone.Remove(name);
        }
    }

    /// <summary>Notes that a function is gone.</summary>
    public static void Remove(string name)
    {
        lock (Gate)
        {
            alive--;
            Gone.Add(name);
        }
    }

    /// <summary>Notes that a call begins, before it looks whether its function is disposed.</summary>
    public static void Enter() => Interlocked.Increment(ref running);

    /// <summary>Notes that a call has ended.</summary>
    public static void Exit() => Interlocked.Decrement(ref running);

    /// <summary>
    /// Forgets what was compiled, where that is worth it and nothing uses it. A function that comes to be meanwhile waits.
    /// </summary>
    public static void ForgetGone()
    {
        lock (Gate)
        {
            if (alive > 0 || Gone.Count < WorthForgetting || Volatile.Read(ref running) > 0)
                return;
            Gone.Clear();
            if (XlaCache.Clear())
                TimesForgotten++;
        }
    }
}
