using Keras.Pipelines;

namespace Keras;

/// <content>Sequences cut out of a time series.</content>
public static partial class Utils
{
    /// <summary>
    /// Cuts sequences of a fixed length out of a time series (<c>keras.utils.timeseries_dataset_from_array</c>). Batches are cut while they
    /// are needed, so that the sequences never lie in memory at once.
    /// </summary>
    /// <param name="data">The series, a time step a row, of any type but strings; it is read while the dataset is.</param>
    /// <param name="targets">For each time step, the target of the sequence that begins there; null for none. Shift them to forecast:
    /// <c>data</c> without the last rows, targets from the first that is to be forecast.</param>
    /// <param name="sequenceLength">The number of time steps in a sequence.</param>
    /// <param name="sequenceStride">The distance of successive sequences' beginnings. Default: 1.</param>
    /// <param name="samplingRate">The distance of successive time steps in a sequence. Default: 1.</param>
    /// <param name="batchSize">The number of sequences in a batch, which is that of <c>Fit</c>. Default: 128.</param>
    /// <param name="shuffle">Whether the sequences come in random order, another in each epoch. Default: false, in that of time.</param>
    /// <param name="seed">The seed of the orders, which are not those of NumPy; null (default) for others each time.</param>
    /// <param name="startIndex">The first row that is used; null (default) for the first.</param>
    /// <param name="endIndex">The row behind the last that is used; null (default) for all that are left.</param>
    /// <returns>Batches of <c>[batch, sequenceLength, …]</c> and, with targets, theirs.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive, or a row is not among the data.</exception>
    /// <exception cref="ArgumentException">The rows used are too few for one sequence.</exception>
    /// <example>
    /// <code>
    /// float[,] weather = new float[1000, 7];
    /// float[] temperatures = new float[1000];
    /// // Six days of hours; the temperature 12 hours after the last of them.
    /// Dataset hours = Utils.TimeseriesDatasetFromArray(weather, temperatures[(143 + 12)..], sequenceLength: 144, batchSize: 256);
    /// </code>
    /// </example>
    public static Dataset TimeseriesDatasetFromArray(
        Data data,
        Data? targets,
        int sequenceLength,
        int sequenceStride = 1,
        int samplingRate = 1,
        int batchSize = 128,
        bool shuffle = false,
        int? seed = null,
        int? startIndex = null,
        int? endIndex = null)
    {
        const string name = "TimeseriesDatasetFromArray";
        ArgumentNullException.ThrowIfNull(data);
        Required.AtLeast(name, 1, sequenceLength);
        Required.AtLeast(name, 1, sequenceStride);
        Required.AtLeast(name, 1, samplingRate);
        Required.AtLeast(name, 1, batchSize);
        (int first, int end) = (startIndex ?? 0, endIndex ?? checked((int)data.Count));
        if (first < 0 || first >= data.Count)
            throw new ArgumentOutOfRangeException(
                nameof(startIndex), first, $"{name}: expected a startIndex below the {data.Count} rows of the data, got {first}.");
        if (end <= first || end > data.Count)
            throw new ArgumentOutOfRangeException(
                nameof(endIndex), end, $"{name}: expected an endIndex above {first} and up to the {data.Count} rows, got {end}.");
        long beginnings = end - first - ((long)(sequenceLength - 1) * samplingRate);
        if (targets is not null)
            beginnings = Math.Min(beginnings, Math.Min(targets.Count, end) - first);
        if (beginnings < 1)
            throw new ArgumentException(
                $"{name}: expected rows for at least one sequence of {sequenceLength} time steps {samplingRate} apart"
                + $"{(targets is null ? "" : " and its target")}, got rows {first} to {end}; take more rows or shorter sequences.",
                nameof(data));
        int[] starts = [.. Enumerable.Range(0, (int)((beginnings + sequenceStride - 1) / sequenceStride))
            .Select(i => first + (i * sequenceStride))];
        return new BatchDataset(new TimeseriesBatches(data, targets, starts, sequenceLength, samplingRate, batchSize)
        {
            Order = shuffle ? seed is { } given ? new Random(given) : new Random() : null,
        }, []);
    }
}
