using System.Buffers.Binary;
using Keras.Saving.Hdf5;

namespace Fuzz.Mutations;

/// <summary>Where the messages of the objects of an HDF5 file are, in both forms of headers, and the checksums of the newer one.</summary>
/// <param name="file">The file.</param>
internal sealed class Hdf5Structure(byte[] file)
{
    private const int Superblock2Length = 48, HeadLength1 = 16, EntryLength = 40;
    private readonly List<(int Type, int Offset, int Length)> messages = [];
    private readonly List<(int From, int Length)> summed = [];

    /// <summary>
    /// The messages of all objects, by type: 1 dataspace, 3 datatype, 5 fill value, 6 link, 8 layout, 11 filters, 12 attribute, 17 symbol
    /// table.
    /// </summary>
    public IReadOnlyList<(int Type, int Offset, int Length)> Messages => messages;

    /// <summary>Finds them; structure that contradicts itself is left out.</summary>
    public static Hdf5Structure Of(byte[] file)
    {
        Hdf5Structure structure = new(file);
        if (file.Length > Superblock2Length && file[8] >= 2)
            structure.summed.Add((0, Superblock2Length - sizeof(uint)));
        for (int at = 0; at + HeadLength1 < file.Length; at += 8)
        {
            ReadOnlySpan<byte> here = file.AsSpan(at);
            if (here.StartsWith("OHDR"u8))
                structure.AddNewer(at);
            else if (here.StartsWith("SNOD"u8))
                structure.AddNode(at);
        }

        return structure;
    }

    /// <summary>Writes the checksums of what is in another file of the same structure.</summary>
    public void Sum(byte[] changed)
    {
        foreach ((int from, int length) in summed)
            BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(from + length), Hdf5Checksum.Of(changed.AsSpan(from, length)));
    }

    private void AddNewer(int at)
    {
        byte flags = file[at + 5];
        int prefix = 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0), size =
            1 << (flags & 3), head = (flags & 4) != 0 ? 6 : 4;
        if (size > 4 || at + prefix + size > file.Length)
            return;
        long length = size switch
        {
            1 => file[at + prefix],
            2 => BitConverter.ToUInt16(file, at + prefix),
            _ => BitConverter.ToUInt32(file, at + prefix)
        };
        int from = at + prefix + size;
        if (from + length + sizeof(uint) > file.Length)
            return;
        summed.Add((at, prefix + size + (int)length));
        for (int message = from; message + head <= from + length; message += head + BitConverter.ToUInt16(file, message + 1))
            Add(file[message], message + head, BitConverter.ToUInt16(file, message + 1));
    }

    // Names and addresses of the members of a group.
    private void AddNode(int at)
    {
        int count = BitConverter.ToUInt16(file, at + 6);
        for (int i = 0; i < count && at + 8 + ((i + 1) * EntryLength) <= file.Length; i++)
        {
            ulong address = BitConverter.ToUInt64(file, at + 8 + (i * EntryLength) + 8);
            if (address + HeadLength1 < (ulong)file.Length && file[address] == 1)
                AddOlder((int)address);
        }
    }

    private void AddOlder(int at)
    {
        const int head = 8;
        long length = BitConverter.ToUInt32(file, at + 8);
        for (int message = at + HeadLength1; message + head <= Math.Min(at + HeadLength1 + length, file.Length);
            message += head + BitConverter.ToUInt16(file, message + 2))
            Add(BitConverter.ToUInt16(file, message), message + head, BitConverter.ToUInt16(file, message + 2));
    }

    private void Add(int type, int offset, int length)
    {
        if (length > 0 && offset + length <= file.Length)
            messages.Add((type, offset, length));
    }
}
