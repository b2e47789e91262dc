namespace Fuzz.Mutations;

/// <summary>
/// Changes HDF5 files whose checksums stay right: fields of types, spaces, layouts, filters, attributes and links, and messages in each
/// other's place.
/// </summary>
internal static class Hdf5Mutator
{
    private static readonly int[] Deepest = [1, 3, 8, 11, 12];

    /// <summary>A changed copy of a file.</summary>
    /// <param name="whole">The file; it stays as it is.</param>
    /// <param name="random">Decides.</param>
    public static byte[] Mutate(byte[] whole, Random random)
    {
        Hdf5Structure structure = Hdf5Structure.Of(whole);
        byte[] file = [.. whole];
        for (int change = random.Next(1, 4); change > 0 && structure.Messages.Count > 0; change--)
            Change(file, structure, random);
        structure.Sum(file);
        return file;
    }

    private static void Change(byte[] file, Hdf5Structure structure, Random random)
    {
        (int type, int offset, int length) = Pick(structure, random);
        Span<byte> content = file.AsSpan(offset, length);
        switch (random.Next(8))
        {
            case 0:
                content[random.Next(length)] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                content[random.Next(length)] = (byte)random.Next(256);
                break;
            case 2 or 3:
                InterestingNumbers.Overwrite(content, random);
                break;
            case 4:
                // A type's size, a space's first axis, a layout's address: where the fields of these messages begin.
                InterestingNumbers.Overwrite(content[..Math.Min(length, 16)], random);
                break;
            case 5:
                (_, int other, int otherLength) = Like(structure, type, random);
                file.AsSpan(other, Math.Min(length, otherLength)).CopyTo(content);
                break;
            case 6:
                content[..Math.Min(8, length)].CopyTo(content[^Math.Min(8, length)..]);
                break;
            default:
                content[random.Next(length)..].Fill((byte)(random.Next(2) == 0 ? 0 : 0xFF));
                break;
        }
    }

    private static (int Type, int Offset, int Length) Pick(Hdf5Structure structure, Random random)
    {
        int type = Deepest[random.Next(Deepest.Length)];
        (int, int, int)[] wanted = [.. structure.Messages.Where(m => m.Type == type)];
        return random.Next(4) > 0 && wanted.Length > 0 ? wanted[random.Next(wanted.Length)]
            : structure.Messages[random.Next(structure.Messages.Count)];
    }

    // What stands in a message of the same type has the right form, so it goes further than noise.
    private static (int Type, int Offset, int Length) Like(Hdf5Structure structure, int type, Random random)
    {
        (int, int, int)[] same = [.. structure.Messages.Where(m => m.Type == type)];
        return same[random.Next(same.Length)];
    }
}
