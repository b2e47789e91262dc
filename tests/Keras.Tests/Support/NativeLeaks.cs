using TensorFlow;
using Xunit;

namespace Keras.Tests.Support;

/// <summary>Tests that count native objects or set the process's seed: one after another, with nothing beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInTheProcess
{
    public const string Name = "alone in the process";
}

/// <summary>Counts native objects before and after.</summary>
public static class NativeLeaks
{
    /// <summary>Runs an action twice, the first time to warm up, and fails if the second leaves native objects behind.</summary>
    public static void AssertNone(Action action)
    {
        action();
        IReadOnlyDictionary<string, long> before = Count();
        action();
        if (!AreAsMany(before))
            Assert.Equal(before, Count());
    }

    /// <summary>Whether as many are alive as before without the garbage collector's help, which takes longer than most of what is
    /// looked at. Where not, <see cref="Count"/> says what is left when it has collected.</summary>
    public static bool AreAsMany(IReadOnlyDictionary<string, long> before)
    {
        IReadOnlyDictionary<string, long> now = Runtime.LiveNativeObjects;
        return before.Count == now.Count && before.All(c => now.TryGetValue(c.Key, out long count) && count == c.Value);
    }

    /// <summary>The native objects that are alive when nothing is waiting to be collected.</summary>
    public static IReadOnlyDictionary<string, long> Count()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return new SortedDictionary<string, long>(Runtime.LiveNativeObjects.ToDictionary(), StringComparer.Ordinal);
    }
}
