using Keras.Callbacks;
using Xunit;

namespace Keras.Tests.Training;

public sealed class CsvLoggerTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void A_line_for_each_epoch()
    {
        using Sequential model = Toy.Linear();
        History history = model.Fit(Toy.X, Toy.Y, Toy.Silent(2, 4, new CsvLogger(path)));
        Assert.Equal(
            ["epoch,loss,mae,val_loss,val_mae", Line(history, 0), Line(history, 1)],
            File.ReadAllLines(path));
    }

    [Fact]
    public void Training_that_goes_on_adds_lines()
    {
        using Sequential model = Toy.Linear();
        CsvLogger log = new(path) { Append = true, Separator = ";" };
        model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, log));
        model.Fit(Toy.X, Toy.Y, Toy.Silent(2, 4, log) with { InitialEpoch = 1 });
        Assert.Equal(["epoch", "0", "1"], File.ReadAllLines(path).Select(l => l.Split(';')[0]));
    }

    [Fact]
    public void Validation_now_and_then_leaves_gaps()
    {
        using Sequential model = Toy.Linear();
        model.Fit(Toy.X, Toy.Y, Toy.Silent(2, 4, new CsvLogger(path)) with { ValidationData = (Toy.X, Toy.Y), ValidationFrequency = 2 });
        string[][] lines = [.. File.ReadAllLines(path).Select(l => l.Split(','))];
        Assert.Equal(["epoch", "loss", "mae", "val_loss", "val_mae"], lines[0]);
        Assert.Equal(["NA", "NA"], lines[1][3..]);
        Assert.DoesNotContain("NA", lines[2]);
    }

    [Fact]
    public void Values_go_under_the_headings_that_the_file_has()
    {
        File.WriteAllText(path, "epoch,mae,other,loss\n0,1,2,3\n");
        using Sequential model = Toy.Linear();
        History history = model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, new CsvLogger(path) { Append = true }));
        string[][] lines = [.. File.ReadAllLines(path).Select(l => l.Split(','))];
        Assert.Equal(["epoch", "mae", "other", "loss", "val_loss", "val_mae"], lines[0]);
        Assert.Equal(["0", "1", "2", "3", "NA", "NA"], lines[1]);
        Assert.Equal(FormattableString.Invariant($"0,{history["mae"][0]:R},NA,{history["loss"][0]:R},NA,NA").Split(','), lines[2]);
    }

    [Theory]
    [InlineData("some text that is no log\n")]
    [InlineData("a,b\n1,2\n")]
    [InlineData("epoch,loss\n0,1,2,3\n")]
    [InlineData("epoch,loss,loss\n0,1,2\n")]
    public void A_file_that_is_no_log_is_told_before_training_and_stays(string content)
    {
        File.WriteAllText(path, content);
        using Sequential model = Toy.Linear();
        float[] before = Toy.Values(model);
        IOException error = Assert.Throws<IOException>(
            () => model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, new CsvLogger(path) { Append = true })));
        Assert.Contains($"expected '{path}' to be a log", error.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(path));
        Assert.Equal(before, Toy.Values(model));
    }

    [Fact]
    public void A_line_that_a_killed_process_left_unfinished_stays_a_line_of_its_own()
    {
        File.WriteAllText(path, "epoch,loss,mae,val_loss,val_mae\n0,1,2,NA,NA\n1,0.");
        using Sequential model = Toy.Linear();
        model.Fit(Toy.X, Toy.Y, Toy.Silent(3, 4, new CsvLogger(path) { Append = true }) with { InitialEpoch = 2 });
        string[] lines = File.ReadAllLines(path);
        Assert.Equal(["epoch,loss,mae,val_loss,val_mae", "0,1,2,NA,NA", "1,0.,NA,NA,NA"], lines[..3]);
        Assert.StartsWith("2,", Assert.Single(lines[3..]), StringComparison.Ordinal);
    }

    [Fact]
    public void Directories_are_made_and_one_that_cannot_be_is_told_before_training()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("logs");
        try
        {
            using Sequential model = Toy.Linear();
            string inside = Path.Combine(folder.FullName, "a", "b", "log.csv");
            model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, new CsvLogger(inside)));
            Assert.Equal(2, File.ReadAllLines(inside).Length);
            float[] before = Toy.Values(model);
            IOException error = Assert.Throws<IOException>(
                () => model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, new CsvLogger(Path.Combine(inside, "log.csv")))));
            Assert.Contains("cannot be made", error.Message, StringComparison.Ordinal);
            Assert.Equal(before, Toy.Values(model));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Line(History history, int epoch) =>
        FormattableString.Invariant($"{epoch},{history["loss"][epoch]:R},{history["mae"][epoch]:R},NA,NA");
}
