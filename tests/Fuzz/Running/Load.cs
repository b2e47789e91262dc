using System.Diagnostics;
using System.Globalization;
using Fuzz.Readers;

namespace Fuzz.Running;

/// <summary>One load of a damaged file, and what it took.</summary>
/// <param name="Error">What it threw; null if it was loaded.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Managed">The managed bytes that it allocated, those included that were free again soon.</param>
/// <param name="Native">By how much the process's memory was larger at its peak; 0 where the system does not tell.</param>
internal sealed record Load(Exception? Error, TimeSpan Time, long Managed, long Native)
{
    private const string Status = "/proc/self/status", Reset = "/proc/self/clear_refs";

    /// <summary>Loads a file.</summary>
    public static Load Measure(Reader reader, string path)
    {
        long before = ResetPeak();
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        Exception? error = null;
        try
        {
            reader.Load(path);
        }
        catch (Exception e)
        {
            error = e;
        }

        TimeSpan time = Stopwatch.GetElapsedTime(start);
        return new(error, time, GC.GetAllocatedBytesForCurrentThread() - allocated, before == 0 ? 0 : Math.Max(0, Peak("VmHWM:") - before));
    }

    /// <summary>Loads a file once all that is free was given back.</summary>
    public static Load MeasureSettled(Reader reader, string path)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return Measure(reader, path);
    }

    private static long ResetPeak()
    {
        if (!File.Exists(Reset))
            return 0;
        File.WriteAllText(Reset, "5");
        return Peak("VmRSS:");
    }

    private static long Peak(string key)
    {
        foreach (string line in File.ReadLines(Status))
        {
            if (line.StartsWith(key, StringComparison.Ordinal))
                return 1024 * long.Parse(line.AsSpan(key.Length).Trim(" \tkB"), CultureInfo.InvariantCulture);
        }

        return 0;
    }
}
