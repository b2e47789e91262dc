using Keras.Pipelines;

namespace Keras;

/// <content>Datasets in two parts.</content>
public static partial class Utils
{
    /// <summary>
    /// Divides a dataset into a left and a right part, as for training and validation (<c>keras.utils.split_dataset</c>).
    /// </summary>
    /// <param name="dataset">The dataset, whose tensors must live as long as its parts; a stream is read to its end and held in memory.
    /// Functions of <c>Map</c> go with both parts.</param>
    /// <param name="leftSize">The first samples: their number (<c>800</c>) or fraction (<c>0.8</c>); null (default) for those that are
    /// not right.</param>
    /// <param name="rightSize">The last samples; null (default) for those that are not left. Where both sizes are less than the whole,
    /// the samples in between are in no part.</param>
    /// <param name="shuffle">Whether the samples are put into a random order before. Default: false.</param>
    /// <param name="seed">The seed of that order, which is not that of Python's <c>random.shuffle</c>; null (default) for
    /// another each time.</param>
    /// <returns>The two parts.</returns>
    /// <exception cref="ArgumentException">There is no size, the sizes exceed the dataset, or a part would be empty.</exception>
    /// <example>
    /// <code>
    /// float[,] x = new float[10, 2];
    /// int[] y = new int[10];
    /// (Dataset train, Dataset validation) = Utils.SplitDataset((x, y), leftSize: 0.8, shuffle: true, seed: 1);
    /// </code>
    /// </example>
    public static (Dataset Left, Dataset Right) SplitDataset(
        Dataset dataset, SplitSize? leftSize = null, SplitSize? rightSize = null, bool shuffle = false, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (leftSize is null && rightSize is null)
            throw new ArgumentException("SplitDataset: expected the size of the left or the right part, got neither.", nameof(leftSize));
        Batch rows = dataset is BatchDataset stream ? DataRows.Join([.. stream.Batches]) : ((TensorDataset)dataset).Rows;
        int count = checked((int)rows.X.Count);
        (int left, int right) = Sizes(leftSize, rightSize, count);
        int[] order = [.. Enumerable.Range(0, count)];
        if (shuffle)
            (seed is { } given ? new Random(given) : new Random()).Shuffle(order);
        return (Part(order[..left]), Part(order[^right..]));

        Dataset Part(int[] taken) => new TensorDataset(DataRows.Take(rows, taken), dataset.Transforms);
    }

    private static (int Left, int Right) Sizes(SplitSize? leftSize, SplitSize? rightSize, int count)
    {
        int left = leftSize?.Of(count) ?? count - rightSize!.Value.Of(count);
        int right = rightSize?.Of(count) ?? count - left;
        return left > 0 && right > 0 && (long)left + right <= count
            ? (left, right)
            : throw new ArgumentException(
                $"SplitDataset: expected two parts of at least one of {count} samples, got {Math.Max(0, left)} (left size "
                + $"{leftSize?.ToString() ?? "none"}) and {Math.Max(0, right)} (right size {rightSize?.ToString() ?? "none"}).");
    }
}
