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

    private static string Line(History history, int epoch) => FormattableString.Invariant($"{epoch},{history["loss"][epoch]:R},{history["mae"][epoch]:R},NA,NA");
}
