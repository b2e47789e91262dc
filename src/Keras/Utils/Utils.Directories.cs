using System.Text;
using Keras.Layers;
using Keras.Pipelines;
using TensorFlow;

namespace Keras;

/// <content>Datasets of the files in a directory.</content>
public static partial class Utils
{
    private static readonly string[] ImageExtensions = [".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp"];

    /// <summary>
    /// A dataset of the images in a directory, whose subdirectories are classes (<c>keras.utils.image_dataset_from_directory</c>). Images
    /// are read and resized while they are needed.
    /// </summary>
    /// <param name="directory">The directory.</param>
    /// <param name="imageSize">The height and width that images are resized to; null (default) for 256 each.</param>
    /// <param name="colorMode">"rgb" (default), "rgba" or "grayscale".</param>
    /// <param name="interpolation">"bilinear" (default), "nearest", "bicubic", "area", "lanczos3" or "lanczos5".</param>
    /// <param name="cropToAspectRatio">Whether images are cut in their middle to the aspect ratio instead of stretched. Default:
    /// false.</param>
    /// <param name="padToAspectRatio">Whether images are padded to the aspect ratio instead. Default: false.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <param name="options">Labels, batches, order and the part for validation; null (default) for integer labels by subdirectory, batches
    /// of 32 in random order.</param>
    /// <returns>Batches of float32 images of 0 to 255, and their labels.</returns>
    /// <exception cref="ArgumentException">An option is wrong, or there are no images.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <remarks>A file that is no image throws an <see cref="InvalidDataException"/> when its batch is read.</remarks>
    /// <example>
    /// <code>
    /// string directory = "flowers";   // flowers/daisy/*.jpg, flowers/tulip/*.jpg
    /// if (Directory.Exists(directory))
    /// {
    ///     DirectoryDataset train = Utils.ImageDatasetFromDirectory(
    ///         directory, (180, 180), options: new() { ValidationSplit = 0.2, Subset = "both", Seed = 1 });
    ///     Console.WriteLine($"{train.FilePaths.Count} images of {string.Join(", ", train.ClassNames!)}");
    ///     Console.WriteLine($"{train.Validation!.FilePaths.Count} for validation");
    /// }
    /// </code>
    /// </example>
    public static DirectoryDataset ImageDatasetFromDirectory(
        string directory,
        (int Height, int Width)? imageSize = null,
        string colorMode = "rgb",
        string interpolation = "bilinear",
        bool cropToAspectRatio = false,
        bool padToAspectRatio = false,
        string? dataFormat = null,
        DirectoryOptions? options = null)
    {
        const string name = "ImageDatasetFromDirectory";
        (int height, int width) = imageSize ?? (256, 256);
        Required.AtLeast(name, 1, height, nameof(imageSize));
        Required.AtLeast(name, 1, width, nameof(imageSize));
        CheckImageOptions(name, colorMode, null, "nearest");
        bool isFirst = DataFormats.Check(dataFormat ?? DataFormats.ChannelsLast, name) == DataFormats.ChannelsFirst;
        (options ??= new()).Check(name);
        int channels = colorMode == "rgb" ? 3 : colorMode == "rgba" ? 4 : 1;
        // One function for images of all sizes.
        Function resize = Function.Trace("resize", [new(DType.UInt8, [-1, -1, channels])], inputs =>
        {
            Symbol resized = Ops.Image.Resize(
                inputs[0].Cast(DType.Float32), (height, width), interpolation, cropToAspectRatio: cropToAspectRatio,
                padToAspectRatio: padToAspectRatio);
            return [isFirst ? Ops.Transpose(resized, 2, 0, 1) : resized];
        });
        // As tf.io.decode_image; Pillow, whose pixels LoadImage has, decodes JPEG a little otherwise.
        Function decode = Function.Trace("decode", [new(DType.String, [])],
            inputs => [RawOps.DecodeImage(inputs[0], channels, expandAnimations: false)]);
        return DirectoryDataset.Create(options, part =>
        {
            DirectoryIndex index = DirectoryIndex.Read(name, directory, ImageExtensions, part);
            return new(new BatchDataset(new DirectoryBatches(index, part, paths => Images(paths, Fitted)), []),
                index.ClassNames, index.Paths);
        });

        Tensor Fitted(string path)
        {
            using Tensor image = Pixels(path);
            using Tensor bytes = image.DType == DType.UInt8 ? image.Share() : image.Cast(DType.UInt8);
            if (!padToAspectRatio)
                return EagerFunctions.Run(resize, [bytes])[0];
            using Tensor padded = ResizedWithPad(bytes, height, width, interpolation);
            return isFirst ? Ops.Transpose(padded, 2, 0, 1) : padded.Share();
        }

        Tensor Pixels(string path)
        {
            if (channels == 4 || path.EndsWith(".webp", StringComparison.OrdinalIgnoreCase))
                return LoadImage(path, colorMode);
            using Tensor contents = Tensor.CreateBytes(File.ReadAllBytes(path));
            try
            {
                return EagerFunctions.Run(decode, [contents])[0];
            }
            catch (TensorFlowException e)
            {
                throw new InvalidDataException($"{name}: {path}: expected an image, got one that cannot be decoded: {e.Message}", e);
            }
        }
    }

