using Keras.Files;
using Keras.Layers;
using TensorFlow;

namespace Keras;

/// <content>Files of images. An image is a tensor of bytes <c>[height, width, channels]</c>, as Pillow's images are for Keras.</content>
public static partial class Utils
{
    /// <summary>Loads an image as JPEG, PNG, GIF, BMP or WebP (<c>keras.utils.load_img</c>); of an animation the first frame.</summary>
    /// <param name="path">The file.</param>
    /// <param name="colorMode">"rgb" (default), "rgba" or "grayscale".</param>
    /// <param name="targetSize">The height and width to bring the image to; null (default) for its own.</param>
    /// <param name="interpolation">"nearest" (default), "bilinear", "bicubic", "lanczos", "box" or "hamming".</param>
    /// <param name="keepAspectRatio">Whether the image is cut in its middle to the aspect ratio of <paramref name="targetSize"/> instead
    /// of being stretched. Default: false.</param>
    /// <returns>The pixels, uint8 <c>[height, width, channels]</c>; uint16 for grayscale of 16 bits that stays grayscale. The caller
    /// disposes them.</returns>
    /// <exception cref="ArgumentException">The color mode, the size or the interpolation is unknown.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is no image of these formats.</exception>
    public static Tensor LoadImage(
        string path,
        string colorMode = "rgb",
        (int Height, int Width)? targetSize = null,
        string interpolation = "nearest",
        bool keepAspectRatio = false)
    {
        Required.Text("LoadImage", "a path", path);
        CheckImageOptions("LoadImage", colorMode, targetSize, interpolation);
        return Decoded(File.ReadAllBytes(path), $"LoadImage: {path}", colorMode, targetSize, interpolation, keepAspectRatio);
    }

    /// <summary>Decodes an image that is in memory, as <see cref="LoadImage"/> does one in a file.</summary>
    /// <param name="contents">The bytes of a file.</param>
    /// <param name="colorMode">"rgb" (default), "rgba" or "grayscale".</param>
    /// <param name="targetSize">The height and width to bring the image to; null (default) for its own.</param>
    /// <param name="interpolation">"nearest" (default), "bilinear", "bicubic", "lanczos", "box" or "hamming".</param>
    /// <param name="keepAspectRatio">Whether the image is cut in its middle to the aspect ratio of <paramref name="targetSize"/> instead
    /// of being stretched. Default: false.</param>
    /// <returns>The pixels, as those of <see cref="LoadImage"/>; the caller disposes them.</returns>
    /// <exception cref="ArgumentException">The color mode, the size or the interpolation is unknown.</exception>
    /// <exception cref="InvalidDataException">The bytes are no image of these formats.</exception>
    public static Tensor DecodeImage(
        ReadOnlySpan<byte> contents,
        string colorMode = "rgb",
        (int Height, int Width)? targetSize = null,
        string interpolation = "nearest",
        bool keepAspectRatio = false)
    {
        CheckImageOptions("DecodeImage", colorMode, targetSize, interpolation);
        return Decoded(contents, "DecodeImage", colorMode, targetSize, interpolation, keepAspectRatio);
    }

    /// <summary>Converts an image to an array (<c>keras.utils.img_to_array</c>).</summary>
    /// <param name="image">Pixels <c>[height, width, channels]</c> or <c>[height, width]</c>.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <param name="dtype">The type of the array. Default: float32.</param>
    /// <returns>Three axes; the caller disposes it.</returns>
    /// <exception cref="ShapeException">The image has other axes.</exception>
    public static Tensor ImageToArray(Tensor image, string? dataFormat = null, DType dtype = DType.Float32)
    {
        ArgumentNullException.ThrowIfNull(image);
        string format = DataFormats.Check(dataFormat ?? DataFormats.ChannelsLast, "ImageToArray");
        if (image.Rank is not (2 or 3))
            throw new ShapeException($"ImageToArray: expected an image [height, width, channels], got {image.Shape}; take one of a batch.");
        using Tensor numbers = image.Cast(dtype);
        using Tensor whole = image.Rank == 3 ? numbers.Share() : numbers.Reshape([.. image.Shape, 1]);
        return format == DataFormats.ChannelsFirst ? Ops.Transpose(whole, [2, 0, 1]) : whole.Share();
    }

