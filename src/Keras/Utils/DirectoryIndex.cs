namespace Keras;

/// <summary>The files of a directory with their labels.</summary>
/// <param name="Paths">The files.</param>
/// <param name="Labels">The index of each file's class; null without labels.</param>
/// <param name="ClassNames">The names of the classes; null without labels.</param>
internal sealed record DirectoryIndex(string[] Paths, int[]? Labels, string[]? ClassNames)
{
    /// <summary>Finds files as Keras does: those of each class in the order of their paths.</summary>
    /// <exception cref="ArgumentException">An option is wrong, there is no such file, or the labels are not as many.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static DirectoryIndex Read(string name, string directory, string[] extensions, DirectoryOptions options)
    {
        Required.Text(name, "a directory", directory);
        options.Check(name);
        if (!Directory.Exists(directory))
            throw new DirectoryNotFoundException($"{name}: expected a directory, got '{directory}', which "
                + $"{(File.Exists(directory) ? "is a file" : "does not exist")}.");
        DirectoryIndex found = options.LabelMode is null ? new([.. Files(directory, extensions, options.FollowLinks)], null, null)
            : options.Labels is { } labels ? Labelled(name, directory, extensions, options, labels)
            : Inferred(name, directory, extensions, options);
        if (options.LabelMode == "binary" && found.ClassNames!.Length != 2)
            throw new ArgumentException(
                $"{name}: expected exactly 2 classes for the labelMode binary, got {string.Join(", ", found.ClassNames)}.");
        if (options.Shuffle)
            found = found.Taken(found.Order(options.Seed is { } seed ? new Random(seed) : new Random()));
        int all = found.Paths.Length;
        if (options.ValidationSplit is { } fraction)
        {
            int validation = (int)(Hyperparameter.Meant(fraction) * all);
            found = found.Taken(options.Subset == "training"
                ? [.. Enumerable.Range(0, all - validation)] : [.. Enumerable.Range(all - validation, validation)]);
        }

        return found.Paths.Length > 0 ? found : throw new ArgumentException(
            $"{name}: expected files ending in {string.Join(", ", extensions)} in {directory}, got "
            + Missing(directory, extensions, options, all));
    }

    /// <summary>The labels of files in the form that was asked for.</summary>
    public Data? LabelsOf(int[] files, string? mode) => Labels is null ? null
        : mode == "int" ? Array.ConvertAll(files, f => Labels[f])
        : mode == "binary" ? Vectors(files, 1, (row, label) => row[0] = label)
        : Vectors(files, ClassNames!.Length, (row, label) => row[label] = 1);

    /// <summary>The places of all files in a random order.</summary>
    public int[] Order(Random random)
    {
        int[] order = [.. Enumerable.Range(0, Paths.Length)];
        random.Shuffle(order);
        return order;
    }

    private static string Missing(string directory, string[] extensions, DirectoryOptions options, int all)
    {
        if (all > 0)
            return FormattableString.Invariant(
                $"none of {all} for the subset {options.Subset} with a validationSplit of {options.ValidationSplit}; ")
                + "change it, or add files.";
        int beside = Files(directory, extensions, options.FollowLinks).Count();
        return beside == 0 || options.ClassNames is not null ? "none."
            : $"{beside} outside of subdirectories, which are the classes; move them into some, give labels, or set the labelMode to null.";
    }

    private DirectoryIndex Taken(int[] files) => this with
    {
        Paths = Array.ConvertAll(files, f => Paths[f]),
        Labels = Labels is null ? null : Array.ConvertAll(files, f => Labels[f]),
    };

    private static float[][] Vectors(int[] files, int length, Action<float[], int> set, int[] labels) => Array.ConvertAll(files, f =>
    {
        float[] row = new float[length];
        set(row, labels[f]);
        return row;
    });

    private float[][] Vectors(int[] files, int length, Action<float[], int> set) => Vectors(files, length, set, Labels!);

    private static DirectoryIndex Labelled(
        string name, string directory, string[] extensions, DirectoryOptions options, IReadOnlyList<int> labels)
    {
        string[] paths = [.. Files(directory, extensions, options.FollowLinks)];
        if (labels.Count != paths.Length)
            throw new ArgumentException($"{name}: expected a label for each of {paths.Length} files in {directory}, got {labels.Count}.");
        int[] classes = [.. labels.Distinct().Order()];
        int limit = options.LabelMode == "categorical" ? classes.Length : int.MaxValue;
        if (labels.FirstOrDefault(l => l < 0 || l >= limit, 0) is not 0 and var wrong)
            throw new ArgumentException(
                $"{name}: expected labels {(limit == int.MaxValue ? "of at least 0" : $"from 0 to {limit - 1}, as there are {limit}")}, "
                + $"got {wrong}.");
        return new(paths, [.. labels], [.. classes.Select(c => c.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
    }

    private static DirectoryIndex Inferred(string name, string directory, string[] extensions, DirectoryOptions options)
    {
        string[] found = [.. Directory.EnumerateDirectories(directory).Select(d => Path.GetFileName(d)!)
            .Where(d => !d.StartsWith('.')).Order(StringComparer.Ordinal)];
        string[] classes = options.ClassNames is { } given ? [.. given] : found;
        if (classes.Except(found).FirstOrDefault() is { } missing)
            throw new ArgumentException(
                $"{name}: expected classNames among the subdirectories {string.Join(", ", found)}, got '{missing}'.");
        if (classes.Distinct().Count() < classes.Length)
            throw new ArgumentException($"{name}: expected each of the classNames once, got {string.Join(", ", classes)}.");
        List<string> paths = [];
        List<int> labels = [];
        for (int i = 0; i < classes.Length; i++)
        {
            paths.AddRange(Files(Path.Combine(directory, classes[i]), extensions, options.FollowLinks));
            labels.AddRange(Enumerable.Repeat(i, paths.Count - labels.Count));
        }

        return new([.. paths], [.. labels], classes);
    }

    private static IEnumerable<string> Files(string root, string[] extensions, bool followLinks)
    {
        List<string> directories = [root];
        for (int i = 0; i < directories.Count; i++)
        {
            directories.AddRange(Directory.EnumerateDirectories(directories[i])
                .Where(d => followLinks || !File.GetAttributes(d).HasFlag(FileAttributes.ReparsePoint)));
        }

        return directories.Order(StringComparer.Ordinal).SelectMany(d => Directory.EnumerateFiles(d)
            .Where(f => Array.Exists(extensions, e => f.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal));
    }
}
