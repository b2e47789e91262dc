using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Keras.Layers;

/// <summary>Counts the tokens of texts, as <see cref="TextVectorization"/> would make them; a token that is known takes no
/// memory.</summary>
internal sealed class TextCounter(TokenCounts<string> counts, string? standardize, string? split, int[]? widths)
{
    private readonly Dictionary<string, TokenCounts<string>.Count>.AlternateLookup<ReadOnlySpan<char>> known =
        counts.Items.GetAlternateLookup<ReadOnlySpan<char>>();
    private readonly bool lower = standardize is "lower" or "lower_and_strip_punctuation";
    private readonly bool strip = standardize is "strip_punctuation" or "lower_and_strip_punctuation";
    private readonly List<string> sequence = [];

    /// <summary>Counts a document: a text, or the strings of a row where they are not split.</summary>
    public void Add(ReadOnlySpan<string> row)
    {
        counts.BeginDocument();
        sequence.Clear();
        foreach (string text in row)
            AddText(text);
        foreach (int width in widths ?? [])
        {
            for (int i = 0; i + width <= sequence.Count; i++)
                Count(string.Join(' ', CollectionsMarshal.AsSpan(sequence).Slice(i, width)!));
        }
    }

    private void AddText(string text)
    {
        char[] buffer = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            ReadOnlySpan<char> rest = buffer.AsSpan(0, TextTokens.Standardize(text, buffer, lower, strip));
            if (split is null)
            {
                Take(rest);
            }
            else if (split == "character")
            {
                Span<char> character = stackalloc char[2];
                foreach (Rune rune in rest.EnumerateRunes())
                    Take(character[..rune.EncodeToUtf16(character)]);
            }
            else
            {
                while (TextTokens.Next(ref rest) is { IsEmpty: false } token)
                    Take(token);
            }
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private void Take(ReadOnlySpan<char> token)
    {
        if (widths is null)
            Count(token);
        else
            sequence.Add(token.ToString());
    }

    private void Count(ReadOnlySpan<char> token) => counts.Add(ref CollectionsMarshal.GetValueRefOrAddDefault(known, token, out _));
}
