using Keras.Datasets;
using TensorFlow;

namespace Keras.Saving.Hdf5;

/// <summary>
/// Writes groups, contiguous arrays and strings, as every HDF5 library since 1.8 reads them: first everything gets its address, then the
/// file is written from beginning to end, with one array in memory at a time.
/// </summary>
internal sealed class Hdf5Writer
{
    private const int SuperblockLength = 48;
    private readonly Hdf5Heap heap = new();
    private readonly List<Action<Stream>> parts = [];
    private ulong end = SuperblockLength;

    /// <summary>Writes a file from the stream's position on.</summary>
    /// <exception cref="NotSupportedException">An array has a type, or a name a length, that HDF5 does not have.</exception>
    public static void Write(Hdf5Group root, Stream stream)
    {
        Hdf5Writer writer = new();
        writer.PlaceTexts(root);
        ulong address = writer.PlaceGroup(root);
        stream.Write(Superblock(address, writer.end));
        foreach (Action<Stream> part in writer.parts)
            part(stream);
    }

    private void PlaceTexts(Hdf5Group root)
    {
        AddTexts(root);
        Place(heap.Place(end));
    }

    private void AddTexts(Hdf5Group group)
    {
        foreach (Hdf5Group inner in group.Groups.Values)
            AddTexts(inner);
        foreach ((string name, string[] values) in group.Attributes)
        {
            if (!group.Lists.Contains(name))
                heap.Add(values[0]);
        }
    }

    // What is inside comes first: a header tells where its parts are.
    private ulong PlaceGroup(Hdf5Group group)
    {
        List<(string Name, ulong Address)> links = [];
        foreach ((string name, Hdf5Group inner) in group.Groups)
            links.Add((name, PlaceGroup(inner)));
        foreach ((string name, Hdf5Dataset dataset) in group.Datasets)
            links.Add((name, PlaceArray(dataset)));
        Hdf5HeaderWriter header = new(heap);
        header.WriteGroup();
        foreach ((string name, ulong address) in links)
            header.WriteLink(name, address);
        foreach ((string name, string[] values) in group.Attributes)
        {
            if (group.Lists.Contains(name))
                header.WriteAttribute(name, values);
            else
                header.WriteAttribute(name);
        }

        return Place(header.ToBytes());
    }

    private ulong PlaceArray(Hdf5Dataset dataset)
    {
        ulong length = checked((ulong)(dataset.Shape.ElementCount * dataset.DType.Size)), address = end;
        Hdf5HeaderWriter header = new(heap);
        header.WriteArray(dataset.DType, dataset.Shape, address, length);
        Place(length, stream => WriteArray(stream, dataset, length));
        return Place(header.ToBytes());
    }

    private static void WriteArray(Stream stream, Hdf5Dataset dataset, ulong length)
    {
        using Tensor tensor = dataset.Read();
        if ((ulong)tensor.ByteLength != length)
            throw new InvalidOperationException(
                $"Expected a tensor of {length} bytes, got {tensor.ByteLength}; a weight changed its shape while it was saved.");
        stream.Write(tensor);
    }

    private ulong Place(byte[] content) => Place((ulong)content.Length, stream => stream.Write(content));

    private ulong Place(ulong length, Action<Stream> write)
    {
        ulong address = end;
        int padding = (int)(0 - length & 7);
        parts.Add(write);
        if (padding > 0)
            parts.Add(stream => stream.Write(stackalloc byte[padding]));
        end = address + length + (ulong)padding;
        return address;
    }

    private static byte[] Superblock(ulong root, ulong end)
    {
        const byte version = 2, addressLength = 8, lengthLength = 8;
        Hdf5Buffer block = new();
        block.Put(Hdf5Reader.Signature);
        block.U8(version);
        block.U8(addressLength);
        block.U8(lengthLength);
        block.U8(0);
        block.U64(0);
        block.U64(ulong.MaxValue);
        block.U64(end);
        block.U64(root);
        block.U32(Hdf5Checksum.Of(block.Written));
        return block.Written.ToArray();
    }
}
