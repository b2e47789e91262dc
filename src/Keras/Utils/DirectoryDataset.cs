namespace Keras;

/// <summary>A dataset of the files in a directory, which is taken wherever a <see cref="Dataset"/> is.</summary>
/// <param name="Dataset">The batches, read anew in each epoch.</param>
/// <param name="ClassNames">The names of the classes, in the order of their indices; null without labels.</param>
/// <param name="FilePaths">The files in the order in which they were found, or in the first random order.</param>
public sealed record DirectoryDataset(Dataset Dataset, IReadOnlyList<string>? ClassNames, IReadOnlyList<string> FilePaths)
{
    /// <summary>The part for validation, where the <see cref="DirectoryOptions.Subset"/> is "both"; null otherwise.</summary>
    public DirectoryDataset? Validation { get; init; }

    /// <summary>Makes the dataset of the options, or that of training with the one of validation, where they want both.</summary>
    internal static DirectoryDataset Create(DirectoryOptions options, Func<DirectoryOptions, DirectoryDataset> part) =>
        options.Subset == DirectoryOptions.Both
            ? part(options with { Subset = "training" }) with { Validation = part(options with { Subset = "validation" }) }
            : part(options);

    /// <summary>The batches.</summary>
    /// <param name="files">The dataset of files.</param>
    public static implicit operator Dataset(DirectoryDataset files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return files.Dataset;
    }

    /// <inheritdoc cref="op_Implicit(DirectoryDataset)"/>
    public Dataset ToDataset() => Dataset;
}
