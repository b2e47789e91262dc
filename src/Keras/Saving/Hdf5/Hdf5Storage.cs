namespace Keras.Saving.Hdf5;

/// <summary>The data layout of an array: the position of its elements in the file.</summary>
/// <param name="Chunks">The chunks; null for contiguous storage.</param>
/// <param name="Offset">The position of contiguous storage.</param>
/// <param name="Length">The size of contiguous storage in bytes.</param>
internal readonly record struct Hdf5Storage(Hdf5Chunks? Chunks, long Offset, long Length)
{
    public static Hdf5Storage Read(Hdf5Source file, List<Hdf5Message> messages, ReadOnlySpan<long> lengths,
        int size, string path, Hdf5Allowance allowance)
    {
        Hdf5Message layout = messages.Find(m => m.Type == Hdf5MessageType.Layout);
        if (layout.Type != Hdf5MessageType.Layout)
            throw new InvalidDataException($"'{path}' has no data layout with an address; the file is damaged.");
        Hdf5Bytes bytes = layout.Content(file);
        byte version = bytes.U8();
        byte kind = bytes.U8();
        if (version is not (3 or 4))
            throw new InvalidDataException(
                $"'{path}' is stored in a form of version {version}, expected 3 or 4; write the file anew with Keras's defaults.");
        switch (kind)
        {
            case 0:
                ushort length = bytes.U16();
                long offset = bytes.Address;
                bytes.Skip(length);
                return new(null, offset, length);
            case 1:
                ulong address = bytes.U64(), stored = bytes.U64();
                if (stored == 0)
                    return new(null, 0, 0);
                if (address == ulong.MaxValue)
                    throw new InvalidDataException($"'{path}' has allocated storage without values; write the file anew.");
                Hdf5Bytes.At(file, address).Skip(stored);
                allowance.Take((long)stored);
                return new(null, (long)address, (long)stored);
            case 2 when version == 3:
                return new(Hdf5Chunks.Read(file, ref bytes, lengths, size, Hdf5Filters.Read(file, messages, path), path, allowance), 0, 0);
            case 3:
                throw new InvalidDataException(
                    $"'{path}' is a virtual dataset of other files, which are never followed; expected a file that holds its own data.");
            default:
                throw new InvalidDataException(
                    $"'{path}' is stored in a form that is not supported; write the file anew with Keras's defaults.");
        }
    }
}
