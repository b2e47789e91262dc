using System.Buffers;

namespace Keras.Saving.Hdf5;

/// <summary>The messages of an object, in both versions of the format.</summary>
internal static class Hdf5ObjectHeader
{
    // More blocks than an object of a model file has; a chain of them could be a circle.
    private const int MostBlocks = 64;
    private const int SharedFlag = 2;

    // In memory.
    private const int MessageLength = 24;

    public static List<Hdf5Message> Read(Hdf5Source file, ulong address, Hdf5Allowance allowance)
    {
        Hdf5Bytes head = Hdf5Bytes.At(file, address);
        return head.StartsWith("OHDR"u8) ? ReadVersion2(file, head, allowance) : ReadVersion1(file, head, allowance);
    }

    private static List<Hdf5Message> ReadVersion1(Hdf5Source file, Hdf5Bytes head, Hdf5Allowance allowance)
    {
        long address = head.Address;
        if (head.U8() != 1)
            throw new InvalidDataException($"expected an object at {address}; the file is damaged.");
        head.Skip(7);
        uint length = head.U32();
        head.Skip(4);
        Queue<Hdf5Bytes> blocks = new([head.TakePart(length)]);
        List<Hdf5Message> messages = [];
        for (int i = 0; blocks.TryDequeue(out Hdf5Bytes bytes); i++)
        {
            CheckCount(i, address);
            allowance.Take(bytes.Left);
            while (bytes.Left >= 8)
            {
                int type = bytes.U16();
                ushort size = bytes.U16();
                byte flags = bytes.U8();
                bytes.Skip(3);
                long offset = bytes.Address;
                bytes.Skip(size);
                Add(file, messages, blocks, new((Hdf5MessageType)type, offset, size), flags, signatureLength: 0, allowance);
            }
        }

        return messages;
    }

    private static List<Hdf5Message> ReadVersion2(Hdf5Source file, Hdf5Bytes head, Hdf5Allowance allowance)
    {
        const int timesFlag = 0x20, phaseFlag = 0x10, orderFlag = 0x04, signature = 4, checksum = 4;
        long address = head.Address;
        Hdf5Bytes whole = head;
        head.Skip(signature);
        byte version = head.U8();
        if (version != 2)
            throw new InvalidDataException($"expected an object header of version 2, got {version}; the file is damaged.");
        byte flags = head.U8();
        if ((flags & timesFlag) != 0)
            head.Skip(16);
        if ((flags & phaseFlag) != 0)
            head.Skip(4);
        ulong length = head.Number(flags & 3);
        Queue<Hdf5Bytes> blocks = new([head.TakePart(length)]);
        RequireChecksum(whole, head.Position + checksum, address);
        List<Hdf5Message> messages = [];
        for (int i = 0; blocks.TryDequeue(out Hdf5Bytes bytes); i++)
        {
            CheckCount(i, address);
            allowance.Take(bytes.Left);
            if (i > 0)
            {
                RequireChecksum(bytes, bytes.Left, address);
                bytes.Expect("OCHK"u8);
            }

            int end = i > 0 ? checksum : 0;
            int prefix = (flags & orderFlag) != 0 ? 6 : 4;
            while (bytes.Left - end >= prefix)
            {
                int type = bytes.U8();
                ushort size = bytes.U16();
                byte messageFlags = bytes.U8();
                bytes.Skip((ulong)prefix - 4);
                long offset = bytes.Address;
                bytes.Skip(size);
                Add(file, messages, blocks, new((Hdf5MessageType)type, offset, size), messageFlags, signature, allowance);
            }
        }

        return messages;
    }

    private static void Add(
        Hdf5Source file, List<Hdf5Message> messages, Queue<Hdf5Bytes> blocks,
        Hdf5Message message, byte flags, int signatureLength, Hdf5Allowance allowance)
    {
        if (!Enum.IsDefined(message.Type))
            return;
        if (message.Type != Hdf5MessageType.Continuation)
        {
            if ((flags & SharedFlag) != 0)
                throw new InvalidDataException("parts shared between HDF5 objects are not supported; Keras writes none.");
            allowance.Take(MessageLength);
            messages.Add(message);
            return;
        }

        Hdf5Bytes content = message.Content(file);
        ulong address = content.U64(), length = content.U64();
        Hdf5Bytes block = Hdf5Bytes.At(file, address).TakePart(length);
        if (length < (ulong)(2 * signatureLength))
            throw new InvalidDataException("an object's continuation is too short; the file is damaged.");
        blocks.Enqueue(block);
    }

    private static void RequireChecksum(Hdf5Bytes bytes, long length, long address)
    {
        if (length > bytes.Left || length > Array.MaxLength)
            throw new InvalidDataException(
                $"the object at {address} has {length} bytes where {bytes.Left} are left; the file is damaged or truncated.");
        byte[] structure = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            bytes.CopyTo(structure.AsSpan(0, (int)length));
            Hdf5Checksum.Require(structure.AsSpan(0, (int)length), $"the object at {address}");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(structure);
        }
    }

    private static void CheckCount(int blocks, long address)
    {
        if (blocks > MostBlocks)
            throw new InvalidDataException($"the object at {address} has more than {MostBlocks} parts; the file is damaged.");
    }
}
