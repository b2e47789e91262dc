namespace Keras.Saving.Hdf5;

/// <summary>Where the elements of an array are in the file.</summary>
/// <param name="IsChunked">Whether they are in chunks, perhaps compressed; otherwise they are in one piece.</param>
/// <param name="Offset">Where the piece begins.</param>
/// <param name="Length">Its bytes.</param>
internal readonly record struct Hdf5Storage(bool IsChunked, int Offset, int Length)
{
    // As much as deflate can make of zeros.
    private const int MostExpansion = 1032;

    public static Hdf5Storage Read(ReadOnlySpan<byte> file, Hdf5Message layout, ReadOnlySpan<long> lengths, int size, string path, Hdf5Allowance stored)
    {
        if (layout.Type != Hdf5MessageType.Layout)
            throw new InvalidDataException($"'{path}' does not tell where its numbers are; the file is damaged.");
        Hdf5Bytes bytes = layout.Content(file);
        byte version = bytes.U8();
        byte kind = bytes.U8();
        if (version is not (3 or 4))
            throw new InvalidDataException($"'{path}' is stored in a form of version {version}, expected 3 or 4; write the file anew with Keras's defaults.");
        switch (kind)
        {
            case 0:
                ushort length = bytes.U16();
                int offset = layout.Offset + bytes.Position;
                bytes.Skip(length);
                return new(false, offset, length);
            case 1:
                ulong address = bytes.U64(), taken = bytes.U64();
                if (taken == 0)
                    return new(false, 0, 0);
                Hdf5Bytes.At(file, address).Skip(taken);
                stored.Take((long)taken);
                return new(false, (int)address, (int)taken);
            case 2 when version == 3:
                CheckChunks(file, ref bytes, lengths, size, path, stored);
                return new(true, 0, 0);
            case 3:
                throw new InvalidDataException($"'{path}' is put together from other files, which are never followed; expected a file that holds its own data.");
            default:
                throw new InvalidDataException($"'{path}' is stored in a form that is not supported; write the file anew with Keras's defaults.");
        }
    }

    private static void CheckChunks(ReadOnlySpan<byte> file, ref Hdf5Bytes bytes, ReadOnlySpan<long> lengths, int size, string path, Hdf5Allowance stored)
    {
        int axes = bytes.U8();
        ulong tree = bytes.U64();
        bool fits = axes == lengths.Length + 1;
        for (int i = 0; fits && i < lengths.Length; i++)
        {
            uint chunk = bytes.U32();
            fits = chunk > 0 && chunk <= lengths[i];
        }

        if (!fits || bytes.U32() != size || Hdf5Space.Count(lengths, size) * size > CheckTree(file, tree, axes, null, stored) * MostExpansion)
            throw new InvalidDataException($"'{path}' is stored in chunks that do not fit it; the file is damaged.");
    }

    /// <summary>The bytes of all chunks.</summary>
    private static long CheckTree(ReadOnlySpan<byte> file, ulong address, int axes, int? level, Hdf5Allowance stored)
    {
        if (address == ulong.MaxValue)
            return 0;
        Hdf5Bytes node = Hdf5Bytes.At(file, address);
        node.Expect("TREE"u8);
        byte kind = node.U8(), own = node.U8();
        if (kind != 1 || own > 8 || (level is { } expected && own != expected))
            throw new InvalidDataException("the index of an array's chunks is not one; the file is damaged.");
        int count = node.U16();
        node.Skip(16);
        stored.Take(node.Position);
        long bytes = 0;
        for (int i = 0; i < count; i++)
        {
            uint length = node.U32();
            node.Skip(4 + (8UL * (ulong)axes));
            ulong child = node.U64();
            if (own > 0)
            {
                bytes += CheckTree(file, child, axes, own - 1, stored);
                continue;
            }

            Hdf5Bytes.At(file, child).Skip(length);
            stored.Take(length);
            bytes += length;
        }

        return bytes;
    }
}
