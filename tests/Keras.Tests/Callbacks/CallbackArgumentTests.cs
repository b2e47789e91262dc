using Keras.Callbacks;
using Xunit;

namespace Keras.Tests.Callbacks;

/// <summary>What callbacks refuse, they refuse when they are made.</summary>
public sealed class CallbackArgumentTests
{
    public static readonly TheoryData<string, Func<object>, string> OutOfRange = new()
    {
        { "patience", () => new EarlyStopping { Patience = -1 }, "EarlyStopping: expected Patience of at least 0, got -1." },
        { "a start", () => new EarlyStopping { StartFromEpoch = -1 }, "EarlyStopping: expected StartFromEpoch of at least 0, got -1." },
        {
            "patience of a plateau", () => new ReduceLROnPlateau { Patience = -2 },
            "ReduceLROnPlateau: expected Patience of at least 0, got -2."
        },
        { "a cooldown", () => new ReduceLROnPlateau { Cooldown = -1 }, "ReduceLROnPlateau: expected Cooldown of at least 0, got -1." },
        {
            "a least rate", () => new ReduceLROnPlateau { MinLearningRate = -0.5 },
            "ReduceLROnPlateau: expected a finite number of at least 0 as MinLearningRate, got -0.5."
        },
        {
            "batches between checkpoints", () => new ModelCheckpoint("a.keras") { SaveFrequency = 0 },
            "ModelCheckpoint: expected SaveFrequency of at least 1, got 0."
        },
        {
            "batches between backups", () => new BackupAndRestore("backup") { SaveFrequency = 0 },
            "BackupAndRestore: expected SaveFrequency of at least 1, got 0."
        },
        {
            "histograms", () => new TensorBoard { HistogramFrequency = -1 },
            "TensorBoard: expected HistogramFrequency of at least 0, got -1."
        },
        {
            "embeddings", () => new TensorBoard { EmbeddingsFrequency = -1 },
            "TensorBoard: expected EmbeddingsFrequency of at least 0, got -1."
        },
        { "updates", () => new TensorBoard { UpdateFrequency = 0 }, "TensorBoard: expected UpdateFrequency of at least 1, got 0." },
    };

    public static readonly TheoryData<string, Func<object>> Modes = new()
    {
        { nameof(EarlyStopping), () => new EarlyStopping { Mode = "up" } },
        { nameof(ReduceLROnPlateau), () => new ReduceLROnPlateau { Mode = "up" } },
        { nameof(ModelCheckpoint), () => new ModelCheckpoint("a.keras") { Mode = "up" } },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void An_argument_out_of_range_is_refused(string kind, Func<object> create, string message)
    {
        Assert.NotEmpty(kind);
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(create).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_mode_is_one_of_those_of_Keras(string callback, Func<object> create)
    {
        Assert.NotEmpty(callback);
        UnknownNameException error = Assert.Throws<UnknownNameException>(create);
        Assert.Contains("mode 'up'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_separator_has_a_character() => Assert.Throws<ArgumentException>(() => new CsvLogger("log.csv") { Separator = "" });
}
