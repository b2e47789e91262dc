namespace Keras.Layers;

/// <summary>The order of tokens of equal frequency in a vocabulary: that of their bytes in UTF-8, which is that of the code
/// points.</summary>
internal sealed class TokenOrder : IComparer<string>
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

    // Halves of pairs stand for code points above all others of 16 bits.
    private static int Rank(char c) => c >= 0xE000 ? c - 0x800 : c >= 0xD800 ? c + 0x2000 : c;
}
