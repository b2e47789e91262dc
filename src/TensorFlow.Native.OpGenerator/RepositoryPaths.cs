namespace TensorFlow.OpGenerator;

/// <summary>Where the generator's inputs and outputs are in the repository.</summary>
internal sealed record RepositoryPaths(string Root)
{
    /// <summary>The op list of the TensorFlow library, as its C API gives it.</summary>
    public string OpList => Path.Combine(Root, "src", "TensorFlow.Native.OpGenerator", "op-list.pb");

    /// <summary>The reviewed manifest: which ops get a wrapper, and what its documentation says.</summary>
    public string Manifest => Path.Combine(Root, "src", "TensorFlow.Native.OpGenerator", "ops.tsv");

    /// <summary>The directory of the generated files.</summary>
    public string Output => Path.Combine(Root, "src", "TensorFlow.Native", "Operations");

    /// <summary>Finds the repository that the running program was built in.</summary>
    public static RepositoryPaths Find()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            RepositoryPaths paths = new(directory.FullName);
            if (File.Exists(paths.OpList)) return paths;
        }

        throw new ManifestException($"No directory above {AppContext.BaseDirectory} holds the generator's op list.");
    }
}
