using System.Globalization;
using Keras.Callbacks;
using Xunit;

namespace Keras.Tests.Training;

public sealed class ModelCheckpointTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("checkpoints");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void After_each_epoch_the_whole_model_is_saved_and_trains_on()
    {
        using Sequential model = Toy.Linear();
        model.Fit(Toy.X, Toy.Y, Toy.Silent(2, 4, new ModelCheckpoint(In("{epoch}.keras"))));
        Assert.Equal(["1.keras", "2.keras"], Files());
        using Model first = Model.Load(In("1.keras"));
        first.Fit(Toy.X, Toy.Y, Toy.Silent());
        Assert.Equal(Toy.Values(model), Toy.Values(first));
    }

    [Fact]
    public void Only_the_best_stays()
    {
        using Sequential model = Toy.Linear();
        double[] losses = [3, 1, 2, 1];
        List<float[]> weights = [];
        Callback given = Callback.OnEpochEnd((epoch, logs) =>
        {
            logs["loss"] = losses[epoch];
            weights.Add(Toy.Values(model));
        });
        ModelCheckpoint checkpoint = new(In("best.keras")) { Monitor = "loss", SaveBestOnly = true };
        model.Fit(Toy.X, Toy.Y, Toy.Silent(4, 4, given, checkpoint));
        using Model best = Model.Load(In("best.keras"));
        Assert.Equal(weights[1], Toy.Values(best));
        Assert.Equal(1, checkpoint.Best);
        Assert.Equal(["best.keras"], Files());
    }

    [Fact]
    public void What_must_be_beaten_can_be_given()
    {
        using Sequential model = Toy.Linear();
        ModelCheckpoint checkpoint = new(In("best.keras")) { Monitor = "loss", SaveBestOnly = true, InitialValueThreshold = 1e-9 };
        model.Fit(Toy.X, Toy.Y, Toy.Silent(2, 4, checkpoint));
        Assert.Empty(Files());
    }

    [Fact]
    public void Weights_alone_go_with_the_state_of_the_optimizer()
    {
        using Sequential model = Toy.Linear(), other = Toy.Linear();
        model.Fit(Toy.X, Toy.Y, Toy.Silent(3, 4, new ModelCheckpoint(In("last.weights.h5")) { SaveWeightsOnly = true }));
        other.LoadWeights(In("last.weights.h5"));
        Assert.Equal(Toy.Values(model), Toy.Values(other));
        Assert.Equal(9, other.Optimizer.IterationCount);
    }

    [Theory]
    [InlineData(1, 2, new[] { "1-2", "2-1", "2-3" })]
    [InlineData(2, 2, new[] { "1-2", "1-4", "2-2", "2-4" })]
    [InlineData(1, 4, new[] { "2-1" })]
    public void Batches_are_counted_over_epochs_as_Keras_does(int stepsPerExecution, int frequency, string[] expected)
    {
        using Sequential model = Toy.Linear(stepsPerExecution);
        model.Fit(Toy.X, Toy.Y, Toy.Silent(2, 4, new ModelCheckpoint(In("{epoch}-{batch}.keras")) { SaveFrequency = frequency }));
        Assert.Equal(expected.Select(n => n + ".keras"), Files());
    }

    [Fact]
    public void A_number_that_is_not_logged_saves_every_time_and_says_so()
    {
        using Sequential model = Toy.Linear();
        History history = model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, new ModelCheckpoint(In("best.keras")) { SaveBestOnly = true }));
        Assert.Contains("monitors 'val_loss', which is not in the logs", Assert.Single(history.Warnings), StringComparison.Ordinal);
        Assert.Equal(["best.keras"], Files());
    }

    [Fact]
    public void Misuse_is_told_before_training()
    {
        using Sequential model = Toy.Linear();
        float[] before = Toy.Values(model);
        Assert.Contains(".weights.h5, got 'a.keras'", Refused(new("a.keras") { SaveWeightsOnly = true }), StringComparison.Ordinal);
        Assert.Contains(".keras (or .h5 or .hdf5), got 'a.weights.h5'", Refused(new("a.weights.h5")), StringComparison.Ordinal);
        Assert.Contains(".keras (or .h5 or .hdf5), got 'a.tf'", Refused(new("a.tf")), StringComparison.Ordinal);
        Assert.Equal(before, Toy.Values(model));

        string Refused(ModelCheckpoint checkpoint) =>
            Assert.ThrowsAny<ArgumentException>(() => model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, checkpoint))).Message;
    }

    [Fact]
    public void A_path_that_cannot_be_written_is_told_before_training()
    {
        using Sequential model = Toy.Linear();
        float[] before = Toy.Values(model);
        File.WriteAllText(In("file"), "");
        Assert.Contains("cannot be made", Refused("file/a.keras"), StringComparison.Ordinal);
        Assert.Contains("cannot be made", Refused("file/{epoch}.keras"), StringComparison.Ordinal);
        Directory.CreateDirectory(In("a.keras"));
        Assert.Contains("got a directory", Refused("a.keras"), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            File.WriteAllText(In("old.keras"), "");
            File.SetUnixFileMode(In("old.keras"), UnixFileMode.UserRead);
            Assert.Contains("is read-only", Refused("old.keras"), StringComparison.Ordinal);
        }

        Assert.Equal(before, Toy.Values(model));
        Assert.All(Directory.EnumerateFileSystemEntries(folder.FullName),
            e => Assert.Contains(Path.GetFileName(e), (string[])["file", "a.keras", "old.keras"]));

        string Refused(string name) =>
            Assert.ThrowsAny<IOException>(() => model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, new ModelCheckpoint(In(name))))).Message;
    }

    [Fact]
    public void Directories_are_made_and_the_older_form_has_both_its_endings()
    {
        using Sequential model = Toy.Linear();
        model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, new ModelCheckpoint(In("a/{epoch}/m.hdf5")), new ModelCheckpoint(In("b/c/m.h5"))));
        using Model one = Model.Load(In("a/1/m.hdf5")), other = Model.Load(In("b/c/m.h5"));
        Assert.Equal(Toy.Values(one), Toy.Values(other));
    }

    [Fact]
    public void The_number_of_the_batch_is_refused_where_epochs_are_saved()
    {
        using Sequential model = Toy.Linear();
        ArgumentException error =
            Assert.Throws<ArgumentException>(() => model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, new ModelCheckpoint(In("{batch}.keras")))));
        Assert.Contains("only where SaveFrequency is set", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{epoch:03}-{val_loss:.4}.keras", "007-0.1251.keras")]
    [InlineData("{epoch:02d}-{val_loss:.2f}.keras", "07-0.13.keras")]
    [InlineData("{epoch:d}_{batch:03d}_{val_loss:.1e}.keras", "7_012_1.3e-01.keras")]
    [InlineData("plain.keras", "plain.keras")]
    public void Paths_have_numbers_in_them(string pattern, string expected)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            german.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = german;
            Assert.Equal(expected, new FilePattern(pattern).Format(6, 11, new() { ["val_loss"] = 0.1251 }));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_path_with_a_number_that_is_not_logged_is_refused()
    {
        KeyNotFoundException error =
            Assert.Throws<KeyNotFoundException>(() => new FilePattern("{mape}.keras").Format(0, null, new() { ["loss"] = 1 }));
        Assert.Contains("needs 'mape', which is not logged; there are 'epoch', 'loss'.", error.Message, StringComparison.Ordinal);
    }

    private string In(string name) => Path.Combine(folder.FullName, name);

    private IEnumerable<string> Files() => folder.EnumerateFiles().Select(f => f.Name).Order(StringComparer.Ordinal);
}
