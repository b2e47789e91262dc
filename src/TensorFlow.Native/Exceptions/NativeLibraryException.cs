namespace TensorFlow;

/// <summary>The native TensorFlow library was not found, or the one found can't be used.</summary>
/// <remarks>The message says where the library was looked for or which file was found, and what to do about it.</remarks>
public sealed class NativeLibraryException : Exception
{
    internal NativeLibraryException(string message, string? libraryPath = null,
        string? foundVersion = null, Exception? innerException = null)
        : base(message, innerException)
    {
        LibraryPath = libraryPath;
        FoundVersion = foundVersion;
    }

    /// <summary>The file that was found but can't be used; null if none was found.</summary>
    public string? LibraryPath { get; }

    /// <summary>The version that the file says it is; null if none was found or it says nothing.</summary>
    public string? FoundVersion { get; }

    /// <summary>The versions of TensorFlow that this binding works with, such as "2.11 to 2.21".</summary>
    public string SupportedVersions { get; } = Interop.SupportedVersions.Text;
}
