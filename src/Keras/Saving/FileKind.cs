namespace Keras.Saving;

/// <summary>The apparent kind of a file, for messages about files of another kind than expected.</summary>
internal static class FileKind
{
    /// <summary>The name of a kind of file.</summary>
    /// <param name="start">The first bytes.</param>
    public static string Of(ReadOnlySpan<byte> start) => start switch
    {
        { IsEmpty: true } => "an empty file",
        _ when start.StartsWith("PK"u8) => "a zip file",
        _ when start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'H', (byte)'D', (byte)'F']) => "an HDF5 file",
        _ when start.StartsWith((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y']) =>
            "a NumPy array (read it with NpyFile.Read)",
        _ when start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) => "a gzip file (unpack it first)",
        _ when start.Length >= 8 && start[4..].StartsWith("TFL3"u8) => "a TensorFlow Lite model",
        _ when start.TrimStart(" \t\r\n"u8).StartsWith("{"u8) => "JSON (read a config with Model.FromJson)",
        _ => "something else",
    };
}
