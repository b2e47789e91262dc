using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>
/// The freed memory of TensorFlow that glibc keeps instead of returning it to the system. A training step that frees its
/// activations and takes them again would otherwise have page faults in each step (a tenth of the time of a small transformer's). The
/// default is what glibc itself comes to once a block of 32 MiB is freed; with the switch <see cref="Switch"/> on it is a gibibyte, for
/// models of large activations, and resident memory stays at its peak; off, glibc is left alone. Set it in the project:
/// <c>&lt;RuntimeHostConfigurationOption Include="TensorFlow.KeepFreedMemory" Value="true" /&gt;</c>.
/// </summary>
internal static unsafe class FreedMemory
{
    public const string Switch = "TensorFlow.KeepFreedMemory";

    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;
    private const int Mebibyte = 1 << 20;
    private const int Gibibyte = 1 << 30;

    // Where the user has settings for glibc, they count.
    private static readonly string[] Settings = ["MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_", "GLIBC_TUNABLES"];

    /// <summary>Must come before the library allocates; other C libraries than glibc have no such setting and are left alone.</summary>
    public static void Configure()
    {
        bool isGiven = AppContext.TryGetSwitch(Switch, out bool keepsAll);
        bool isLeftAlone = isGiven ? !keepsAll : Array.Exists(Settings, s => Environment.GetEnvironmentVariable(s) is not null);
        if (!OperatingSystem.IsLinux() || isLeftAlone)
            return;
        if (!NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "mallopt", out nint mallopt))
            return;

        var set = (delegate* unmanaged<int, int, int>)mallopt;
        _ = set(MapThreshold, keepsAll ? Gibibyte : 32 * Mebibyte);
        _ = set(TrimThreshold, keepsAll ? Gibibyte : 64 * Mebibyte);
    }
}
