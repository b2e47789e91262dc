using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TensorFlow.Interop;

/// <summary>What Linux and macOS can do with directories and .NET has no name for.</summary>
internal static partial class FileSystem
{
    private const string Library = "libc";
    private const int ReadOnly = 0, CurrentDirectory = -100;
    private const uint Swap = 2;

    /// <summary>Writes to the disk which names a directory has, so that a renaming outlives a loss of power. Where that cannot be done nothing happens.</summary>
    public static void FlushDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
            return;
        try
        {
            using SafeFileHandle handle = new(open(directory, ReadOnly), ownsHandle: true);
            if (!handle.IsInvalid)
                RandomAccess.FlushToDisk(handle);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DllNotFoundException or EntryPointNotFoundException)
        {
            // Some file systems cannot; the content of the file is on the disk all the same.
        }
    }

    /// <summary>Lets two directories, or files, change places at once.</summary>
    /// <returns>Whether they did; some systems and file systems cannot.</returns>
    public static bool Exchange(string one, string other)
    {
        try
        {
            return (OperatingSystem.IsLinux() && renameat2(CurrentDirectory, one, CurrentDirectory, other, Swap) == 0)
                || (OperatingSystem.IsMacOS() && renamex_np(one, other, Swap) == 0);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renameat2(int oldDirectory, string oldPath, int newDirectory, string newPath, uint flags);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renamex_np(string oldPath, string newPath, uint flags);
}
