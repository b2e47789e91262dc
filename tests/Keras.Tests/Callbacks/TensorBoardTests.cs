using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Keras.Callbacks;
using Keras.Callbacks.TensorBoardEvents;
using Keras.Layers;
using Keras.Tests.Training;
using Xunit;

namespace Keras.Tests.Callbacks;

/// <summary>The event files, read back record by record; the real TensorBoard reads them in <c>tests/Interop</c>.</summary>
public sealed class TensorBoardTests : IDisposable
{
    private readonly string logs = Directory.CreateTempSubdirectory("tensorboard").FullName;

    public void Dispose() => Directory.Delete(logs, recursive: true);

    [Fact]
    public void Metrics_of_epochs_are_scalars_under_the_tags_of_Keras()
    {
        using Sequential model = Toy.Linear();
        History history = model.Fit(Toy.X, Toy.Y, Toy.Silent(3, 4, new TensorBoard(logs)) with { ValidationData = (Toy.X, Toy.Y) });

        Dictionary<string, float[]> train = Scalars("train"), validation = Scalars("validation");
        Assert.Equal(["epoch_learning_rate", "epoch_loss", "epoch_mae"], train.Keys.Order());
        Assert.Equal(["epoch_loss", "epoch_mae", "evaluation_loss_vs_iterations", "evaluation_mae_vs_iterations"], validation.Keys.Order());
        Assert.Equal(history["loss"].Select(v => (float)v), train["epoch_loss"]);
        Assert.Equal(history["val_mae"].Select(v => (float)v), validation["epoch_mae"]);
        Assert.Equal([3L, 6, 9], Events("validation")
            .Where(e => e.Summary?.Value[0].Tag == "evaluation_loss_vs_iterations").Select(e => e.Step));
    }

