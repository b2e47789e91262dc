using Keras.Plotting.Charts;
using Keras.Plotting.Images;
using SkiaSharp;
using TensorFlow;

namespace Keras.Plotting;

/// <summary>Images with labels, bounding boxes and masks: <c>keras.visualization</c>. Images have their channels last, as in Keras's
/// default.</summary>
public static class Visualization
{
    private const double DotsPerInch = 60;
    private static readonly (byte R, byte G, byte B) Gray = (128, 128, 128), Cyan = (0, 188, 212), Yellow = (255, 235, 59);

    /// <summary>Draws images in rows, with their labels and predictions above them: red where a prediction is not the label.</summary>
    /// <param name="images">The images, <c>[samples, height, width, channels]</c> of 1 or 3 channels, or gray ones without the last
    /// axis.</param>
    /// <param name="labels">The true classes; null for none.</param>
    /// <param name="predictions">The predicted classes; null for none.</param>
    /// <param name="classNames">The names of the classes. Default: their numbers.</param>
    /// <param name="rows">The number of rows. Default: as many as columns, about.</param>
    /// <param name="columns">The number of columns. Default: so many that all images have a place (Keras leaves some out).</param>
    /// <param name="valueRange">The numbers that are black and white. Default: 0 and 255, or 0 and 1 where no number is above 1.</param>
    /// <param name="scale">The longer side of an image, in inches of 60 pixels. Default: 2.</param>
    /// <param name="path">Where the picture is saved, too; null for nowhere.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="ShapeException">The images, labels and predictions are not of the same samples, or no images.</exception>
    public static Picture PlotImageGallery(
        Data images,
        Data? labels = null,
        Data? predictions = null,
        IReadOnlyDictionary<int, string>? classNames = null,
        int? rows = null,
        int? columns = null,
        (double Low, double High)? valueRange = null,
        double scale = 2,
        string? path = null)
    {
        PixelBatch pixels = PixelBatch.Read(images, "PlotImageGallery", valueRange);
        int[]? actual = Labels(labels, "labels", pixels), predicted = Labels(predictions, "predictions", pixels);
        List<(string[], bool)>? titles = actual is null && predicted is null ? null : [];
        for (int i = 0; titles is not null && i < pixels.Images.Length; i++)
        {
            string[] parts = [.. new[] { Part("Label", actual, i), Part("Pred", predicted, i) }.OfType<string>()];
            titles.Add((parts, actual is not null && predicted is not null && actual[i] != predicted[i]));
        }

        return Gallery(pixels, rows, columns, scale, titles, null, path);

        string? Part(string what, int[]? classes, int at) => classes is null
            ? null
            : $"{what}: {classNames?.GetValueOrDefault(classes[at], "Unknown") ?? Numbers.ClassName(null, classes[at])}";
    }

