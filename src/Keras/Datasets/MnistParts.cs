using TensorFlow;

namespace Keras.Datasets;

/// <summary>The four arrays of a dataset in the format of MNIST: training images and labels, test images and labels.</summary>
internal static class MnistParts
{
    public const int Count = 4;
    private const int Side = 28;
    private const int Classes = 10;

    /// <summary>Reads the four arrays in parallel and checks their types, shapes and labels.</summary>
    /// <param name="read">Reads an array by its position.</param>
    /// <param name="files">The file of each, and its name in messages.</param>
    public static (ImageDataset Train, ImageDataset Test) Load(Func<int, Tensor> read, IReadOnlyList<(string Path, string Title)> files)
    {
        Tensor?[] parts = new Tensor?[Count];
        try
        {
            // The training images take longest, so they come first.
            Parallel.Invoke([.. Enumerable.Range(0, Count).Select<int, Action>(i => () => parts[i] = read(i))]);
            return (Pair(0), Pair(2));
        }
        catch (Exception e)
        {
            foreach (Tensor? part in parts)
                part?.Dispose();
            if (e is AggregateException { InnerExceptions: var several })
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(
                    several.FirstOrDefault(i => i is DatasetException) ?? several[0]);
            throw;
        }

        ImageDataset Pair(int first)
        {
            (Tensor images, Tensor labels) = (parts[first]!, parts[first + 1]!);
            if (images.DType != DType.UInt8 || images.Rank != 3 || images.Shape[1] != Side || images.Shape[2] != Side)
                throw Error(first, $"holds {images}, expected images of uint8 [n, {Side}, {Side}]; check that this is the right file.");
            if (labels.DType != DType.UInt8 || labels.Rank != 1 || labels.Length != images.Shape[0])
                throw Error(first + 1, $"holds {labels}, expected labels of uint8 [{images.Shape[0]}], one for each image; check that both "
                    + "files are of the same dataset.");
            int wrong = labels.AsSpan<byte>().IndexOfAnyExceptInRange((byte)0, (byte)(Classes - 1));
            if (wrong >= 0)
                throw Error(first + 1, $"has the label {labels.AsSpan<byte>()[wrong]} for image {wrong}, expected 0 to {Classes - 1}; "
                    + "check that this is the right file.");
            return new(images, labels);
        }

        DatasetException Error(int part, string found) => new(files[part].Path, $"{files[part].Title} {found}");
    }
}
