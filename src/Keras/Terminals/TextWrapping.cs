namespace Keras.Terminals;

/// <summary>Breaks a text at words; a word that is too long for a line is cut.</summary>
internal static class TextWrapping
{
    /// <summary>The lines, none wider than said.</summary>
    public static StyledText[] Wrap(StyledText text, int width)
    {
        string plain = text.Plain;
        List<int> starts = [0];
        int used = 0;
        foreach ((int start, int end, int textEnd) in Words(plain))
        {
            int length = textEnd - start;
            if (used > 0 && length > width - used)
            {
                starts.Add(start);
                used = 0;
            }

            used += end - start;
        }

        starts.Add(plain.Length);
        return [.. starts.Zip(starts.Skip(1), (start, end) => Line(text, plain, start, end, width))];
    }

    private static StyledText Line(StyledText text, string plain, int start, int end, int width)
    {
        while (end > start && char.IsWhiteSpace(plain[end - 1]))
            end--;
        return text.Slice(start, end).Cut(width);
    }

    // Words with the spaces around them; the last number is where the word itself ends.
    private static IEnumerable<(int Start, int End, int TextEnd)> Words(string text)
    {
        for (int at = 0; at < text.Length;)
        {
            int start = at;
            at = Skip(text, at, isSpace: true);
            int textEnd = at = Skip(text, at, isSpace: false);
            at = Skip(text, at, isSpace: true);
            yield return (start, at, textEnd);
        }
    }

    private static int Skip(string text, int at, bool isSpace)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]) == isSpace)
            at++;
        return at;
    }
}