    /// <summary>Draws images with true and predicted bounding boxes.</summary>
    /// <param name="images">The images, <c>[samples, height, width, channels]</c>.</param>
    /// <param name="boxFormat">Keras's format of the boxes: "xyxy", "xywh", "center_xywh", "rel_xyxy", ….</param>
    /// <param name="labels">The true boxes; null for none.</param>
    /// <param name="predictions">The predicted boxes; null for none.</param>
    /// <param name="classNames">The names of the classes, which are written at the boxes; null for no text.</param>
    /// <param name="labelColor">The color of true boxes. Default: cyan.</param>
    /// <param name="predictionColor">The color of predicted boxes. Default: yellow.</param>
    /// <param name="lineThickness">The thickness of lines in pixels. Default: 2.</param>
    /// <param name="fontScale">The size of the text; at 1 capitals are 21 pixels high. Default: 1.</param>
    /// <param name="showLegend">Whether the colors are explained. Default: false.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="valueRange">The numbers that are black and white. Default: 0 and 255, or 0 and 1 where no number is above 1.</param>
    /// <param name="scale">The longer side of an image, in inches of 60 pixels. Default: 2.</param>
    /// <param name="path">Where the picture is saved, too; null for nowhere.</param>
    /// <returns>The picture.</returns>
    public static Picture PlotBoundingBoxGallery(
        Data images,
        string boxFormat,
        BoundingBoxes? labels = null,
        BoundingBoxes? predictions = null,
        IReadOnlyDictionary<int, string>? classNames = null,
        (byte R, byte G, byte B)? labelColor = null,
        (byte R, byte G, byte B)? predictionColor = null,
        int lineThickness = 2,
        double fontScale = 1,
        bool showLegend = false,
        int? rows = null,
        int? columns = null,
        (double Low, double High)? valueRange = null,
        double scale = 2,
        string? path = null)
    {
        PixelBatch pixels = PixelBatch.Read(images, "PlotBoundingBoxGallery", valueRange);
        List<(string, SKColor)> legend = [];
        Add(labels, labelColor ?? Cyan, "Ground Truth", isBelow: false);
        // Names of boxes that lie on each other are told apart: below the predicted ones, above the true ones.
        Add(predictions, predictionColor ?? Yellow, "Prediction", isBelow: labels is not null);
        return Gallery(pixels, rows, columns, scale, null, showLegend ? legend : null, path);

        void Add(BoundingBoxes? boxes, (byte R, byte G, byte B) color, string text, bool isBelow)
        {
            legend.Add((text, new(color.R, color.G, color.B)));
            if (boxes is not null)
                new BoxPainter(boxFormat, color, lineThickness, lineThickness, fontScale) { IsNamedBelow = isBelow }
                    .Draw(pixels, boxes, classNames);
        }
    }

    /// <summary>Draws each image beside itself with the true and with the predicted mask.</summary>
    /// <param name="images">The images, <c>[samples, height, width, channels]</c>.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="labels">The true class of each pixel, <c>[samples, height, width]</c>; null for none.</param>
    /// <param name="predictions">The predicted class of each pixel; null for none.</param>
    /// <param name="colors">The colors of classes. Default: Keras's.</param>
    /// <param name="alpha">The part of the color, from 0 to 1. Default: 0.8.</param>
    /// <param name="blend">Whether the image shows through. Default: true.</param>
    /// <param name="ignoredClass">The class that is not drawn. Default: -1.</param>
    /// <param name="valueRange">The numbers that are black and white. Default: 0 and 255, or 0 and 1 where no number is above 1.</param>
    /// <param name="scale">The longer side of an image, in inches of 60 pixels. Default: 2.</param>
    /// <param name="path">Where the picture is saved, too; null for nowhere.</param>
    /// <returns>The picture.</returns>
    public static Picture PlotSegmentationMaskGallery(
        Data images,
        int classes,
        Data? labels = null,
        Data? predictions = null,
        IReadOnlyDictionary<int, (byte R, byte G, byte B)>? colors = null,
        double alpha = 0.8,
        bool blend = true,
        int ignoredClass = -1,
        (double Low, double High)? valueRange = null,
        double scale = 2,
        string? path = null)
    {
        const string function = "PlotSegmentationMaskGallery";
        MaskPainter painter = new(classes, colors, Checked(alpha), blend, ignoredClass);
        List<PixelBatch> columns = [PixelBatch.Read(images, function, valueRange)];
        foreach (Data masks in new[] { labels, predictions }.OfType<Data>())
        {
            columns.Add(PixelBatch.Read(images, function, valueRange));
            painter.Draw(columns[^1], masks);
        }

        return Gallery(PixelBatch.Interleave(columns), columns[0].Images.Length, columns.Count, scale, null, null, path);
    }

