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
    public void Validation_that_is_less_frequent_is_drawn_at_its_epochs()
    {
        using Sequential model = new(new Dense(1) { InputShape = [2] });
        model.Compile("sgd", "mse", jitCompile: JitCompile.Off);
        History history = model.Fit(new float[40, 2], new float[40, 1], new FitOptions
        {
            Epochs = 6,
            InitialEpoch = 1,
            ValidationSplit = 0.2,
            ValidationFrequency = 2,
            Verbose = Verbosity.Silent,
        });

        Scatter[] curves = [.. history.Plot().Charts.Single().GetPlottables<Scatter>()];

        Assert.Equal([2, 3, 4, 5, 6], curves[0].Data.GetScatterPoints().Select(p => p.X));
        Assert.Equal([2, 4, 6], curves[1].Data.GetScatterPoints().Select(p => p.X));
        Assert.Equal([true, false, true, false, true], history.EpochLogs.Select(l => l.ContainsKey("val_loss")));
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
        RequirePicture(At("c.png"), 515, 532);
        Assert.Equal(
            "Expected as many labels as predictions, got 2 and 1.",
            Assert.Throws<ShapeException>(() => Plots.ConfusionMatrix(new[] { 0, 1 }, new[] { 0 })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Plots.ConfusionMatrix(new[] { -1 }, new[] { 0 }));
    }

    [Theory]
    [InlineData(1, 520)]
    [InlineData(10, 510)]
    [InlineData(60, 1650)]
    public void The_cells_of_a_confusion_matrix_keep_a_size_in_which_their_numbers_are_read(int classes, int atLeast)
    {
        int[] labels = [.. Enumerable.Range(0, classes)];

        Picture picture = Plots.ConfusionMatrix(labels, labels);

        Assert.InRange(picture.Width, atLeast - 20, atLeast + 60);
        Assert.Equal(classes * classes, picture.Charts[0].GetPlottables<Text>().Count());
        Drawn.Require(Drawn.Bitmap(picture), picture.Width, picture.Height);
    }

    [Fact]
    public void Names_that_are_wider_than_a_cell_are_turned_and_of_very_many_classes_some_are_named()
    {
        int[] few = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], many = [.. Enumerable.Range(0, 400)];

        Picture named = Plots.ConfusionMatrix(few, few, [.. few.Select(i => $"the class number {i}")]);
        Picture small = Plots.ConfusionMatrix(many, many);

        Assert.Equal(-90, named.Charts[0].Axes.Bottom.TickLabelStyle.Rotation);
        Assert.True(named.Height > Plots.ConfusionMatrix(few, few).Height + 80, named.ToString());
        Assert.Empty(small.Charts[0].GetPlottables<Text>());
        Drawn.Require(Drawn.Bitmap(small), small.Width, small.Height);
        Assert.InRange(small.Charts[0].Axes.Left.TickGenerator.Ticks.Length, 50, 150);
    }

    [Fact]
    public void A_legend_covers_no_curve()
    {
        double[] falling = [.. Enumerable.Range(0, 20).Select(i => 1.0 / (1 + i))], rising = [.. falling.Select(v => 1 - v)];

        Assert.Equal(ScottPlot.Alignment.UpperRight, Legend(falling));
        Assert.Equal(ScottPlot.Alignment.LowerRight, Legend(rising));
        // Curves in all corners leave none.
        Assert.Null(Legend(falling, rising));

        ScottPlot.Alignment? Legend(params double[][] curves)
        {
            ScottPlot.Plot chart = new();
            double[] x = [.. Enumerable.Range(0, 20)];
            foreach (double[] curve in curves)
                chart.Add.Scatter(x, curve).LegendText = "training";
            chart.Axes.SetLimits(0, 19, 0, 1);
            Charts.LegendPlace.Show(chart, (520, 380), ScottPlot.Alignment.UpperRight, ScottPlot.Alignment.LowerRight,
                ScottPlot.Alignment.LowerLeft, ScottPlot.Alignment.UpperLeft);
            return chart.Legend.IsVisible ? chart.Legend.Alignment : null;
        }
    }

    [Fact]
    public void A_number_that_stays_the_same_and_one_that_is_not_finite_have_a_chart_too()
    {
        History history = new();
        for (int epoch = 0; epoch < 3; epoch++)
            history.OnEpochEnd(epoch, new() { ["loss"] = double.NaN, ["accuracy"] = 1 });

        Picture picture = history.Plot();

        ScottPlot.AxisLimits limits = picture.Charts[1].Axes.GetLimits();
        Assert.Equal((0.9, 1.1), (limits.Bottom, limits.Top));
        Drawn.Require(Drawn.Bitmap(picture), 1040, 380);
    }

    [Fact]
    public void A_long_path_of_a_weight_fits_above_its_histogram()
    {
        using Sequential model = new(new Dense(1) { InputShape = [2], Name = new string('d', 90) });

        string title = model.PlotWeights().Charts[0].Axes.Title.Label.Text;

        Assert.StartsWith("…", title, StringComparison.Ordinal);
        Assert.EndsWith("d/kernel", title, StringComparison.Ordinal);
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