    /// <summary>Converts an array to an image (<c>keras.utils.array_to_img</c>).</summary>
    /// <param name="x">Three axes, of 1, 3 or 4 channels.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <param name="scale">Whether the smallest number becomes 0 and the largest 255. Default: true. Otherwise fractions are truncated, and
    /// values outside of 0 to 255 become the nearest of them.</param>
    /// <returns>The pixels, uint8 <c>[height, width, channels]</c>; int32 for one channel with values above 255. The caller disposes
    /// them.</returns>
    /// <exception cref="ShapeException">The array has other axes, or another number of channels.</exception>
    /// <exception cref="ArgumentException">A number is NaN or infinite.</exception>
    public static Tensor ArrayToImage(Tensor x, string? dataFormat = null, bool scale = true)
    {
        ArgumentNullException.ThrowIfNull(x);
        string format = DataFormats.Check(dataFormat ?? DataFormats.ChannelsLast, "ArrayToImage");
        if (x.Rank != 3)
            throw new ShapeException($"ArrayToImage: expected one image of 3 axes, got {x.Shape}; take one of a batch.");
        using Tensor ordered = format == DataFormats.ChannelsFirst ? Ops.Transpose(x, [1, 2, 0]) : x.Share();
        if (ordered.Shape[2] is not (1 or 3 or 4))
            throw new ShapeException($"ArrayToImage: expected 1, 3 or 4 channels, got {ordered.Shape[2]} in {x.Shape} ({format}).");
        using Tensor wide = ordered.Cast(DType.Float32);
        float[] values = wide.ToArray<float>();
        if (Array.Exists(values, v => !float.IsFinite(v)))
            throw new ArgumentException("ArrayToImage: expected finite numbers, got NaN or infinity.", nameof(x));
        if (scale && values.Length > 0)
            Scale(values);
        return ordered.Shape[2] == 1 && Array.Exists(values, v => v > 255)
            ? Tensor.Create<int>(Array.ConvertAll(values, v => int.CreateSaturating(v)), ordered.Shape)
            : Tensor.Create<byte>(Array.ConvertAll(values, v => byte.CreateSaturating(v)), ordered.Shape);
    }

    /// <summary>Saves an array as an image (<c>keras.utils.save_img</c>).</summary>
    /// <param name="path">The file; it is replaced where it exists.</param>
    /// <param name="x">Three axes, of 1, 3 or 4 channels; JPEG leaves transparency away.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <param name="fileFormat">"png" or "jpeg", the formats that TensorFlow writes; null (default) for that of the path's end.</param>
    /// <param name="scale">Whether the smallest number becomes 0 and the largest 255. Default: true.</param>
    /// <param name="quality">The quality of JPEG, from 1 to 100. Default: 75.</param>
    /// <exception cref="NotSupportedException">The format is another.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <inheritdoc cref="ArrayToImage"/>
    public static void SaveImage(
        string path, Tensor x, string? dataFormat = null, string? fileFormat = null, bool scale = true, int quality = 75)
    {
        Required.Text("SaveImage", "a path", path);
        byte[] contents = EncodeImage(x, fileFormat ?? Path.GetExtension(path).TrimStart('.'), dataFormat, scale, quality);
        AtomicFile.Write(path, overwrite: true, stream => stream.Write(contents));
    }

