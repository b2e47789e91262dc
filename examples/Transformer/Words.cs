namespace Transformer;

/// <summary>The text that the model learns from: random words, an arrow, and the words reversed, <c>kerasn&gt;nsarek</c>.</summary>
internal static class Words
{
    public const int Length = 6;
    public const int Vocabulary = 27;

    // A class index that the loss leaves out: nobody can guess the letters of a random word.
    public const int Ignored = -1;
    private const int Arrow = 26;

    /// <summary>The number of steps that the model reads: all letters but the last, which nothing follows.</summary>
    public const int Steps = (2 * Length) + 1 - 1;

    /// <summary>Draws words.</summary>
    /// <returns>The letters that are read, and for each step the next letter; <see cref="Ignored"/> within the first word.</returns>
    public static (int[,] Read, int[,] Next) Draw(int count, Random random)
    {
        int[,] read = new int[count, Steps], next = new int[count, Steps];
        for (int i = 0; i < count; i++)
        {
            int[] word = [.. Enumerable.Range(0, Length).Select(_ => random.Next(Arrow))];
            int[] text = [.. word, Arrow, .. word.Reverse()];
            for (int step = 0; step < Steps; step++)
                (read[i, step], next[i, step]) = (text[step], step < Length ? Ignored : text[step + 1]);
        }

        return (read, next);
    }

    /// <summary>The letters from a step on.</summary>
    public static string Text(int[,] letters, int row, int start, int count) =>
        string.Concat(Enumerable.Range(start, count).Select(i => letters[row, i] == Arrow ? '>' : (char)('a' + letters[row, i])));
}
