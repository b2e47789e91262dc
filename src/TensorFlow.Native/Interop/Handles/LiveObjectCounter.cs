using System.Collections.Concurrent;

namespace TensorFlow.Interop;

/// <summary>The number of native objects of one type that are alive.</summary>
internal sealed class LiveObjectCounter
{
    private static readonly ConcurrentDictionary<string, LiveObjectCounter> Counters = new(StringComparer.Ordinal);
    private long count;

    /// <summary>For what lives as long as the process, which is no leak.</summary>
    public static LiveObjectCounter Ignored { get; } = new();

    private LiveObjectCounter()
    {
    }

    public long Count => Interlocked.Read(ref count);

    public static LiveObjectCounter For(string nativeType) => Counters.GetOrAdd(nativeType, static _ => new());

    public static IReadOnlyDictionary<string, long> Snapshot() =>
        Counters.Where(c => c.Value.Count != 0).ToDictionary(c => c.Key, c => c.Value.Count, StringComparer.Ordinal);

    public void Increment() => Interlocked.Increment(ref count);

    public void Decrement() => Interlocked.Decrement(ref count);
}
