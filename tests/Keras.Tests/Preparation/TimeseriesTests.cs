using Keras.Layers;
using Keras.Pipelines;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preparation;

/// <summary>Sequences of a time series, as Keras's own tests of <c>timeseries_dataset_from_array</c> have them.</summary>
public sealed class TimeseriesTests
{
    private static readonly int[] Steps = [.. Enumerable.Range(0, 100)];
    private static readonly int[] Doubled = [.. Enumerable.Range(0, 100).Select(i => 2 * i)];

    public static TheoryData<string, Func<object>, string> Misuse => new()
    {
        { "start", () => Cut(10, startIndex: -1), "expected a startIndex below the 10 rows of the data, got -1" },
        { "start behind", () => Cut(10, startIndex: 11), "expected a startIndex below the 10 rows of the data, got 11" },
        { "end", () => Cut(10, endIndex: -1), "expected an endIndex above 0 and up to the 10 rows, got -1" },
        { "end behind", () => Cut(10, endIndex: 11), "expected an endIndex above 0 and up to the 10 rows, got 11" },
        { "rate", () => Cut(10, samplingRate: 0), "expected samplingRate of at least 1, got 0" },
        { "stride", () => Cut(10, sequenceStride: 0), "expected sequenceStride of at least 1, got 0" },
        { "rows", () => Cut(2), "expected rows for at least one sequence of 3 time steps 1 apart, got rows 0 to 2" },
    };

    // The number of batches, the number of sequences in the last, and the first, second and last time step of the second batch's first.
    [Theory]
    [InlineData(1, 1, null, null, 19, 2, new[] { 5, 6, 13 })]
    [InlineData(2, 1, null, null, 17, 4, new[] { 5, 7, 21 })]
    [InlineData(1, 3, null, null, 7, 1, new[] { 15, 16, 23 })]
    [InlineData(2, 3, 10, 90, 5, 2, new[] { 25, 27, 41 })]
    public void Sequences_begin_a_stride_apart_and_have_the_target_of_their_first_time_step(
        int rate, int stride, int? start, int? end, int batches, int last, int[] second)
    {
        (int[] X, Shape Shape, int[] Y)[] all = Read(Keras.Utils.TimeseriesDatasetFromArray(
            Steps, Doubled, 9, sequenceStride: stride, samplingRate: rate, batchSize: 5, startIndex: start, endIndex: end));
        Assert.Equal((batches, last), (all.Length, (int)all[^1].Shape[0]));
        Assert.Equal(second, new[] { all[1].X[0], all[1].X[1], all[1].X[8] });
        Assert.All(all, b => Assert.Equal(b.X.Chunk(9).Select(s => 2 * s[0]), b.Y));
        Assert.All(all[..^1], b => Assert.Equal([5, 9], b.Shape));
    }

    [Fact]
    public void Orders_differ_by_epoch_and_follow_from_the_seed()
    {
        Dataset First() => Keras.Utils.TimeseriesDatasetFromArray(Steps, Doubled, 5, batchSize: 1, shuffle: true, seed: 3);
        Dataset dataset = First();
        int[] one = [.. Read(dataset).Select(b => b.X[0])], two = [.. Read(dataset).Select(b => b.X[0])];
        Assert.NotEqual(one, two);
        Assert.Equal(Enumerable.Range(0, 96), one.Order());
        Assert.Equal(one, Read(First()).Select(b => b.X[0]));
    }

    [Fact]
    public void A_model_trains_on_them_without_targets_too_few_rows_are_told()
    {
        float[,] series = new float[20, 2];
        using Sequential model = new(new GRU(2) { InputShape = [4, 2] }, new Dense(1));
        model.Compile("sgd", "mse");
        Dataset rows = Keras.Utils.TimeseriesDatasetFromArray(series, new float[17], 4, batchSize: 8);
        Assert.Single(model.Fit(rows, epochs: 1, verbose: Verbosity.Silent)["loss"]);
        using Tensor predicted = model.Predict(Keras.Utils.TimeseriesDatasetFromArray(series, null, 4, batchSize: 8));
        Assert.Equal([17, 1], predicted.Shape);
    }

    [Theory]
    [MemberData(nameof(Misuse))]
    public void Misuse_is_told(string name, Func<object> cut, string message)
    {
        Assert.NotEmpty(name);
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(cut).Message, StringComparison.Ordinal);
    }

    private static Dataset Cut(int rows, int sequenceStride = 1, int samplingRate = 1, int? startIndex = null, int? endIndex = null) =>
        Keras.Utils.TimeseriesDatasetFromArray(
            new float[rows], null, 3, sequenceStride, samplingRate, 5, startIndex: startIndex, endIndex: endIndex);

    private static (int[] X, Shape Shape, int[] Y)[] Read(Dataset dataset)
    {
        List<(int[] X, Shape Shape, int[] Y)> read = [];
        foreach (Batch batch in ((BatchDataset)dataset).Batches)
        {
            using Tensor x = batch.X.ToTensor(), y = batch.Y!.ToTensor();
            read.Add((x.ToArray<int>(), x.Shape, y.ToArray<int>()));
        }

        return [.. read];
    }
}
