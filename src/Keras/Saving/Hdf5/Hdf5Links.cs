namespace Keras.Saving.Hdf5;

/// <summary>The members of a group: names and addresses. Only hard links; a link to elsewhere is refused, never followed.</summary>
internal static class Hdf5Links
{
    private const int MostLevels = 8;
    private const int EntryLength = 16;

    /// <summary>Whether the object is a group.</summary>
    public static bool IsGroup(List<Hdf5Message> messages) =>
        messages.Exists(m => m.Type is Hdf5MessageType.SymbolTable or Hdf5MessageType.LinkInfo or Hdf5MessageType.Link);

    public static List<(string Name, ulong Address)> Read(Hdf5Source file, List<Hdf5Message> messages, Hdf5Allowance allowance)
    {
        List<(string, ulong)> links = [];
        foreach (Hdf5Message message in messages)
        {
            Hdf5Bytes content = message.Content(file);
            switch (message.Type)
            {
                case Hdf5MessageType.SymbolTable:
                    ulong tree = content.U64();
                    ReadTree(file, tree, ReadHeap(file, content.U64(), allowance), links, MostLevels, allowance);
                    break;
                case Hdf5MessageType.LinkInfo:
                    content.Skip(1);
                    byte flags = content.U8();
                    content.Skip((flags & 1) != 0 ? 8UL : 0);
                    if (content.U64() != ulong.MaxValue)
                        throw new InvalidDataException(
                            "a group keeps its names in a fractal heap, which is not supported; write the file anew with "
                            + "Keras's defaults.");
                    break;
                case Hdf5MessageType.Link:
                    links.Add(ReadLink(ref content));
                    break;
            }
        }

        return links;
    }

    private static (string Name, ulong Address) ReadLink(ref Hdf5Bytes content)
    {
        content.Skip(1);
        byte flags = content.U8();
        byte type = (flags & 0x08) != 0 ? content.U8() : (byte)0;
        content.Skip((flags & 0x04) != 0 ? 8UL : 0);
        content.Skip((flags & 0x10) != 0 ? 1UL : 0);
        string name = Hdf5Strings.Decode(content.Take(content.Number(flags & 3)));
        return type == 0 ? (name, content.U64()) : throw NotHard(name);
    }

    private static byte[] ReadHeap(Hdf5Source file, ulong address, Hdf5Allowance allowance)
    {
        Hdf5Bytes heap = Hdf5Bytes.At(file, address);
        heap.Expect("HEAP"u8);
        heap.Skip(4);
        ulong length = heap.U64();
        heap.Skip(8);
        Hdf5Bytes names = Hdf5Bytes.At(file, heap.U64());
        if (length > (ulong)names.Left)
            throw new InvalidDataException(
                $"the names of a group take {length} bytes where {names.Left} are left; the file is damaged or truncated.");
        allowance.Take((long)length);
        return names.Take(length);
    }

    private static void ReadTree(Hdf5Source file, ulong address, byte[] heap,
        List<(string, ulong)> links, int levels, Hdf5Allowance allowance)
    {
        Hdf5Bytes node = Hdf5Bytes.At(file, address);
        if (node.StartsWith("SNOD"u8))
        {
            ReadNode(ref node, heap, links, allowance);
            return;
        }

        node.Expect("TREE"u8);
        if (levels == 0 || node.U8() != 0)
            throw new InvalidDataException("expected the index of a group, got something else; the file is damaged.");
        node.Skip(1);
        int count = node.U16();
        node.Skip(16);
        for (int i = 0; i < count; i++)
        {
            allowance.Take(EntryLength);
            node.Skip(8);
            ReadTree(file, node.U64(), heap, links, levels - 1, allowance);
        }
    }

    private static void ReadNode(ref Hdf5Bytes node, byte[] heap, List<(string, ulong)> links, Hdf5Allowance allowance)
    {
        const uint softLink = 2;
        node.Skip(6);
        int count = node.U16();
        for (int i = 0; i < count; i++)
        {
            string name = Terminated(heap, node.U64());
            ulong address = node.U64();
            if (node.U32() == softLink)
                throw NotHard(name);
            node.Skip(20);
            allowance.Take(EntryLength + name.Length);
            links.Add((name, address));
        }
    }

    private static string Terminated(byte[] heap, ulong offset)
    {
        if (offset > (ulong)heap.Length)
            throw new InvalidDataException($"a name at {offset} lies beyond the {heap.Length} bytes of names; the file is damaged.");
        ReadOnlySpan<byte> rest = heap.AsSpan((int)offset);
        int end = rest.IndexOf((byte)0);
        return Hdf5Strings.Decode(end >= 0 ? rest[..end] : rest);
    }

    private static InvalidDataException NotHard(string name) =>
        new($"'{name}' is a link to elsewhere, which is never followed; expected a file that holds its own data.");
}
