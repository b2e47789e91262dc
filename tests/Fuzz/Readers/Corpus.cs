namespace Fuzz.Readers;

/// <summary>The intact files: what real releases of Keras wrote.</summary>
internal static class Corpus
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Corpus");

    /// <summary>The content of the files of a folder that match, in order of their names.</summary>
    public static IReadOnlyList<byte[]> Read(string folder, Func<string, bool> matches) =>
        [.. Directory.GetFiles(Path.Combine(Folder, folder)).Where(matches).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}
