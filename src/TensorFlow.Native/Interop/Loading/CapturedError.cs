using System.Runtime.InteropServices;
using System.Text;

namespace TensorFlow.Interop;

/// <summary>
/// Standard error of this process, sent to a file in memory until <see cref="End"/> (Linux). A file, unlike a pipe, never fills up.
/// </summary>
internal sealed partial class CapturedError
{
    private const int StandardError = 2;
    private const uint CloseOnExec = 1;

    private readonly int _original;
    private readonly int _file;

    private CapturedError(int original, int file) => (_original, _file) = (original, file);

    public static CapturedError? TryBegin()
    {
        int original = dup(StandardError);
        int file = original < 0 ? -1 : memfd_create("tensorflow-load", CloseOnExec);
        if (file >= 0 && dup2(file, StandardError) >= 0)
            return new CapturedError(original, file);
        if (original >= 0)
            _ = close(original);
        if (file >= 0)
            _ = close(file);
        return null;
    }

    /// <summary>Restores standard error and gives what was written in between.</summary>
    public unsafe string End()
    {
        _ = dup2(_original, StandardError);
        _ = close(_original);

        using MemoryStream text = new();
        byte[] block = new byte[4096];
        fixed (byte* start = block)
        {
            nint read;
            while ((read = pread(_file, start, (nuint)block.Length, text.Length)) > 0)
                text.Write(block, 0, (int)read);
        }

        _ = close(_file);
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    [LibraryImport("libc")]
    private static partial int dup(int descriptor);

    [LibraryImport("libc")]
    private static partial int dup2(int from, int to);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int memfd_create(string name, uint flags);

    [LibraryImport("libc")]
    private static unsafe partial nint pread(int descriptor, byte* buffer, nuint count, long offset);
}
