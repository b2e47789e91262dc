namespace Keras.Tests.Saving;

/// <summary>The path of a file that is deleted at the end, with its folder.</summary>
internal sealed class TemporaryPath : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("keras-saving");

    public TemporaryPath(string extension) => Value = Path.Combine(folder.FullName, "model" + extension);

    public string Value { get; }

    public IEnumerable<string> Beside => Directory.EnumerateFileSystemEntries(folder.FullName).Where(p => p != Value);

    public void Dispose() => folder.Delete(recursive: true);
}