    [Fact]
    public void Files_begin_with_their_version_and_every_checksum_is_right()
    {
        using Sequential model = Toy.Linear();
        model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, new TensorBoard(logs)));
        Assert.Equal("brain.Event:2", Events("train")[0].FileVersion);
        // Known answers of the format: CRC-32C of "123456789" is e3069283.
        Assert.Equal(unchecked(((0xe3069283u >> 15) | (0xe3069283u << 17)) + 0xa282ead8), RecordWriter.MaskedChecksum("123456789"u8));
    }

    [Fact]
    public void The_model_is_written_as_Keras_describes_it_and_as_a_graph()
    {
        using Sequential model = Toy.Linear();
        model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, new TensorBoard(logs)));
        Event[] events = Events("train");
        Summary.Types.Value described = events.Single(e => e.Summary?.Value[0].Tag == "keras").Summary.Value[0];
        Assert.Equal(("graph_keras_model", "1"),
            (described.Metadata.PluginData.PluginName, described.Metadata.PluginData.Content.ToStringUtf8()));
        Assert.Equal(model.ToJson(), described.Tensor.StringVal[0].ToStringUtf8());
        Assert.Contains("MatMul", events.Single(e => e.WhatCase == Event.WhatOneofCase.GraphDef).GraphDef.ToStringUtf8(),
            StringComparison.Ordinal);

        using TemporaryLogs other = new();
        model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, new TensorBoard(other.Path) { WriteGraph = false }));
        Assert.DoesNotContain(Read(other.Path, "train"), e => e.WhatCase == Event.WhatOneofCase.GraphDef);
    }

    [Theory]
    [InlineData(1, new long[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(2, new long[] { 2, 4, 6 })]
    [InlineData(4, new long[] { 4 })]
    public void Running_metrics_are_entered_every_so_many_batches_of_the_whole_run(int frequency, long[] expected)
    {
        using Sequential model = Toy.Linear();
        model.Fit(Toy.X, Toy.Y, Toy.Silent(2, 4, new TensorBoard(logs) { UpdateFrequency = frequency, WriteStepsPerSecond = true }));
        foreach (string tag in (string[])["batch_loss", "batch_mae", "batch_steps_per_second"])
            Assert.Equal(expected, Events("train").Where(e => e.Summary?.Value[0].Tag == tag).Select(e => e.Step));
        Assert.Equal(2, Scalars("train")["epoch_steps_per_second"].Length);
    }

    [Fact]
    public void Weights_are_histograms_and_pictures()
    {
        using Sequential model = new(new Dense(3) { InputShape = [2], Name = "d" });
        model.Compile("sgd", "mse");
        model.Fit(Toy.X, Toy.Rows(10, 3), Toy.Silent(3, 4, new TensorBoard(logs) { HistogramFrequency = 2, WriteImages = true }));
        Event[] events = Events("train");
        Summary.Types.Value[] histograms = [.. events.Where(
            e => e.Summary?.Value[0].Tag.EndsWith("kernel/histogram", StringComparison.Ordinal) == true).Select(e => e.Summary.Value[0])];
        Assert.Equal(2, histograms.Length);
        double[] buckets = MemoryMarshal.Cast<byte, double>(histograms[1].Tensor.TensorContent.Span).ToArray();
        Assert.Equal(90, buckets.Length);
        Assert.Equal(6, Enumerable.Range(0, 30).Sum(i => buckets[(i * 3) + 2]));
        float[] values = [.. Toy.Values(model)[..6].Order()];
        Assert.Equal(((double)values[0], (double)values[^1]), (buckets[0], buckets[^2]));
        Summary.Types.Value picture =
            events.First(e => e.Summary?.Value[0].Tag.EndsWith("kernel/image", StringComparison.Ordinal) == true).Summary.Value[0];
        Assert.Equal(["3", "2"], picture.Tensor.StringVal.Take(2).Select(s => s.ToStringUtf8()));
        Assert.Equal(0x89504e47u, BinaryPrimitives.ReadUInt32BigEndian(picture.Tensor.StringVal[2].Span));
    }

    [Fact]
    public void A_histogram_of_one_value_or_none_is_that_of_TensorFlow()
    {
        double[] one = HistogramBuckets.Of([2, 2, 2]);
        Assert.Equal((2, 2, 3), (one[^3], one[^2], one[^1]));
        Assert.Equal(3, Enumerable.Range(0, 30).Sum(i => one[(i * 3) + 2]));
        Assert.All(HistogramBuckets.Of([float.NaN]), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Wrong_arguments_are_told_before_training()
    {
        using Sequential model = Toy.Linear();
        Assert.Throws<ArgumentException>(() => new TensorBoard(""));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, new TensorBoard(logs) { UpdateFrequency = 0 })));
        TensorBoard named = new(logs)
        {
            EmbeddingsFrequency = 1,
            EmbeddingsMetadata = new Dictionary<string, string> { ["words"] = "words.tsv" }
        };
        var error = Assert.Throws<ArgumentException>(() => model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, named)));
        Assert.Contains("'words'", error.Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(logs, "file"), "");
        Assert.ThrowsAny<IOException>(() => model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, new TensorBoard(Path.Combine(logs, "file")))));
    }

    private Event[] Events(string name) => Read(logs, name);

    private Dictionary<string, float[]> Scalars(string name) => Events(name)
        .Where(e => e.Summary?.Value[0].Metadata.PluginData.PluginName == "scalars")
        .GroupBy(e => e.Summary.Value[0].Tag)
        .ToDictionary(g => g.Key, g => g.Select(e => e.Summary.Value[0].Tensor.FloatVal[0]).ToArray());

    private static Event[] Read(string logs, string name)
    {
        ReadOnlySpan<byte> file = File.ReadAllBytes(Directory.GetFiles(Path.Combine(logs, name)).Single());
        List<Event> events = [];
        while (file.Length > 0)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
            Assert.Equal(RecordWriter.MaskedChecksum(file[..8]), BinaryPrimitives.ReadUInt32LittleEndian(file[8..]));
            ReadOnlySpan<byte> record = file.Slice(12, length);
            Assert.Equal(RecordWriter.MaskedChecksum(record), BinaryPrimitives.ReadUInt32LittleEndian(file[(12 + length)..]));
            events.Add(Event.Parser.ParseFrom(record));
            file = file[(length + 16)..];
        }

        return [.. events];
    }

    private sealed class TemporaryLogs : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("tensorboard").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
