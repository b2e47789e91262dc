namespace Keras.Tests.Datasets;

/// <summary>A directory of a test's own, gone with it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("keras-datasets-");

    public string FullName => directory.FullName;

    public string this[string name] => Path.Combine(FullName, name);

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    public void Dispose() => directory.Delete(recursive: true);
}
