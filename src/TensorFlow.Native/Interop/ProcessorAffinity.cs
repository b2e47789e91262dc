using System.Numerics;
using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>The processors that threads may run on, where the system is Linux.</summary>
internal static unsafe partial class ProcessorAffinity
{
    // As many as glibc's cpu_set_t has.
    private const int Words = 16, BitsPerWord = 64;

    /// <summary>The processors that this thread may run on; none where that is not known.</summary>
    public static int[] Allowed()
    {
        if (!OperatingSystem.IsLinux())
            return [];
        ulong* mask = stackalloc ulong[Words];
        new Span<ulong>(mask, Words).Clear();
        if (GetAffinity(0, Words * sizeof(ulong), mask) != 0)
            return [];
        List<int> processors = [];
        for (int word = 0; word < Words; word++)
        {
            for (ulong rest = mask[word]; rest != 0; rest &= rest - 1)
                processors.Add((word * BitsPerWord) + BitOperations.TrailingZeroCount(rest));
        }

        return [.. processors];
    }

    /// <summary>Pins this thread to a processor, if the system lets it.</summary>
    public static void Pin(int processor)
    {
        ulong* mask = stackalloc ulong[Words];
        new Span<ulong>(mask, Words).Clear();
        mask[processor / BitsPerWord] = 1UL << (processor % BitsPerWord);
        _ = SetAffinity(0, Words * sizeof(ulong), mask);
    }

    /// <summary>The processor that this thread runs on at the moment; negative where that is not known.</summary>
    [LibraryImport("libc", EntryPoint = "sched_getcpu")]
    [SuppressGCTransition]
    public static partial int Current();

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int GetAffinity(int thread, nuint size, ulong* mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nuint size, ulong* mask);
}
