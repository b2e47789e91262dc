namespace Keras.Models;

/// <summary>The widths of the columns of Keras's table, as the library that Keras draws it with (rich) distributes a line among
/// them.</summary>
internal static class SummaryColumns
{
    private const int Padding = 2, NarrowestGiven = 4, NarrowestText = 3;

    /// <summary>The characters of each column, padding included, borders not.</summary>
    /// <param name="lineLength">Characters of a line, borders included.</param>
    /// <param name="positions">The end of each column, as a fraction of the line.</param>
    /// <exception cref="ArgumentOutOfRangeException">The line is too short for the columns.</exception>
    public static int[] Widths(int lineLength, IReadOnlyList<double> positions)
    {
        int[] widths = new int[positions.Count];
        int current = 0;
        for (int i = 0; i < widths.Length; i++)
        {
            int width = (int)(positions[i] * lineLength) - current;
            if (width < NarrowestGiven)
                throw TooShort(lineLength, widths.Length);
            current += width;
            widths[i] = width + Padding;
        }

        int excess = widths.Sum() - (lineLength - widths.Length - 1);
        if (excess > 0)
            Reduce(widths, excess);
        else
            Widen(widths, -excess);
        return Array.TrueForAll(widths, w => w - Padding >= NarrowestText) ? widths : throw TooShort(lineLength, widths.Length);
    }

    private static void Reduce(int[] widths, int excess)
    {
        for (int i = 0; i < widths.Length; i++)
        {
            int part = Math.Min(widths[i], (int)Math.Round(excess / (double)(widths.Length - i), MidpointRounding.ToEven));
            widths[i] -= part;
            excess -= part;
        }
    }

    private static void Widen(int[] widths, int rest)
    {
        int total = widths.Sum();
        for (int i = 0; i < widths.Length; i++)
        {
            int part = (int)Math.Ceiling(widths[i] * (double)rest / total);
            total -= widths[i];
            widths[i] += part;
            rest -= part;
        }
    }

    private static ArgumentOutOfRangeException TooShort(int lineLength, int columns) => new(
        nameof(lineLength), lineLength,
        $"Summary: a line of {lineLength} characters is too short for {columns} columns; give a longer one.");
}
