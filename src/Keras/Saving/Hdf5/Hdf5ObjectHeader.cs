namespace Keras.Saving.Hdf5;

/// <summary>The messages of an object, in both versions of the format.</summary>
internal static class Hdf5ObjectHeader
{
    // More blocks than an object of a model file has; a chain of them could be a circle.
    private const int MostBlocks = 64;
    private const int SharedFlag = 2;

    public static List<Hdf5Message> Read(ReadOnlySpan<byte> file, ulong address, Hdf5Allowance allowance)
    {
        Hdf5Bytes head = Hdf5Bytes.At(file, address);
        return head.Left >= 4 && file.Slice((int)address, 4).SequenceEqual("OHDR"u8) ? ReadVersion2(file, (int)address, allowance) : ReadVersion1(file, (int)address, allowance);
    }

    private static List<Hdf5Message> ReadVersion1(ReadOnlySpan<byte> file, int address, Hdf5Allowance allowance)
    {
        Hdf5Bytes head = Hdf5Bytes.At(file, (ulong)address);
        if (head.U8() != 1)
            throw new InvalidDataException($"expected an object at {address}; the file is damaged.");
        head.Skip(7);
        uint length = head.U32();
        head.Skip(4);
        Queue<(int Offset, int Length)> blocks = new([(address + head.Position, head.Take(length).Length)]);
        List<Hdf5Message> messages = [];
        for (int i = 0; blocks.TryDequeue(out (int Offset, int Length) block); i++)
        {
            CheckCount(i, address);
            allowance.Take(block.Length);
            Hdf5Bytes bytes = new(file.Slice(block.Offset, block.Length));
            while (bytes.Left >= 8)
            {
                int type = bytes.U16();
                ushort size = bytes.U16();
                byte flags = bytes.U8();
                bytes.Skip(3);
                int offset = block.Offset + bytes.Position;
                bytes.Skip(size);
                Add(file, messages, blocks, new((Hdf5MessageType)type, offset, size), flags, signatureLength: 0);
            }
        }

        return messages;
    }

    private static List<Hdf5Message> ReadVersion2(ReadOnlySpan<byte> file, int address, Hdf5Allowance allowance)
    {
        const int timesFlag = 0x20, phaseFlag = 0x10, orderFlag = 0x04, signature = 4, checksum = 4;
        Hdf5Bytes head = Hdf5Bytes.At(file, (ulong)address);
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
        Queue<(int Offset, int Length)> blocks = new([(address + head.Position, head.Take(length).Length)]);
        List<Hdf5Message> messages = [];
        for (int i = 0; blocks.TryDequeue(out (int Offset, int Length) block); i++)
        {
            CheckCount(i, address);
            allowance.Take(block.Length);
            Hdf5Bytes bytes = new(file.Slice(block.Offset, block.Length));
            if (i > 0)
                bytes.Expect("OCHK"u8);
            int end = i > 0 ? checksum : 0;
            int prefix = (flags & orderFlag) != 0 ? 6 : 4;
            while (bytes.Left - end >= prefix)
            {
                int type = bytes.U8();
                ushort size = bytes.U16();
                byte messageFlags = bytes.U8();
                bytes.Skip((ulong)prefix - 4);
                int offset = block.Offset + bytes.Position;
                bytes.Skip(size);
                Add(file, messages, blocks, new((Hdf5MessageType)type, offset, size), messageFlags, signature);
            }
        }

        return messages;
    }

    private static void Add(
        ReadOnlySpan<byte> file, List<Hdf5Message> messages, Queue<(int Offset, int Length)> blocks, Hdf5Message message, byte flags, int signatureLength)
    {
        if (message.Type != Hdf5MessageType.Continuation)
        {
            if ((flags & SharedFlag) != 0 && Enum.IsDefined(message.Type))
                throw new InvalidDataException("parts shared between HDF5 objects are not supported; Keras writes none.");
            messages.Add(message);
            return;
        }

        Hdf5Bytes content = message.Content(file);
        ulong address = content.U64(), length = content.U64();
        Hdf5Bytes.At(file, address).Skip(length);
        if (length < (ulong)(2 * signatureLength))
            throw new InvalidDataException("an object's continuation is too short; the file is damaged.");
        blocks.Enqueue(((int)address, (int)length));
    }

    private static void CheckCount(int blocks, int address)
    {
        if (blocks > MostBlocks)
            throw new InvalidDataException($"the object at {address} has more than {MostBlocks} parts; the file is damaged.");
    }
}