    /// <summary>Encodes an array as an image in memory, as <see cref="SaveImage"/> does into a file.</summary>
    /// <param name="x">Three axes, of 1, 3 or 4 channels; JPEG leaves transparency away.</param>
    /// <param name="fileFormat">"png" or "jpeg", the formats that TensorFlow writes.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <param name="scale">Whether the smallest number becomes 0 and the largest 255. Default: true.</param>
    /// <param name="quality">The quality of JPEG, from 1 to 100. Default: 75.</param>
    /// <returns>The bytes of a file.</returns>
    /// <exception cref="NotSupportedException">The format is another.</exception>
    /// <inheritdoc cref="ArrayToImage"/>
    public static byte[] EncodeImage(Tensor x, string fileFormat, string? dataFormat = null, bool scale = true, int quality = 75)
    {
        ArgumentNullException.ThrowIfNull(fileFormat);
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        string format = fileFormat.ToUpperInvariant() switch
        {
            "JPG" or "JPEG" => "jpeg",
            "PNG" => "png",
            _ => throw new NotSupportedException($"SaveImage: expected the format png or jpeg, got '{fileFormat}'; give fileFormat."),
        };
        using Tensor image = ArrayToImage(x, dataFormat, scale);
        using Tensor pixels = image.DType == DType.Int32 ? Wide(image, format) : image.Share();
        if (format == "png" || pixels.Shape[2] != 4)
            return ImageFormat.Encode(pixels, format, quality);
        Warnings.Tell("JPEG has no transparency: the image is saved without.");
        using Tensor opaque = ImagePixels.Of(pixels).In("rgb").ToTensor();
        return ImageFormat.Encode(opaque, format, quality);
    }

    private static Tensor Wide(Tensor image, string format)
    {
        int[] values = image.ToArray<int>();
        return format == "png" && values.Max() <= ushort.MaxValue
            ? Tensor.Create<ushort>(Array.ConvertAll(values, v => ushort.CreateSaturating(v)), image.Shape)
            : throw new ArgumentException(
                $"SaveImage: expected gray values up to 255, or 65535 in PNG, got {values.Max()} in {format}; leave scale on.",
                nameof(image));
    }

    private static void Scale(float[] values)
    {
        float least = values.Min();
        float largest = values.Max() - least;
        for (int i = 0; i < values.Length; i++)
            values[i] = (largest != 0 ? (values[i] - least) / largest : values[i] - least) * 255;
    }

    private static Tensor Decoded(
        ReadOnlySpan<byte> contents,
        string source,
        string colorMode,
        (int Height, int Width)? targetSize,
        string interpolation,
        bool keepAspectRatio)
    {
        using Tensor decoded = ImageFormat.Decode(contents, source);
        ImagePixels image = ImagePixels.Of(decoded).In(colorMode);
        if (targetSize is not { } size || size == (image.Height, image.Width))
            return image.ToTensor();
        (int height, int width) = (image.Height, image.Width);
        if (keepAspectRatio)
        {
            height = Math.Min(height, Math.Max(1, (int)((long)image.Width * size.Height / size.Width)));
            width = Math.Min(width, Math.Max(1, (int)((long)image.Height * size.Width / size.Height)));
        }

        return ImageResampling.Resize(
            image, ((image.Height - height) / 2, (image.Width - width) / 2, height, width), size, interpolation).ToTensor();
    }

    private static void CheckImageOptions(string operation, string colorMode, (int Height, int Width)? targetSize, string interpolation)
    {
        if (colorMode is not ("grayscale" or "rgb" or "rgba"))
            throw new ArgumentException(
                $"{operation}: expected the color mode grayscale, rgb or rgba, got '{colorMode}'.", nameof(colorMode));
        if (targetSize is { } size && (size.Height < 1 || size.Width < 1))
            throw new ArgumentOutOfRangeException(
                nameof(targetSize), targetSize,
                $"{operation}: expected a height and a width of at least 1, got {size.Height} and {size.Width}.");
        if (!ImageResampling.Names.Contains(interpolation))
            throw new ArgumentException(
                $"{operation}: expected the interpolation {string.Join(", ", ImageResampling.Names)}, got '{interpolation}'.",
                nameof(interpolation));
    }
}
