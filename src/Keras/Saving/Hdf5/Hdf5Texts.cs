using System.Text;

namespace Keras.Saving.Hdf5;

/// <summary>Texts of a file; those of variable length lie in collections that are searched once.</summary>
/// <param name="allowance">What may be read.</param>
internal sealed class Hdf5Texts(Hdf5Allowance allowance)
{
    private const int ObjectHead = 16;
    private readonly Dictionary<ulong, Dictionary<uint, (int Offset, int Length)>> collections = [];

    /// <summary>A text up to its first zero.</summary>
    public string Read(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        bytes = end >= 0 ? bytes[..end] : bytes;
        allowance.Take(bytes.Length);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>A text of variable length.</summary>
    /// <param name="file">The file.</param>
    /// <param name="reference">Length, collection and number: 16 bytes.</param>
    public string ReadVariable(ReadOnlySpan<byte> file, ref Hdf5Bytes reference)
    {
        uint length = reference.U32();
        ulong collection = reference.U64();
        uint number = reference.U32();
        if (length == 0)
            return "";
        if (!collections.TryGetValue(collection, out Dictionary<uint, (int Offset, int Length)>? objects))
            collections[collection] = objects = ReadCollection(file, collection);
        return objects.TryGetValue(number, out (int Offset, int Length) place)
            ? Read(file.Slice(place.Offset, (int)Math.Min(length, (uint)place.Length)))
            : throw new InvalidDataException("a text is not where the file says; the file is damaged.");
    }

    private Dictionary<uint, (int Offset, int Length)> ReadCollection(ReadOnlySpan<byte> file, ulong address)
    {
        Hdf5Bytes heap = Hdf5Bytes.At(file, address);
        heap.Expect("GCOL"u8);
        heap.Skip(4);
        ulong size = heap.U64();
        if (size < ObjectHead)
            throw new InvalidDataException("a text's place is too small; the file is damaged.");
        int start = (int)address + heap.Position;
        Hdf5Bytes bytes = new(heap.Take(size - ObjectHead));
        Dictionary<uint, (int, int)> objects = [];
        while (bytes.Left >= ObjectHead)
        {
            allowance.Take(ObjectHead);
            uint number = bytes.U16();
            bytes.Skip(6);
            ulong length = bytes.U64();
            if (number == 0)
                break;
            objects.TryAdd(number, (start + bytes.Position, bytes.Take(length).Length));
            // The last one may lack what fills it up.
            if (bytes.Left < 8)
                break;
            bytes.Align();
        }

        return objects;
    }
}
