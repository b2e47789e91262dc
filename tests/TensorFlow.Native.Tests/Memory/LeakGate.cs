using Xunit;

namespace TensorFlow.Tests.Memory;

/// <summary>Asserts that a piece of work leaves as many native objects alive as it found.</summary>
internal static class LeakGate
{
    public static IReadOnlyDictionary<string, long> Count()
    {
        // The context lives as long as the process; it is no leak of the first test.
        _ = Runtime.Devices;
        for (int i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return Runtime.LiveNativeObjects;
    }

    public static void AssertUnchanged(IReadOnlyDictionary<string, long> before)
    {
        // As many without the garbage collector's help are as many with it; collecting takes longer than most of the work.
        if (Same(before, Runtime.LiveNativeObjects))
            return;
        IReadOnlyDictionary<string, long> after = Count();
        Assert.Equal(before.OrderBy(c => c.Key, StringComparer.Ordinal), after.OrderBy(c => c.Key, StringComparer.Ordinal));
    }

    /// <summary>Also without the garbage collector's help: everything was disposed.</summary>
    public static void AssertDisposes(Action work)
    {
        work();
        _ = Count();
        IReadOnlyDictionary<string, long> before = Runtime.LiveNativeObjects;
        work();
        IReadOnlyDictionary<string, long> after = Runtime.LiveNativeObjects;
        Assert.Equal(before.OrderBy(c => c.Key, StringComparer.Ordinal), after.OrderBy(c => c.Key, StringComparer.Ordinal));
    }

    private static bool Same(IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> after) =>
        before.Count == after.Count && before.All(c => after.TryGetValue(c.Key, out long count) && count == c.Value);
}
