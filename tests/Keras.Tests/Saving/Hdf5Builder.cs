using System.Buffers.Binary;
using System.Text;
using Keras.Saving.Hdf5;

namespace Keras.Tests.Saving;

/// <summary>Builds HDF5 files piece by piece, also such as no library would write.</summary>
internal sealed class Hdf5Builder
{
    private const int SuperblockLength = 48;
    private readonly List<byte> bytes = [.. new byte[SuperblockLength]];

    /// <summary>Where the next piece will be.</summary>
    public ulong Next => (ulong)bytes.Count;

    public static byte[] U16(int value) => BitConverter.GetBytes((ushort)value);

    public static byte[] U32(uint value) => BitConverter.GetBytes(value);

    public static byte[] U64(ulong value) => BitConverter.GetBytes(value);

    /// <summary>The type of texts: of a fixed length, or 0 for variable.</summary>
    public static byte[] TextType(int length, bool isVariable = false) =>
        isVariable ? [0x19, 1, 0, 0, .. U32((uint)length), .. ByteType()] : [0x13, 0, 0, 0, .. U32((uint)length)];

    public static byte[] ByteType() => [0x10, 0, 0, 0, .. U32(1), 0, 0, 8, 0];

    public static byte[] FloatType() => [0x11, 0x20, 31, 0, .. U32(4), 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0];

    public static byte[] Space(params ulong[] lengths) => [2, (byte)lengths.Length, 0, 1, .. lengths.SelectMany(U64)];

    public static byte[] Message(byte type, params byte[] content) => [type, .. U16(content.Length), 0, .. content];

    /// <summary>A member of a group.</summary>
    public static byte[] Link(string name, ulong address) =>
        Message(0x06, [1, 0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), .. U64(address)]);

    /// <summary>More of an object, elsewhere.</summary>
    public static byte[] Continuation(ulong address, ulong length) => Message(0x10, [.. U64(address), .. U64(length)]);

    public static byte[] Attribute(string name, byte[] type, byte[] space, byte[] value) =>
        Message(0x0C, [3, 0, .. U16(name.Length), .. U16(type.Length), .. U16(space.Length),
            0, .. Encoding.ASCII.GetBytes(name), .. type, .. space, .. value]);

    /// <summary>A text of variable length: a number in a collection.</summary>
    public static byte[] Reference(int length, ulong collection, uint number) => [.. U32((uint)length), .. U64(collection), .. U32(number)];

    public ulong Append(params byte[] piece)
    {
        ulong address = Next;
        bytes.AddRange(piece);
        return address;
    }

    /// <summary>An object of messages: a group where a link or an empty list of links is among them.</summary>
    public ulong Object(params byte[][] messages)
    {
        byte[] content = [.. messages.SelectMany(m => m)];
        return Append(Checked([.. "OHDR"u8, 2, 2, .. U32((uint)content.Length), .. content]));
    }

    public ulong Group(params byte[][] messages) =>
        Object([Message(0x02, [0, 0, .. U64(ulong.MaxValue), .. U64(ulong.MaxValue)]), .. messages]);

    /// <summary>An array of float32 in one piece.</summary>
    public ulong Array(ulong address, params ulong[] lengths) => Array(FloatType(), address, 4, lengths);

    /// <summary>An array of any type in one piece.</summary>
    public ulong Array(byte[] type, ulong address, ulong size, params ulong[] lengths) =>
        Object(Message(0x03, type), Message(0x01, Space(lengths)),
            Message(0x08, [3, 1, .. U64(address), .. U64(lengths.Aggregate(size, (a, b) => a * b))]));

    /// <summary>A collection of texts, numbered from 1.</summary>
    public ulong Texts(params byte[][] texts)
    {
        byte[] content = [.. texts.SelectMany(
            (t, i) => (byte[])[.. U16(i + 1), 1, 0, 0, 0, 0, 0, .. U64((ulong)t.Length), .. t, .. new byte[-t.Length & 7]])];
        return Append([.. "GCOL"u8, 1, 0, 0, 0, .. U64((ulong)content.Length + 16), .. content]);
    }

    /// <summary>A structure with its checksum.</summary>
    public static byte[] Checked(params byte[] structure) => [.. structure, .. U32(Hdf5Checksum.Of(structure))];

    /// <summary>The file.</summary>
    public byte[] File(ulong root)
    {
        Append(new byte[32]);
        byte[] file = [.. bytes];
        ((byte[])[0x89, .. "HDF"u8, 13, 10, 26, 10, 2, 8, 8, 0]).CopyTo(file, 0);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(20), ulong.MaxValue);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(28), (ulong)file.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(36), root);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(44), Hdf5Checksum.Of(file.AsSpan(0, 44)));
        return file;
    }
}
