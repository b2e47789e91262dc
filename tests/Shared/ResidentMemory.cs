using System.Diagnostics;
using System.Globalization;

namespace Shared;

/// <summary>The resident memory of this process, in bytes.</summary>
internal static class ResidentMemory
{
    /// <summary>
    /// What stays after a collection that compacts and gives back all that is free. Without that collection the number would follow the
    /// size that the collector chose for new objects, which comes from the processor's cache. Compare two late points of a run: the first
    /// pays for much that the process keeps.
    /// </summary>
    public static long Settled()
    {
        for (int i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return Environment.WorkingSet;
    }

    /// <summary>The most that there was at any time.</summary>
    public static long Peak()
    {
        // .NET's PeakWorkingSet64 is that of the moment on Linux before the process was refreshed; the kernel's own number is plain.
        const string status = "/proc/self/status", peak = "VmHWM:";
        if (File.Exists(status))
        {
            string line = File.ReadLines(status).First(l => l.StartsWith(peak, StringComparison.Ordinal));
            return 1024 * long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }

        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
