using System.Text.Json;
using TensorFlow;

namespace Keras.Applications;

/// <summary>The data set that the weights of <c>keras.applications</c> were trained on: its classes and the scales of its images.</summary>
public static class ImageNet
{
    private const int Channels = 3;
    private const string IndexAddress = "https://storage.googleapis.com/download.tensorflow.org/data/imagenet_class_index.json";
    private const string IndexHash = "c2c37ea517e94d9795004a39431a14cb";

    // Red, green, blue.
    private static readonly double[] CenteredMean = [123.68, 116.779, 103.939];
    private static readonly double[] StandardizedMean = [0.485, 0.456, 0.406];
    private static readonly double[] StandardDeviation = [0.229, 0.224, 0.225];

    private static (string Id, string Description)[]? kept;

    /// <summary>
    /// Gets the likeliest classes of each image from the predictions of a model of ImageNet's classes. The names of the classes are
    /// downloaded at the first use into Keras's cache.
    /// </summary>
    /// <param name="predictions">The scores, <c>[batch, 1000]</c>.</param>
    /// <param name="top">The number of classes for each image. Default: 5.</param>
    /// <returns>For each image the classes, the likeliest first.</returns>
    /// <exception cref="ShapeException">The predictions have another shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of classes is less than 1.</exception>
    /// <exception cref="DownloadException">The names cannot be downloaded.</exception>
    public static IReadOnlyList<IReadOnlyList<ImageNetPrediction>> DecodePredictions(Tensor predictions, int top = 5) =>
        DecodePredictions(predictions, top, null);

    /// <summary>The same with the names of the classes, or those of Keras's file.</summary>
    internal static IReadOnlyList<IReadOnlyList<ImageNetPrediction>> DecodePredictions(
        Tensor predictions, int top, (string Id, string Description)[]? classes)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        Required.AtLeast("DecodePredictions", 1, top);
        if (predictions.Rank != 2 || predictions.Shape[1] != ApplicationOptions.ImageNetClasses)
            throw new ShapeException(
                $"DecodePredictions: expected predictions of shape [batch, {ApplicationOptions.ImageNetClasses}], those of a model with "
                + $"the classes of ImageNet, got {predictions.Shape}.");
        classes ??= Classes();
        using Tensor scores = predictions.Cast(DType.Float32);
        float[] values = scores.ToArray<float>();
        return [.. values.Chunk(ApplicationOptions.ImageNetClasses).Select(row => Best(row, classes, top))];
    }

    /// <summary>Scales the values of images, 0 to 255 of red, green and blue.</summary>
    /// <param name="images">The images, <c>[rows, columns, channels]</c> or <c>[batch, rows, columns, channels]</c>; not changed.</param>
    /// <param name="scaling">The scaling of the architecture.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <returns>A float tensor of that shape; the caller disposes it.</returns>
    /// <exception cref="ShapeException">The tensor has another number of axes, or other than 3 channels where these are told
    /// apart.</exception>
    public static Tensor PreprocessInput(Tensor images, ImageScaling scaling, string dataFormat = "channels_last")
    {
        ArgumentNullException.ThrowIfNull(images);
        Require(images.Shape, scaling, dataFormat);
        return Ops.Compute(images, x => PreprocessInput(x, scaling, dataFormat));
    }

    /// <inheritdoc cref="PreprocessInput(Tensor, ImageScaling, string)"/>
    /// <returns>The scaled images, in the function being written.</returns>
    public static Symbol PreprocessInput(Symbol images, ImageScaling scaling, string dataFormat = "channels_last")
    {
        int axis = Require(images.Shape, scaling, dataFormat);
        Symbol x = images.DType.IsFloatingPoint ? images : images.Cast(DType.Float32);
        return scaling switch
        {
            ImageScaling.None => x,
            ImageScaling.Symmetric => (x / 127.5) - 1.0,
            ImageScaling.Standardized => Ops.Concatenate(
                [.. Ops.Split(x / 255.0, Channels, axis).Select((c, i) => (c - StandardizedMean[i]) / StandardDeviation[i])], axis),
            _ => Ops.Concatenate([.. Ops.Split(x, Channels, axis).Select((c, i) => c - CenteredMean[i]).Reverse()], axis),
        };
    }

    /// <inheritdoc cref="PreprocessInput(Tensor, ImageScaling, string)"/>
    /// <returns>The scaled images, as a part of a model.</returns>
    public static KerasTensor PreprocessInput(KerasTensor images, ImageScaling scaling, string dataFormat = "channels_last")
    {
        ArgumentNullException.ThrowIfNull(images);
        int axis = Require(images.Shape, scaling, dataFormat);
        KerasTensor x = images.DType.IsFloatingPoint ? images : Ops.Cast(images, DType.Float32);
        return scaling switch
        {
            ImageScaling.None => x,
            ImageScaling.Symmetric => (x / 127.5) - 1.0,
            ImageScaling.Standardized => Ops.Concatenate(
                [.. Ops.Split(x / 255.0, Channels, axis).Select((c, i) => (c - StandardizedMean[i]) / StandardDeviation[i])], axis),
            _ => Ops.Concatenate([.. Ops.Split(x, Channels, axis).Select((c, i) => c - CenteredMean[i]).Reverse()], axis),
        };
    }

    /// <summary>The classes of a file of Keras's, by number.</summary>
    /// <exception cref="InvalidDataException">The file is another.</exception>
    internal static (string Id, string Description)[] ReadClasses(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using JsonDocument json = JsonDocument.Parse(file);
            return [.. Enumerable.Range(0, ApplicationOptions.ImageNetClasses)
                .Select(i => json.RootElement.GetProperty(i.ToString(System.Globalization.CultureInfo.InvariantCulture)))
                .Select(e => (e[0].GetString()!, e[1].GetString()!))];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new InvalidDataException(
                $"'{path}': expected the names of ImageNet's {ApplicationOptions.ImageNetClasses} classes as Keras writes them, got "
                + "another file; delete it, and the next call downloads it.", e);
        }
    }

    // Read once; the file does not change.
    private static (string Id, string Description)[] Classes() => kept ??= ReadClasses(
        FileCache.Get("imagenet_class_index.json", new Uri(IndexAddress), IndexHash, new() { Subdirectory = "models" }));

    private static ImageNetPrediction[] Best(float[] scores, (string Id, string Description)[] classes, int top)
    {
        // Of equal scores the class of the higher number comes first, as with Keras's reversed order.
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).ThenByDescending(i => i).Take(top)];
        return [.. order.Select(i => new ImageNetPrediction(classes[i].Id, classes[i].Description, scores[i]))];
    }

    // The axis of the channels.
    private static int Require(Shape shape, ImageScaling scaling, string dataFormat)
    {
        if (dataFormat is not ("channels_last" or "channels_first"))
            throw new UnknownNameException("data format", dataFormat, ["channels_last", "channels_first"]);
        if (!Enum.IsDefined(scaling))
            throw new ArgumentOutOfRangeException(nameof(scaling), scaling, "PreprocessInput: expected a scaling of the enumeration.");
        if (shape.Rank is not (3 or 4))
            throw new ShapeException(
                $"PreprocessInput: expected images of shape [rows, columns, channels] or [batch, rows, columns, channels], got {shape}.");
        int axis = dataFormat == "channels_last" ? shape.Rank - 1 : shape.Rank - 3;
        if (scaling is ImageScaling.Centered or ImageScaling.Standardized && shape[axis] != Channels)
            throw new ShapeException(
                $"PreprocessInput: expected images of {Channels} channels, red, green and blue, on axis {axis}, got {shape}.");
        return axis;
    }
}
