using System.Text;
using Keras.Layers;
using ScottPlot.Plottables;
using SkiaSharp;
using Xunit;

namespace Keras.Plotting.Tests;

/// <summary>Charts: their curves, and pictures that are not blank.</summary>
public sealed class PlotTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("keras-plotting").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void A_history_has_a_chart_for_each_metric_with_curves_of_training_and_validation()
    {
        using Sequential model = new(new Dense(1) { InputShape = [2] });
        model.Compile("sgd", "mse", ["mae"], jitCompile: JitCompile.Off);
        History history = model.Fit(
            new float[40, 2], new float[40, 1], new FitOptions { Epochs = 4, ValidationSplit = 0.2, Verbose = Verbosity.Silent });

        Picture picture = history.Plot(At("curves.png"));

        Assert.Equal(2, picture.Charts.Count);
        Assert.All(picture.Charts, c => Assert.Equal(["training", "validation"], c.GetPlottables<Scatter>().Select(s => s.LegendText)));
        Assert.Equal(history["loss"], picture.Charts[0].GetPlottables<Scatter>().First().Data.GetScatterPoints().Select(p => p.Y));
        RequirePicture(At("curves.png"), 1040, 380);
        Assert.Contains("no finished epoch", Assert.Throws<InvalidOperationException>(() => new History().Plot()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_confusion_matrix_has_a_cell_for_each_pair_of_classes()
    {
        Picture picture = Plots.ConfusionMatrix(
            new[] { 0, 1, 2, 2, 1 }, new float[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 }, { 0, 1, 0 }, { 0, 1, 0 } },
                ["ant", "bee", "cat"], At("c.png"));

        ScottPlot.Plot chart = Assert.Single(picture.Charts);
        Assert.Equal(9, chart.GetPlottables<Rectangle>().Count());
        Assert.Equal(["1", "0", "0", "0", "2", "0", "0", "1", "1"], chart.GetPlottables<Text>().Select(t => t.LabelText));
        RequirePicture(At("c.png"), 520, 520);
        Assert.Equal(
            "Expected as many labels as predictions, got 2 and 1.",
            Assert.Throws<ShapeException>(() => Plots.ConfusionMatrix(new[] { 0, 1 }, new[] { 0 })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Plots.ConfusionMatrix(new[] { -1 }, new[] { 0 }));
    }

    [Fact]
    public void Curves_of_scores_have_their_areas()
    {
        int[] labels = [0, 0, 1, 1];
        float[] scores = [0.1f, 0.4f, 0.35f, 0.8f];

        ScottPlot.Plot roc = Plots.RocCurve(labels, scores, path: At("roc.png")).Charts[0],
            pr = Plots.PrecisionRecallCurve(labels, scores).Charts[0];

        // The example of scikit-learn's documentation: 0.75 and 0.83.
        Assert.Equal("AUC 0.750", Assert.Single(roc.GetPlottables<Scatter>()).LegendText);
        Assert.Equal("AP 0.833", Assert.Single(pr.GetPlottables<Scatter>()).LegendText);
        RequirePicture(At("roc.png"), 520, 520);
        float[,] table = { { 0.8f, 0.1f, 0.1f }, { 0.2f, 0.7f, 0.1f }, { 0.1f, 0.2f, 0.7f } };
        Assert.Equal(
            ["a: AUC 1.000", "b: AUC 1.000", "c: AUC 1.000"],
            Plots.RocCurve(new[] { 0, 1, 2 }, table, ["a", "b", "c"]).Charts[0].GetPlottables<Scatter>().Select(s => s.LegendText));
        Assert.Contains("got only one of them",
            Assert.Throws<ArgumentException>(() => Plots.RocCurve(new[] { 1, 1 }, new[] { 0.1f, 0.2f })).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Plots.RocCurve(new[] { 0, 1 }, new[] { float.NaN, 0.2f }));
    }

    [Fact]
    public void Weights_have_a_histogram_each_that_counts_all_values()
    {
        using Sequential model = new(new Dense(8) { InputShape = [5] }, new Dense(3) { UseBias = false });

        Picture picture = model.PlotWeights(At("weights.svg"));

        Assert.Equal([40.0, 8.0, 24.0], picture.Charts.Select(c => c.GetPlottables<BarPlot>().Single().Bars.Sum(b => b.Value)));
        Assert.StartsWith("<?xml", File.ReadAllText(At("weights.svg")), StringComparison.Ordinal);
        using Flatten flatten = new() { Name = "flat" };
        Assert.Contains("Flatten 'flat' has no weights", Assert.Throws<InvalidOperationException>(() => flatten.PlotWeights()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_is_saved_by_its_extension_or_refused_and_nothing_is_left()
    {
        Picture picture = Plots.RocCurve(new[] { 0, 1 }, new[] { 0.1f, 0.9f });

        picture.Save(At("deep/a.jpg"));
        picture.Save(At("a.webp"));

        Assert.True(File.ReadAllBytes(At("deep/a.jpg")).AsSpan().StartsWith<byte>([0xFF, 0xD8]));
        Assert.Equal("WEBP", Encoding.ASCII.GetString(File.ReadAllBytes(At("a.webp")), 8, 4));
        Assert.Contains("got 'a.bmp'", Assert.Throws<ArgumentException>(() => picture.Save(At("a.bmp"))).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(At("taken.png"));
        Assert.ThrowsAny<Exception>(() => picture.Save(At("taken.png")));
        Assert.Equal(["a.webp"], Directory.GetFiles(directory).Select(Path.GetFileName));
    }

    private string At(string name) => Path.Combine(directory, name);

    private static void RequirePicture(string path, int width, int height) => Drawn.Require(SKBitmap.Decode(path), width, height);
}
