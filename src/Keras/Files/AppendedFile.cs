using TensorFlow.Interop;

namespace Keras.Files;

/// <summary>Appends to a file, all or nothing.</summary>
internal static class AppendedFile
{
    /// <summary>Appends bytes; a missing file is created. Others may read it meanwhile.</summary>
    /// <exception cref="IOException">The bytes cannot be written; the file does not change.</exception>
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

    /// <summary>Flushes the file to the disk.</summary>
    /// <exception cref="IOException">The file cannot be flushed.</exception>
    public static void Flush(string path)
    {
        if (!File.Exists(path))
            return;
        using FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        FileSystem.Flush(stream.SafeFileHandle, path);
    }
}
