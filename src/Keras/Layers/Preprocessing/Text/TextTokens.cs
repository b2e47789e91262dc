namespace Keras.Layers;

/// <summary>Tokens of a text as TensorFlow's kernels make them: letters, punctuation and white space are those of ASCII.</summary>
internal static class TextTokens
{
    private static readonly System.Buffers.SearchValues<char> Space = System.Buffers.SearchValues.Create(" \t\n\v\f\r");

    /// <summary>Whether a character is punctuation that standardization takes away.</summary>
    public static bool IsPunctuation(char c) =>
        c is (>= '!' and <= '/') or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~');

    /// <summary>The standardized text, in a buffer of the text's length; the length of the result.</summary>
    public static int Standardize(ReadOnlySpan<char> text, Span<char> buffer, bool lower, bool strip)
    {
        int length = 0;
        foreach (char c in text)
        {
            if (strip && IsPunctuation(c))
                continue;
            buffer[length++] = lower && c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
        }

        return length;
    }

    /// <summary>The next token at white space; empty at the end.</summary>
    public static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> rest)
    {
        int start = rest.IndexOfAnyExcept(Space);
        if (start < 0)
        {
            rest = [];
            return [];
        }

        rest = rest[start..];
        int end = rest.IndexOfAny(Space);
        ReadOnlySpan<char> token = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[end..];
        return token;
    }
}
