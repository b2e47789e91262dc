using Xunit;

namespace Examples.Tests;

/// <summary>The example that draws every kind of plot.</summary>
public class PlotsTests
{
    [Fact]
    public void Every_kind_of_plot_is_drawn()
    {
        string directory = Directory.CreateTempSubdirectory("plots").FullName;
        try
        {
            Finished run = Example.RunNamed("Plots", directory);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            string[] expected =
            [
                "boxes.png", "confusion-matrix.png", "curves.png", "images.png", "masks.png", "model.dot", "model.png", "model.svg",
                "precision-recall.png", "roc.png", "weights.png",
            ];
            Assert.Equal(expected, Directory.GetFiles(directory).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            Assert.Equal(expected.Length, run.Output.Split('\n').Count(l => l.Contains(" KiB", StringComparison.Ordinal)));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
