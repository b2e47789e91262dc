using TensorFlow;

namespace Keras.Saving.Hdf5;

/// <summary>
/// Reads the structure of an HDF5 file held in memory and finds its arrays, following nothing that leads out of the file and believing no
/// number that it has not compared with the file's length.
/// </summary>
internal sealed class Hdf5Reader
{
    private const int MostDepth = 64;

    // A text is read with what holds it and by itself.
    private const int StructureFactor = 3;
    private const int NewSuperblockLength = 48;
    private readonly Hdf5Source file;
    private readonly HashSet<ulong> visited = [];
    private readonly Hdf5Allowance structure;
    private readonly Hdf5Allowance stored;
    private readonly Hdf5Strings strings;

    private Hdf5Reader(Hdf5Source file)
    {
        this.file = file;
        structure = new(StructureFactor * file.Length);
        stored = new(file.Length);
        strings = new(structure);
    }

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>The root of a file; arrays are read when they are asked for.</summary>
    /// <exception cref="InvalidDataException">The file is of another format, is damaged, or has addresses outside of itself.</exception>
    /// <exception cref="OverflowException">Its numbers are beyond all bounds.</exception>
    public static Hdf5Group Read(byte[] file) => Read(Hdf5Source.Of(file));

    /// <inheritdoc cref="Read(byte[])"/>
    public static Hdf5Group Read(Hdf5Source file)
    {
        Hdf5Reader reader = new(file);
        Hdf5Group root = new();
        reader.ReadGroup(Hdf5ObjectHeader.Read(file, reader.RootAddress(), reader.structure), root, "", MostDepth);
        return root;
    }

    private ulong RootAddress()
    {
        const int rootInOldSuperblock = 24 + 32 + 8, rootInNewSuperblock = 12 + 24;
        Hdf5Bytes bytes = Hdf5Bytes.At(file, 0);
        if (!bytes.StartsWith(Signature))
            throw new InvalidDataException("expected an HDF5 file, got one without its signature; check that this is the right file.");
        bytes.Skip((ulong)Signature.Length);
        byte version = bytes.U8();
        if (version > 3)
            throw new InvalidDataException(
                $"expected an HDF5 superblock of version 0 to 3, got {version}; write the file anew with Keras's defaults.");
        bytes.Skip(version < 2 ? 4UL : 0);
        if (file.Length < rootInOldSuperblock + 8 || bytes.U8() != 8 || bytes.U8() != 8)
            throw new InvalidDataException("expected HDF5 addresses and lengths of 8 bytes; the file is damaged or of an unusual kind.");
        if (version >= 2)
            Hdf5Checksum.Require(Hdf5Bytes.At(file, 0).Take(NewSuperblockLength), "the superblock");
        // Base, free space or extension, end of the file, and more that is passed over.
        Hdf5Bytes addresses = Hdf5Bytes.At(
            file, version switch { 0 => rootInOldSuperblock - 40, 1 => rootInOldSuperblock - 36, _ => rootInNewSuperblock - 24 });
        ulong start = addresses.U64();
        addresses.Skip(8);
        ulong end = addresses.U64();
        if (start != 0)
            throw new InvalidDataException(
                $"expected an HDF5 file from its first byte on, got one whose addresses begin at {start}; write the file anew without a "
                + "user block.");
        if (end > (ulong)file.Length)
            throw new InvalidDataException($"the file has {file.Length} bytes, expected {end}; it is truncated.");
        return Hdf5Bytes.At(file, version switch { 0 => rootInOldSuperblock, 1 => rootInOldSuperblock + 4, _ => rootInNewSuperblock })
            .U64();
    }

    private void ReadGroup(List<Hdf5Message> messages, Hdf5Group group, string path, int depth)
    {
        if (depth == 0)
            throw new InvalidDataException($"the groups are more than {MostDepth} deep; the file is damaged.");
        foreach (Hdf5Message attribute in messages.Where(m => m.Type == Hdf5MessageType.Attribute))
            Hdf5Attribute.Read(file, attribute, strings, group);
        foreach ((string name, ulong address) in Hdf5Links.Read(file, messages, structure))
        {
            // Keras names nothing twice; a circle would have no end.
            if (!visited.Add(address))
                throw new InvalidDataException($"'{path}/{name}' is linked twice, in a cycle or under two names; the file is damaged.");
            List<Hdf5Message> inner = Hdf5ObjectHeader.Read(file, address, structure);
            if (Hdf5Links.IsGroup(inner))
                ReadGroup(inner, group.Add(name), $"{path}/{name}", depth - 1);
            else
                group.Datasets[name] = ReadDataset(inner, $"{path}/{name}");
        }
    }

    private Hdf5Dataset ReadDataset(List<Hdf5Message> messages, string path)
    {
        Hdf5Group attributes = new();
        foreach (Hdf5Message attribute in messages.Where(m => m.Type == Hdf5MessageType.Attribute))
            Hdf5Attribute.Read(file, attribute, strings, attributes);
        if (messages.Exists(m => m.Type == Hdf5MessageType.ExternalFiles))
            throw new InvalidDataException(
                $"'{path}' has external storage, which is never followed; expected a file that holds its own data.");
        Hdf5Bytes typeBytes = Part(messages, Hdf5MessageType.DataType, path);
        Hdf5Type type = Hdf5Type.Read(ref typeBytes);
        Hdf5Bytes spaceBytes = Part(messages, Hdf5MessageType.Dataspace, path);
        long[] lengths = Hdf5Space.Read(ref spaceBytes);
        DType? dtype = type is { Kind: Hdf5TypeKind.Opaque, Size: 2 }
            && attributes.GetString("dtype") == "bfloat16" ? DType.BFloat16 : type.DType;
        if (dtype is not { } known)
            throw new InvalidDataException(
                $"'{path}' is an array of {type.Description}, expected numbers as NumPy has them; write the file anew with Keras's "
                + "defaults.");
        long count = Hdf5Space.Count(lengths, type.Size);
        Hdf5Storage storage = Hdf5Storage.Read(file, messages, lengths, type.Size, path, stored);
        if (storage.Chunks is null && storage.Length != count * type.Size)
            throw new InvalidDataException($"'{path}' takes {storage.Length} bytes, expected {count * type.Size}; the file is damaged.");
        Shape shape = Shape.Create(lengths);
        return new(known, shape, () => storage.Chunks is { } chunks
            ? TensorBytes.Read(known, shape, Hdf5Source.Of(chunks.ToArray(file)), 0, type.IsBigEndian)
            : TensorBytes.Read(known, shape, file, storage.Offset, type.IsBigEndian));
    }

    private Hdf5Bytes Part(List<Hdf5Message> messages, Hdf5MessageType type, string path)
    {
        foreach (Hdf5Message message in messages)
        {
            if (message.Type == type)
                return message.Content(file);
        }

        throw new InvalidDataException($"'{path}' has no {type}; the file is damaged.");
    }
}
