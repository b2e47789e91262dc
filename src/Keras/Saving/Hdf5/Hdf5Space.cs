namespace Keras.Saving.Hdf5;

/// <summary>The dataspace of an array: its axes.</summary>
internal static class Hdf5Space
{
    private const int MostAxes = 32;

    public static long[] Read(ref Hdf5Bytes bytes)
    {
        byte version = bytes.U8();
        int rank = bytes.U8();
        bytes.Skip(1);
        if (version is not (1 or 2) || rank > MostAxes)
            throw new InvalidDataException($"an array says that it has {rank} axes in a form of version {version}; the file is damaged.");
        byte kind = version == 2 ? bytes.U8() : (byte)0;
        if (version == 1)
            bytes.Skip(5);
        if (kind > 1)
            return [0];
        long[] lengths = new long[rank];
        for (int i = 0; i < rank; i++)
            lengths[i] = checked((long)bytes.U64());
        return lengths;
    }

    /// <summary>The number of elements, checked against overflow.</summary>
    public static long Count(ReadOnlySpan<long> lengths, int size)
    {
        long count = 1;
        foreach (long length in lengths)
            count = checked(count * length);
        _ = checked(count * size);
        return count;
    }
}
