namespace Keras;

/// <summary>
/// Labels, batches, order and validation part of the files of a directory; arguments of Keras's <c>…_dataset_from_directory</c>.
/// </summary>
public sealed record DirectoryOptions
{
    internal const string Both = "both";

    /// <summary>The form of the labels: "int" (default) for int32 indices, "categorical" for one-hot vectors, "binary" for float32
    /// <c>[batch, 1]</c> of two classes, or null for no labels.</summary>
    public string? LabelMode { get; init; } = "int";

    /// <summary>The label of each file in the order of the paths; null (default) for the subdirectory that a file lies in.</summary>
    public IReadOnlyList<int>? Labels { get; init; }

    /// <summary>The subdirectories that are classes, in the order of their indices; null (default) for all in the order of their
    /// names.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>The number of samples in a batch, which is that of <c>Fit</c>. Default: 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Whether the files come in random order, another in each epoch. Default: true; otherwise in that of their paths.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The seed of the orders, which are not those of NumPy; null (default) for others each time.</summary>
    public int? Seed { get; init; }

    /// <summary>The fraction of the files that is held out for validation; null (default) for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no finite number.</exception>
    public double? ValidationSplit
    {
        get;
        init => field = Hyperparameter.Finite(value, nameof(ValidationSplit), nameof(DirectoryOptions));
    }

    /// <summary>The part that is read where there is a <see cref="ValidationSplit"/>: "training", "validation", each with the same seed, or
    /// "both": training, with the other one as its <see cref="DirectoryDataset.Validation"/>.</summary>
    public string? Subset { get; init; }

    /// <summary>Whether links to directories are followed. Default: false.</summary>
    public bool FollowLinks { get; init; }

    internal void Check(string name)
    {
        if (LabelMode is not ("int" or "categorical" or "binary" or null))
            throw new ArgumentException(
                $"{name}: expected the labelMode int, categorical or binary, or null for no labels, got '{LabelMode}'.");
        if (Labels is not null && ClassNames is not null)
            throw new ArgumentException(
                $"{name}: expected classNames or labels, got both; classNames choose among subdirectories.");
        if (LabelMode is null && ClassNames is not null)
            throw new ArgumentException($"{name}: expected no classNames with the labelMode null, as there are no classes; leave one out.");
        Required.AtLeast(name, 1, BatchSize);
        if (ValidationSplit is null != Subset is null)
            throw new ArgumentException(
                $"{name}: expected validationSplit and subset together, got {(Subset is null ? "validationSplit" : "subset")} alone; "
                + "give the other one, too.");
        if (ValidationSplit is not (null or (> 0 and < 1)))
            throw new ArgumentException(FormattableString.Invariant(
                $"{name}: expected a validationSplit between 0 and 1, got {ValidationSplit}."));
        if (Subset is not (null or "training" or "validation" or Both))
            throw new ArgumentException($"{name}: expected the subset training, validation or both, got '{Subset}'.");
        if (ValidationSplit is not null && Shuffle && Seed is null)
            throw new ArgumentException(
                $"{name}: expected a seed, got none; without the same seed for both subsets, a file could be in both.");
    }
}
