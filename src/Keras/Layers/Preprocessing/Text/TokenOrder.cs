namespace Keras.Layers;

/// <summary>The order of tokens of equal frequency in a vocabulary: that of their bytes in UTF-8, which is that of the code
/// points.</summary>
internal sealed class TokenOrder : ITokenOrder<string>
{
    private TokenOrder()
    {
    }

    public static TokenOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> a = x, b = y;
        int same = a.CommonPrefixLength(b);
        return same == a.Length || same == b.Length ? a.Length.CompareTo(b.Length) : Rank(a[same]).CompareTo(Rank(b[same]));
    }

    /// <summary>The first eight bytes of the code points, as UTF-8 has them but for pairs.</summary>
    public ulong Prefix(string token)
    {
        ulong prefix = 0;
        int left = 64;
        foreach (char c in token)
        {
            int rank = Rank(c);
            if (rank < 0x80)
            {
                Add(rank);
            }
            else if (rank < 0x800)
            {
                Add(0xC0 | (rank >> 6));
                Add(0x80 | (rank & 0x3F));
            }
            else
            {
                Add(0xE0 | (rank >> 12));
                Add(0x80 | ((rank >> 6) & 0x3F));
                Add(0x80 | (rank & 0x3F));
            }

            if (left == 0)
                break;
        }

        return prefix;

        void Add(int value)
        {
            if (left == 0)
                return;
            left -= 8;
            prefix |= (ulong)value << left;
        }
    }

    // Halves of pairs stand for code points above all others of 16 bits.
    private static int Rank(char c) => c >= 0xE000 ? c - 0x800 : c >= 0xD800 ? c + 0x2000 : c;
}
