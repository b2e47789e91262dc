using TensorFlow.Interop;

namespace Keras.Files;

/// <summary>Adds to the end of a file, wholly or not at all.</summary>
internal static class AppendedFile
{
    /// <summary>Adds bytes; a missing file is created. Others may read it meanwhile.</summary>
    /// <exception cref="IOException">The disk says no; the file is as it was.</exception>
    public static void Append(string path, ReadOnlySpan<byte> bytes)
    {
        using FileStream stream = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        long length = stream.CanSeek ? stream.Length : -1;
        try
        {
            stream.Write(bytes);
        }
        catch (IOException)
        {
            if (length >= 0)
                stream.SetLength(length);
            throw;
        }
    }

    /// <summary>Writes to the disk what was added.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public static void Flush(string path)
    {
        if (!File.Exists(path))
            return;
        using FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        FileSystem.Flush(stream.SafeFileHandle, path);
    }
}
