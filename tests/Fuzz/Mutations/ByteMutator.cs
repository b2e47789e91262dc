namespace Fuzz.Mutations;

/// <summary>Damages bytes of which it knows nothing.</summary>
internal static class ByteMutator
{
    private const int MostChanges = 4;
    private const int LongestBlock = 512;

    /// <summary>A damaged copy: up to four changes after one another.</summary>
    /// <param name="whole">The bytes; they stay as they are.</param>
    /// <param name="other">Other bytes of the kind, of which parts may be taken.</param>
    /// <param name="random">Decides.</param>
    public static byte[] Mutate(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> other, Random random)
    {
        byte[] bytes = whole.ToArray();
        for (int change = random.Next(1, MostChanges + 1); change > 0 && bytes.Length > 0; change--)
            bytes = Change(bytes, other, random);
        return bytes;
    }

    private static byte[] Change(byte[] bytes, ReadOnlySpan<byte> other, Random random)
    {
        // Changes that keep the length reach deepest, so they come more often.
        switch (random.Next(20))
        {
            case <= 3:
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                return bytes;
            case <= 6:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case <= 8:
                bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? (byte)0xFF : (byte)0;
                return bytes;
            case <= 12:
                InterestingNumbers.Overwrite(bytes, random);
                return bytes;
            case 13:
                return [.. bytes.AsSpan(0, random.Next(bytes.Length))];
            case 14:
                return Splice(bytes, other, random);
            case 15:
                Block(bytes, random).CopyTo(bytes.AsSpan(random.Next(bytes.Length)), out _);
                return bytes;
            case 16:
                (int from, int length) = Place(bytes, random);
                return [.. bytes.AsSpan(0, from), .. bytes.AsSpan(from + length)];
            case 17:
                (from, length) = Place(bytes, random);
                return [.. bytes.AsSpan(0, from + length), .. bytes.AsSpan(from)];
            case 18:
                byte[] noise = new byte[random.Next(1, 64)];
                random.NextBytes(noise);
                from = random.Next(bytes.Length);
                return [.. bytes.AsSpan(0, from), .. noise, .. bytes.AsSpan(from)];
            default:
                (from, length) = Place(bytes, random);
                bytes.AsSpan(from, length).Fill((byte)(random.Next(2) == 0 ? 0 : 0xFF));
                return bytes;
        }
    }

    // The start of one file and the end of another, or a block of the other in its place.
    private static byte[] Splice(byte[] bytes, ReadOnlySpan<byte> other, Random random)
    {
        int at = random.Next(Math.Min(bytes.Length, other.Length) + 1);
        if (random.Next(2) == 0)
            return [.. bytes.AsSpan(0, at), .. other[at..]];
        int length = Math.Min(random.Next(LongestBlock), Math.Min(bytes.Length, other.Length) - at);
        other.Slice(at, length).CopyTo(bytes.AsSpan(at));
        return bytes;
    }

    private static byte[] Block(byte[] bytes, Random random)
    {
        (int from, int length) = Place(bytes, random);
        return bytes[from..(from + length)];
    }

    private static (int From, int Length) Place(byte[] bytes, Random random)
    {
        int from = random.Next(bytes.Length);
        return (from, Math.Min(random.Next(1, LongestBlock), bytes.Length - from));
    }

    private static void CopyTo(this byte[] block, Span<byte> target, out int copied)
    {
        copied = Math.Min(block.Length, target.Length);
        block.AsSpan(0, copied).CopyTo(target);
    }
}