    /// <summary>Draws bounding boxes into images.</summary>
    /// <param name="images">The images, <c>[samples, height, width, channels]</c>.</param>
    /// <param name="boxes">The boxes.</param>
    /// <param name="boxFormat">Keras's format of the boxes: "xyxy", "xywh", "center_xywh", "rel_xyxy", ….</param>
    /// <param name="classNames">The names of the classes, which are written at the boxes with their confidence; null for no text.</param>
    /// <param name="color">The color. Default: gray.</param>
    /// <param name="lineThickness">The thickness of lines in pixels. Default: 2.</param>
    /// <param name="textThickness">The thickness of letters; above 1 they are bold. Default: 1.</param>
    /// <param name="fontScale">The size of the text; at 1 capitals are 21 pixels high. Default: 1.</param>
    /// <returns>The images as bytes, <c>[samples, height, width, 3]</c>.</returns>
    /// <exception cref="ShapeException">The boxes are not of these images.</exception>
    /// <exception cref="ArgumentException">The format is not known.</exception>
    public static Tensor DrawBoundingBoxes(
        Data images,
        BoundingBoxes boxes,
        string boxFormat,
        IReadOnlyDictionary<int, string>? classNames = null,
        (byte R, byte G, byte B)? color = null,
        int lineThickness = 2,
        int textThickness = 1,
        double fontScale = 1)
    {
        ArgumentNullException.ThrowIfNull(boxes);
        PixelBatch pixels = PixelBatch.Read(images, "DrawBoundingBoxes", null);
        new BoxPainter(boxFormat, color ?? Gray, lineThickness, textThickness, fontScale).Draw(pixels, boxes, classNames);
        return pixels.ToTensor();
    }

    /// <summary>Lays the colors of classes over images.</summary>
    /// <param name="images">The images, <c>[samples, height, width, channels]</c>.</param>
    /// <param name="masks">The class of each pixel, integers, <c>[samples, height, width]</c> or with an axis of 1 behind.</param>
    /// <param name="classes">The number of classes; pixels of others are left alone. Default: all classes that are there.</param>
    /// <param name="colors">The colors of classes. Default: Keras's.</param>
    /// <param name="alpha">The part of the color, from 0 to 1. Default: 0.8.</param>
    /// <param name="blend">Whether the image shows through. Default: true.</param>
    /// <param name="ignoredClass">The class that is not drawn; 0 leaves the background alone. Default: -1.</param>
    /// <returns>The images as bytes, <c>[samples, height, width, 3]</c>.</returns>
    /// <exception cref="ShapeException">The masks are not of these images.</exception>
    /// <exception cref="ArgumentException">The masks are not integers.</exception>
    public static Tensor DrawSegmentationMasks(
        Data images,
        Data masks,
        int? classes = null,
        IReadOnlyDictionary<int, (byte R, byte G, byte B)>? colors = null,
        double alpha = 0.8,
        bool blend = true,
        int ignoredClass = -1)
    {
        PixelBatch pixels = PixelBatch.Read(images, "DrawSegmentationMasks", null);
        new MaskPainter(classes, colors, Checked(alpha), blend, ignoredClass).Draw(pixels, masks);
        return pixels.ToTensor();
    }

    private static double Checked(double alpha) => alpha is >= 0 and <= 1
        ? alpha
        : throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Expected an opacity of the mask from 0 to 1.");

    private static int[]? Labels(Data? data, string what, PixelBatch images)
    {
        if (data is null)
            return null;
        int[] labels = Numbers.Labels(data, $"the {what}");
        return labels.Length == images.Images.Length ? labels : throw new ShapeException(
            $"PlotImageGallery: expected as many {what} as images, got {labels.Length} and {images.Images.Length}.");
    }

    private static Picture Gallery(
        PixelBatch images, int? rows, int? columns, double scale, IReadOnlyList<(string[] Parts, bool IsWrong)>? titles,
        IReadOnlyList<(string Text, SKColor Color)>? legend, string? path)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        if (rows is { } r)
            ArgumentOutOfRangeException.ThrowIfLessThan(r, 1, nameof(rows));
        if (columns is { } c)
            ArgumentOutOfRangeException.ThrowIfLessThan(c, 1, nameof(columns));
        int count = images.Images.Length;
        int down = rows ?? (columns is { } across ? (count + across - 1) / across : (int)Math.Ceiling(Math.Sqrt(count)));
        int wide = columns ?? (count + down - 1) / down;
        Picture picture = ImageGrid.Draw(images, wide, down, scale * DotsPerInch, titles, legend);
        if (path is not null)
            picture.Save(path);
        return picture;
    }
}
