namespace Keras.Datasets;

/// <summary>Finds a dataset in the format of MNIST in a directory: four IDX files or one NPZ file.</summary>
internal static class MnistDirectory
{
    private static readonly string[] Starts = ["train-images", "train-labels", "t10k-images", "t10k-labels"];
    private static readonly string[] Ends = ["idx3-ubyte", "idx1-ubyte", "idx3-ubyte", "idx1-ubyte"];
    private static readonly string[] NpzArrays = ["x_train", "y_train", "x_test", "y_test"];

    public static (ImageDataset Train, ImageDataset Test) Load(string directory, string npzName)
    {
        Required.Text("Load", "a directory", directory);
        string?[] files = [.. Enumerable.Range(0, MnistParts.Count)
            .Select(i => Names(i).Select(n => Path.Combine(directory, n)).FirstOrDefault(File.Exists))];
        if (files.All(f => f is not null))
            return MnistParts.Load(i => IdxFile.Read(files[i]!), [.. files.Select(f => (f!, $"'{f}'"))]);
        string npz = Path.Combine(directory, npzName);
        if (File.Exists(npz))
            return MnistParts.Load(i => NpzFile.Read(npz, NpzArrays[i]).Values.Single(),
                [.. NpzArrays.Select(a => (npz, $"'{npz}' ({a})"))]);
        throw Missing(directory, npzName, files);
    }

    private static IEnumerable<string> Names(int part) =>
        from extension in (string[])["", ".gz"]
        from separator in (string[])["-", "."]
        select Starts[part] + separator + Ends[part] + extension;

    private static DatasetException Missing(string directory, string npzName, string?[] files)
    {
        string found = !Directory.Exists(directory) ? "does not exist"
            : files.All(f => f is null) ? "has none of the files"
            : $"has {string.Join(", ", files.OfType<string>().Select(Path.GetFileName))} but not the rest";
        string names = string.Join(", ", Enumerable.Range(0, MnistParts.Count).Select(i => Starts[i] + "-" + Ends[i]));
        return new(directory, $"The directory '{directory}' {found}, expected {names} (each also with '.gz' or with '.' before 'idx') or "
            + $"{npzName}; nothing is downloaded, put the files there or name the directory that has them.");
    }
}
