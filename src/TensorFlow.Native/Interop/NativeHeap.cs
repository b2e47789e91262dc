using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>The heap of the C library.</summary>
internal static partial class NativeHeap
{
    private static bool isMissing = !OperatingSystem.IsLinux();

    /// <summary>
    /// Gives back to the system what is free: a compiler takes tens of MiB for a moment, which the C library would keep. Nothing happens
    /// where the C library has no such function.
    /// </summary>
    public static void Trim()
    {
        if (isMissing)
            return;
        try
        {
            _ = malloc_trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            isMissing = true;
        }
        catch (DllNotFoundException)
        {
            isMissing = true;
        }
    }

    [LibraryImport("libc")]
    private static partial int malloc_trim(nuint pad);
}
