using System.Text;

namespace Keras.Saving.Hdf5;

/// <summary>Reads the strings of a file; those of variable length are in collections of the global heap, which are searched once.</summary>
/// <param name="allowance">The bytes that may be read.</param>
internal sealed class Hdf5Strings(Hdf5Allowance allowance)
{
    private const int ObjectHead = 16;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly Dictionary<ulong, Dictionary<uint, (long Offset, int Length)>> collections = [];

    /// <summary>Reads a string of fixed length, without its padding.</summary>
    /// <exception cref="InvalidDataException">The bytes are not UTF-8.</exception>
    public string Read(ReadOnlySpan<byte> bytes, Hdf5Padding padding = Hdf5Padding.ZeroTerminated)
    {
        int end = bytes.IndexOf((byte)0);
        bytes = padding switch
        {
            Hdf5Padding.Zeros => bytes.TrimEnd((byte)0),
            Hdf5Padding.Spaces => bytes.TrimEnd((byte)' '),
            _ => end >= 0 ? bytes[..end] : bytes,
        };
        allowance.Take(bytes.Length);
        return Decode(bytes);
    }

    /// <summary>Decodes UTF-8, of which ASCII is a part.</summary>
    /// <exception cref="InvalidDataException">The bytes are not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException("a string is neither ASCII nor UTF-8; the file is damaged.", e);
        }
    }

    /// <summary>Reads a string of variable length.</summary>
    /// <param name="file">The file.</param>
    /// <param name="reference">The reference: length, collection and index, 16 bytes.</param>
    /// <param name="padding">The padding of the string.</param>
    public string ReadVariable(Hdf5Source file, ref Hdf5Bytes reference, Hdf5Padding padding)
    {
        uint length = reference.U32();
        ulong collection = reference.U64();
        uint number = reference.U32();
        if (length == 0)
            return "";
        if (!collections.TryGetValue(collection, out Dictionary<uint, (long Offset, int Length)>? objects))
            collections[collection] = objects = ReadCollection(file, collection);
        return objects.TryGetValue(number, out (long Offset, int Length) place)
            ? Read(new Hdf5Bytes(file, place.Offset, place.Length).Take(Math.Min(length, (uint)place.Length)), padding)
            : throw new InvalidDataException("a string is not at the address in the file; the file is damaged.");
    }

    private Dictionary<uint, (long Offset, int Length)> ReadCollection(Hdf5Source file, ulong address)
    {
        Hdf5Bytes heap = Hdf5Bytes.At(file, address);
        heap.Expect("GCOL"u8);
        heap.Skip(4);
        ulong size = heap.U64();
        if (size < ObjectHead)
            throw new InvalidDataException("the storage of a string is too small; the file is damaged.");
        Hdf5Bytes bytes = heap.TakePart(size - ObjectHead);
        Dictionary<uint, (long, int)> objects = [];
        while (bytes.Left >= ObjectHead)
        {
            allowance.Take(ObjectHead);
            uint number = bytes.U16();
            bytes.Skip(6);
            ulong length = bytes.U64();
            if (number == 0)
                break;
            long offset = bytes.Address;
            bytes.Skip(length);
            objects.TryAdd(number, (offset, (int)Math.Min(length, int.MaxValue)));
            // The last one may lack its padding.
            if (bytes.Left < 8)
                break;
            bytes.Align();
        }

        return objects;
    }
}
