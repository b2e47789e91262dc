using Keras.Layers;
using SkiaSharp;
using Xunit;

namespace Keras.Plotting.Tests;

/// <summary>Pictures of models.</summary>
public sealed class ModelPlotTests
{
    private static readonly ModelPlotOptions Full = new()
    {
        ShowShapes = true,
        ShowDType = true,
        ShowLayerActivations = true,
        ShowTrainable = true,
        ShowLayerNames = true,
        Dpi = 72,
    };

    [Theory]
    [InlineData("TB")]
    [InlineData("LR")]
    [InlineData("BT")]
    [InlineData("RL")]
    public void Boxes_stand_in_the_direction_that_is_asked_for_and_do_not_overlap(string direction)
    {
        using Model model = Branches();
        DiagramLayouts layout = DiagramLayouts.Of(model, Full with { RankDir = direction });

        Assert.Equal(model.ToDiagram().Items.Count, layout.Places.Count);
        Assert.Equal(model.ToDiagram().Edges.Count, layout.Arrows);
        foreach (SKRect a in layout.Places)
            Assert.DoesNotContain(layout.Places, b => b != a && SKRect.Intersect(a, b) is { Width: > 0.5f, Height: > 0.5f });
        SKBitmap picture = Drawn.Bitmap(model.PlotModel(options: Full with { RankDir = direction }));
        bool isDown = direction is "TB" or "BT";
        Assert.Equal(isDown, picture.Height > model.PlotModel(options: Full with { RankDir = isDown ? "LR" : "TB" }).Height);
        Drawn.Require(picture, picture.Width, picture.Height);
    }

    [Theory]
    [InlineData("ortho")]
    [InlineData("curved")]
    [InlineData("line")]
    public void Nested_models_are_drawn_with_their_layers(string splines)
    {
        using Sequential inner = new(new Dense(4) { InputShape = [4] }, new Dense(3)) { Name = "inner" };
        using Model model = Around(inner);

        Picture closed = model.PlotModel(), open = model.PlotModel(options: new() { ExpandNested = true, Splines = splines });

        Assert.True(open.Height > closed.Height, $"{open} {closed}");
        SKBitmap bitmap = Drawn.Bitmap(open);
        Drawn.Require(bitmap, open.Width, open.Height);
        Assert.Contains("inner", model.PlotModel(options: new() { ExpandNested = true }).ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void Dots_per_inch_make_the_picture_larger_and_files_are_of_their_kind()
    {
        using Model model = Branches();
        string directory = Directory.CreateTempSubdirectory("keras-plotting").FullName;

        Picture small = model.PlotModel(options: new() { Dpi = 72 }), large = model.PlotModel(options: new() { Dpi = 144 });
        model.PlotModel(Path.Combine(directory, "model.dot"), Full);
        model.PlotModel(Path.Combine(directory, "model.svg"), Full);

        Assert.InRange(large.Width / (double)small.Width, 1.98, 2.02);
        Assert.Equal(model.ToDot(Full), File.ReadAllText(Path.Combine(directory, "model.dot")));
        Assert.Contains("<svg", File.ReadAllText(Path.Combine(directory, "model.svg")), StringComparison.Ordinal);
        using Sequential early = new(new Dense(1)) { Name = "early" };
        Assert.Contains("'early' is not built yet", Assert.Throws<InvalidOperationException>(() => early.PlotModel()).Message,
            StringComparison.Ordinal);
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>A model with two inputs, a layer that is used twice, and two outputs.</summary>
    internal static Model Branches()
    {
        Input image = new([28, 28, 1], name: "image"), meta = new([4], name: "meta");
        KerasTensor x = new GlobalAveragePooling2D().Apply(new Conv2D(8, 3, "relu") { Name = "conv" }.Apply(image));
        x = new Concatenate().Apply(x, meta);
        Dense shared = new(12, "relu") { Name = "shared" };
        KerasTensor a = shared.Apply(x), b = shared.Apply(Ops.Relu(a));
        return new([image, meta],
            [new Dense(10, "softmax") { Name = "digit" }.Apply(b), new Dense(1, "sigmoid") { Name = "odd" }.Apply(a)]);
    }

    private static Model Around(Sequential inner)
    {
        Input x = new([4], name: "rows");
        KerasTensor y = inner.Apply(x);
        return new(x, new Dense(1).Apply(y));
    }
}
