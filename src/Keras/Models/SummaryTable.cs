using Keras.Terminals;

namespace Keras.Models;

/// <summary>The alignment of the text in a column.</summary>
internal enum Alignment
{
    Left,
    Right,
    Center,
}

/// <summary>A table drawn with lines as Keras draws it (<c>keras.utils.summary_utils</c>).</summary>
/// <param name="widths">The characters of each column, padding included.</param>
/// <param name="alignments">The alignment of each column.</param>
/// <param name="header">The columns' heads.</param>
internal sealed class SummaryTable(int[] widths, Alignment[] alignments, string[] header)
{
    private readonly List<StyledText[]> rows = [];

    public void AddRow(params StyledText[] cells) => rows.Add(cells);

    public IEnumerable<StyledText> Lines()
    {
        yield return Rule('┏', '━', '┳', '┓');
        foreach (StyledText line in Row([.. header.Select(h => new StyledText().Add(h, TextStyles.Bold))], "┃"))
            yield return line;
        yield return Rule('┡', '━', '╇', '┩');
        for (int i = 0; i < rows.Count; i++)
        {
            if (i > 0)
                yield return Rule('├', '─', '┼', '┤');
            foreach (StyledText line in Row(rows[i], "│"))
                yield return line;
        }

        yield return Rule('└', '─', '┴', '┘');
    }

    private StyledText Rule(char left, char line, char between, char right) =>
        new StyledText().Add(left + string.Join(between, widths.Select(w => new string(line, w))) + right);

    private IEnumerable<StyledText> Row(StyledText[] cells, string border)
    {
        StyledText[][] wrapped = [.. cells.Select((cell, column) => TextWrapping.Wrap(cell, widths[column] - 2))];
        for (int line = 0; line < wrapped.Max(w => w.Length); line++)
        {
            StyledText row = new StyledText().Add(border);
            for (int column = 0; column < wrapped.Length; column++)
            {
                StyledText text = line < wrapped[column].Length ? wrapped[column][line] : new();
                row.Add(" ").Add(Align(text, widths[column] - 2, alignments[column])).Add(" ").Add(border);
            }

            yield return row;
        }
    }

    private static StyledText Align(StyledText text, int width, Alignment alignment)
    {
        int space = width - text.Length;
        int before = alignment switch { Alignment.Right => space, Alignment.Center => space / 2, _ => 0 };
        return new StyledText().Add(new string(' ', before)).Add(text).Add(new string(' ', space - before));
    }
}
