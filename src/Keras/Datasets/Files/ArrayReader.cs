using Keras.Files;
using TensorFlow;

namespace Keras.Datasets;

/// <summary>Reads an array, but only if its header fits the length of its file exactly.</summary>
internal static class ArrayReader
{
    /// <summary>Reads the array of a file.</summary>
    public static Tensor ReadFile(string path, Func<ArrayInput, ArrayHeader> readHeader) => Guarded(path, () =>
    {
        using FileStream file = OpenFile(path);
        return Read(ArraySource.Of(path, file), readHeader);
    });

    /// <summary>Reads, and converts exceptions of the file system.</summary>
    public static T Guarded<T>(string path, Func<T> read)
    {
        Required.Text("Read", "a path", path);
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException and not DatasetException or UnauthorizedAccessException)
        {
            throw new DatasetException(path, $"'{path}' cannot be read: {e.Message}; check the disk and get the file again.", e);
        }
    }

    /// <summary>Reads the array of a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="readHeader">Reads the header.</param>
    public static Tensor Read(ArraySource source, Func<ArrayInput, ArrayHeader> readHeader)
    {
        long total;
        using (ArrayInput input = new(source))
        {
            ArrayHeader header = readHeader(input);
            total = input.Position + header.ByteLength;
            if (!source.MayHold(total))
                throw Misfit(source, header, total);
            if (!source.NeedsCounting(total))
                return ElementReader.Read(input, header);
        }

        using (ArrayInput counted = new(source))
            counted.RequireLength(total);
        using ArrayInput again = new(source);
        return ElementReader.Read(again, readHeader(again));
    }

    /// <summary>Opens a file that can seek.</summary>
    public static FileStream OpenFile(string path)
    {
        FileStream file;
        try
        {
            ContentFile.Require(path);
            file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete,
                bufferSize: 64 * 1024, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DatasetException(
                path, $"'{path}' cannot be opened: {e.Message} Expected a file that may be read; check the path and its permissions.", e);
        }

        if (file.CanSeek)
            return file;
        file.Dispose();
        throw new DatasetException(path, $"'{path}' is a pipe or a device, expected a file; copy it into one first.");
    }

    private static DatasetException Misfit(ArraySource source, ArrayHeader header, long total)
    {
        string length = source.Packing == Packing.None ? $"has {source.Length}"
            : $"has {source.StoredLength} bytes that unpack to {source.Length}";
        return source.Error($"{length} bytes, expected the {total} of {header.DType.StandardName} {header.Shape} and its header; "
            + "it is truncated, damaged, or has something after its end. Get it again.");
    }
}
