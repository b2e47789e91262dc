using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TensorFlow.Interop;

/// <summary>
/// What Linux and macOS can do with files and directories and .NET has no name for, or does not tell the failure of:
/// <c>FileStream.Flush(true)</c> and <c>RandomAccess.FlushToDisk</c> swallow that the disk is full, gone or broken.
/// </summary>
internal static unsafe partial class FileSystem
{
    private const string Library = "libc";
    private const int ReadOnly = 0, CurrentDirectory = -100;
    private const int CloseOnExecuteLinux = 0x80000, CloseOnExecuteMacOS = 0x1000000;
    private const int FullFlush = 51;
    private const uint Swap = 2;

    // The same on Linux and macOS; "not supported" has a number of its own on each.
    private const int Interrupted = 4, NoAccess = 13, InvalidArgument = 22;
    private static readonly int[] NotSupported = OperatingSystem.IsMacOS() ? [InvalidArgument, 45, 102, 78] : [InvalidArgument, 95, 38];

    /// <summary>Writes to the disk what a file has.</summary>
    /// <param name="file">The file; what was written to a stream over it was flushed to the system.</param>
    /// <param name="path">Its name for the message.</param>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public static void Flush(SafeFileHandle file, string path)
    {
        // There .NET tells the failure.
        if (OperatingSystem.IsWindows())
            RandomAccess.FlushToDisk(file);
        else
            Require(FlushUnix(file), path);
    }

    /// <summary>
    /// Writes to the disk which names a directory has, so that a renaming outlives a loss of power. Where the directory may not be read, or
    /// the file system has no such thing, nothing happens.
    /// </summary>
    /// <param name="directory">The directory.</param>
    /// <param name="path">The file in it, for the message.</param>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public static void FlushDirectory(string directory, string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        using SafeFileHandle handle =
            new(open(directory, ReadOnly | (OperatingSystem.IsMacOS() ? CloseOnExecuteMacOS : CloseOnExecuteLinux)), ownsHandle: true);
        int error = handle.IsInvalid ? Marshal.GetLastPInvokeError() : FlushUnix(handle);
        if (!handle.IsInvalid || error != NoAccess)
            Require(error, path);
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

    // The symbol of the process, as every other program calls it: what users put in its place (libeatmydata, say) is heeded. libc's own
    // where there is none.
    private static readonly delegate* unmanaged<int, int> Synchronize =
        !OperatingSystem.IsWindows() && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "fsync", out nint address)
            ? (delegate* unmanaged<int, int>)address : null;

    // The number of the error; 0 for none.
    private static int FlushUnix(SafeFileHandle file)
    {
        // Apple's fsync leaves what it wrote in the drive's own memory.
        if (OperatingSystem.IsMacOS() && fcntl(file, FullFlush) == 0)
            return 0;
        int error = Interrupted;
        while (error == Interrupted)
            error = Synchronize == null ? fsync(file) == 0 ? 0 : Marshal.GetLastPInvokeError() : CallSynchronize(file);
        return error;
    }

    private static int CallSynchronize(SafeFileHandle file)
    {
        bool isHeld = false;
        try
        {
            file.DangerousAddRef(ref isHeld);
            Marshal.SetLastSystemError(0);
            return Synchronize((int)file.DangerousGetHandle()) == 0 ? 0 : Marshal.GetLastSystemError();
        }
        finally
        {
            if (isHeld)
                file.DangerousRelease();
        }
    }

    private static void Require(int error, string path)
    {
        if (error != 0 && !NotSupported.Contains(error))
            throw new IOException($"{path} was not taken by the disk: {Marshal.GetPInvokeErrorMessage(error)}. What was there before is "
                + "kept; check the disk and its free space.", error);
    }

    [LibraryImport(Library, SetLastError = true)]
    private static partial int fsync(SafeFileHandle file);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int fcntl(SafeFileHandle file, int command);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renameat2(int oldDirectory, string oldPath, int newDirectory, string newPath, uint flags);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renamex_np(string oldPath, string newPath, uint flags);
}
