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
        Assert.Equal(before, Count());
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