    /// <summary>
    /// A dataset of the texts in a directory, files ending in <c>.txt</c>, whose subdirectories are classes
    /// (<c>keras.utils.text_dataset_from_directory</c>).
    /// </summary>
    /// <param name="directory">The directory.</param>
    /// <param name="maxLength">The number of bytes of UTF-8 that a text is cut to; null (default) for the whole.</param>
    /// <param name="options">Labels, batches, order and the part for validation; null (default) for integer labels by subdirectory, batches
    /// of 32 in random order.</param>
    /// <returns>Batches of strings <c>[batch]</c>, and their labels.</returns>
    /// <exception cref="ArgumentException">An option is wrong, or there are no texts.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static DirectoryDataset TextDatasetFromDirectory(string directory, int? maxLength = null, DirectoryOptions? options = null)
    {
        const string name = "TextDatasetFromDirectory";
        if (maxLength is { } most)
            Required.AtLeast(name, 1, most, nameof(maxLength));
        return DirectoryDataset.Create(options ?? new(), part =>
        {
            DirectoryIndex index = DirectoryIndex.Read(name, directory, [".txt"], part);
            return new(new BatchDataset(new DirectoryBatches(index, part, paths => Tensor.CreateStrings(
                [.. paths.Select(p => Text(File.ReadAllBytes(p), maxLength))], [paths.Length])), []), index.ClassNames, index.Paths);
        });
    }

    private static string Text(byte[] contents, int? maxLength) =>
        Encoding.UTF8.GetString(contents.AsSpan(0, Math.Min(contents.Length, maxLength ?? contents.Length)));

    // As tf.image.resize_with_pad: zeros around the resized image, which do not mix with it.
    private static Tensor ResizedWithPad(Tensor image, int height, int width, string interpolation)
    {
        float ratio = MathF.Max(image.Shape[1] / (float)width, image.Shape[0] / (float)height);
        (float rows, float columns) = (image.Shape[0] / ratio, image.Shape[1] / ratio);
        using Tensor numbers = image.Cast(DType.Float32);
        using Tensor resized = Ops.Image.Resize(numbers, (Math.Max(1, (int)rows), Math.Max(1, (int)columns)), interpolation);
        return Ops.Image.PadImages(
            resized, topPadding: Math.Max(0, (int)((height - rows) / 2)), leftPadding: Math.Max(0, (int)((width - columns) / 2)),
            targetHeight: height, targetWidth: width);
    }

    private static Tensor Images(string[] paths, Func<string, Tensor> read)
    {
        Tensor?[] images = new Tensor?[paths.Length];
        try
        {
            Parallel.For(0, paths.Length, i => images[i] = read(paths[i]));
            using TensorBuilder builder = new(DType.Float32, [paths.Length, .. images[0]!.Shape]);
            foreach (Tensor? image in images)
                builder.Append(image!);
            return builder.ToTensor();
        }
        catch (AggregateException e) when (e.InnerException is { } first)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
            throw;
        }
        finally
        {
            foreach (Tensor? image in images)
                image?.Dispose();
        }
    }
}
