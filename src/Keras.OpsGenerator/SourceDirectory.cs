namespace Keras.OpsGenerator;

/// <summary>Where the sources of <c>Keras.Ops</c> are in the repository.</summary>
internal static class SourceDirectory
{
    /// <summary>The directory of the sources in the repository that a directory belongs to; null where there is none.</summary>
    public static string? Find(string start)
    {
        for (DirectoryInfo? directory = new(start); directory is not null; directory = directory.Parent)
        {
            string sources = Path.Combine(directory.FullName, "src", "Keras", "Operations");
            if (File.Exists(Path.Combine(sources, "Ops.cs")))
                return sources;
        }

        return null;
    }

    /// <summary>The path of the tests' table.</summary>
    /// <param name="sources">The directory of the sources.</param>
    public static string TableOf(string sources) =>
        Path.GetFullPath(Path.Combine(sources, "..", "..", "..", "tests", "Keras.Tests", "Operations", "OpTable.g.cs"));

    /// <summary>The directory of the sources of <c>Model</c>.</summary>
    /// <param name="sources">The directory of the sources of <c>Keras.Ops</c>.</param>
    public static string ModelsOf(string sources) => Path.GetFullPath(Path.Combine(sources, "..", "Models"));

    /// <summary>The path of the operations' definitions.</summary>
    /// <param name="sources">The directory of the sources.</param>
    public static string DefinitionsOf(string sources) =>
        Path.GetFullPath(Path.Combine(sources, "..", "Symbolic", "OperationDefinitions.g.cs"));
}
