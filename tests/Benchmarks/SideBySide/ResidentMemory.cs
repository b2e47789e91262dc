using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.SideBySide;

/// <summary>The resident memory of this process.</summary>
internal static class ResidentMemory
{
    public static double NowMebibytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return FromStatus("VmRSS:") ?? Process.GetCurrentProcess().WorkingSet64 / 1048576.0;
    }

    public static double PeakMebibytes() => FromStatus("VmHWM:") ?? Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;

    // .NET's PeakWorkingSet64 is that of the moment on Linux before the process was refreshed; the kernel's own number is plain.
    private static double? FromStatus(string field)
    {
        const string status = "/proc/self/status";
        if (!File.Exists(status))
            return null;
        string line = File.ReadLines(status).First(l => l.StartsWith(field, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
