namespace Keras.Saving.Hdf5;

/// <summary>Reads arrays in chunked storage, compressed or not; Keras reads such files, though it writes none.</summary>
internal sealed class Hdf5Chunks
{
    // Deflate packs at most 1032 bytes into one.
    private const long MostExpansion = 1032;
    private readonly ulong tree;
    private readonly int[] lengths;
    private readonly int[] chunk;
    private readonly int size;
    private readonly Hdf5Filters filters;
    private readonly string path;
    private readonly Hdf5Allowance allowance;

    private Hdf5Chunks(ulong tree, int[] lengths, int[] chunk, int size, Hdf5Filters filters, string path, Hdf5Allowance allowance)
    {
        this.tree = tree;
        this.lengths = lengths;
        this.chunk = chunk;
        this.size = size;
        this.filters = filters;
        this.path = path;
        this.allowance = allowance;
    }

    /// <summary>Reads the chunks of a data layout of version 3.</summary>
    /// <exception cref="InvalidDataException">They do not fit the array, or claim more than the file can hold.</exception>
    public static Hdf5Chunks Read(Hdf5Source file, ref Hdf5Bytes layout, ReadOnlySpan<long> lengths,
        int size, Hdf5Filters filters, string path, Hdf5Allowance allowance)
    {
        int axes = layout.U8();
        ulong tree = layout.U64();
        int[] chunk = new int[lengths.Length];
        long total = Hdf5Space.Count(lengths, size) * size;
        bool fits = lengths.Length > 0 && axes == lengths.Length + 1 && total > 0
            && total <= Math.Min(file.Length * MostExpansion, Array.MaxLength);
        for (int i = 0; fits && i < chunk.Length; i++)
        {
            uint length = layout.U32();
            fits = length > 0 && length <= lengths[i];
            chunk[i] = (int)length;
        }

        if (!fits || layout.U32() != size)
            throw new InvalidDataException($"'{path}' is stored in chunks that do not fit it; the file is damaged.");
        return new(tree, [.. lengths.ToArray().Select(l => (int)l)], chunk, size, filters, path, allowance);
    }

    /// <summary>Reads the elements of the array, in order.</summary>
    /// <exception cref="InvalidDataException">A chunk is missing, is there twice, or is not what it should be.</exception>
    public byte[] ToArray(Hdf5Source file)
    {
        Dictionary<int, Chunk> found = [];
        int nodes = 0;
        Visit(file, tree, null, found, ref nodes);
        long expected = lengths.Zip(chunk, (l, c) => (l + c - 1L) / c).Aggregate(1L, (product, count) => product * count);
        if (found.Count != expected)
            throw new InvalidDataException($"'{path}' has {found.Count} of {expected} chunks; the file is damaged or was never filled.");
        // Chunks do not overlap, so all of them together unpack to what the file's length allows.
        int length = Length(lengths), chunkLength = Length(chunk);
        long stored = found.Values.Sum(c => (long)c.Stored);
        if (stored > file.Length || found.Values.Any(c => chunkLength > (c.Stored + 1) * MostExpansion))
            throw new InvalidDataException($"'{path}' is stored in chunks that do not fit it; the file is damaged.");
        allowance.Take(stored);
        byte[] array = new byte[length];
        foreach (Chunk part in found.Values)
            Copy(filters.Undo(Hdf5Bytes.At(file, part.Address).Take(part.Stored), part.Skipped, chunkLength, size), part.Start, array);
        return array;
    }

    private void Visit(Hdf5Source file, ulong address, int? level, Dictionary<int, Chunk> found, ref int nodes)
    {
        const int chunks = 1, mostLevels = 8, headLength = 24;
        Hdf5Bytes node = Hdf5Bytes.At(file, address);
        node.Expect("TREE"u8);
        byte kind = node.U8(), own = node.U8();
        if (kind != chunks || own > mostLevels || (level is { } expected && own != expected) || ++nodes > file.Length / headLength)
            throw new InvalidDataException($"expected the index of the chunks of '{path}', got something else; the file is damaged.");
        int count = node.U16();
        node.Skip(16);
        allowance.Take(headLength);
        for (int i = 0; i < count; i++)
        {
            uint stored = node.U32(), skipped = node.U32();
            int[] start = new int[lengths.Length];
            for (int axis = 0; axis < start.Length; axis++)
                start[axis] = Start(node.U64(), axis);
            node.Skip(8);
            ulong child = node.U64();
            if (own > 0)
                Visit(file, child, own - 1, found, ref nodes);
            else if (!found.TryAdd(Offset(start), new(child, stored, skipped, start)))
                throw new InvalidDataException($"'{path}' has a chunk twice; the file is damaged.");
        }
    }

    private int Start(ulong start, int axis) => start < (ulong)lengths[axis] && start % (ulong)chunk[axis] == 0
        ? (int)start
        : throw new InvalidDataException($"'{path}' has a chunk at {start} of an axis of {lengths[axis]}; the file is damaged.");

    // Row by row, the part of the chunk that lies in the array; the last chunks stand out.
    private void Copy(ReadOnlySpan<byte> values, int[] start, byte[] array)
    {
        int last = chunk.Length - 1;
        int row = chunk[last] * size, kept = Math.Min(chunk[last], lengths[last] - start[last]) * size;
        int[] at = new int[chunk.Length];
        for (int offset = 0; offset < values.Length; offset += row)
        {
            int[] target = [.. start.Zip(at, (s, a) => s + a)];
            if (target.Zip(lengths, (t, l) => t < l).All(inside => inside))
                values.Slice(offset, kept).CopyTo(array.AsSpan(Offset(target) * size));
            for (int axis = last - 1; axis >= 0 && ++at[axis] == chunk[axis]; axis--)
                at[axis] = 0;
        }
    }

    private int Length(int[] axes) => axes.Aggregate(size, (product, length) => product * length);

    private int Offset(int[] position)
    {
        int offset = 0;
        for (int axis = 0; axis < position.Length; axis++)
            offset = (offset * lengths[axis]) + position[axis];
        return offset;
    }

    /// <summary>The position of a chunk, in the file and in the array.</summary>
    private readonly record struct Chunk(ulong Address, uint Stored, uint Skipped, int[] Start);
}
