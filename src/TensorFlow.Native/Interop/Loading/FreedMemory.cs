using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>
/// With the switch <see cref="Switch"/> on, glibc keeps memory that TensorFlow frees instead of returning it to the system. Training with
/// large activations then has fewer page faults (a convolutional network trained about a tenth faster); resident memory stays at its peak,
/// so it is off unless asked for. Set it in the project: <c>&lt;RuntimeHostConfigurationOption Include="TensorFlow.KeepFreedMemory"
/// Value="true" /&gt;</c>.
/// </summary>
internal static unsafe class FreedMemory
{
    public const string Switch = "TensorFlow.KeepFreedMemory";

    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;
    private const int OneGibibyte = 1 << 30;

    /// <summary>Must come before the library allocates; other C libraries than glibc have no such setting and are left alone.</summary>
    public static void KeepIfAsked()
    {
        if (!OperatingSystem.IsLinux() || !AppContext.TryGetSwitch(Switch, out bool keep) || !keep)
            return;
        if (!NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "mallopt", out nint mallopt))
            return;

        var set = (delegate* unmanaged<int, int, int>)mallopt;
        _ = set(MapThreshold, OneGibibyte);
        _ = set(TrimThreshold, OneGibibyte);
    }
}
