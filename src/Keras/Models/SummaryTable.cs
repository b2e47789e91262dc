namespace Keras.Models;

/// <summary>A table of three columns, drawn with lines as Keras draws it (<c>keras.utils.summary_utils</c>).</summary>
internal sealed class SummaryTable
{
    private const int ShortestLine = 30;
    private static readonly double[] Ends = [0.45, 0.80, 1.0];
    private readonly int[] widths = new int[3];
    private readonly string[] header;
    private readonly List<string[]> rows = [];

    /// <param name="lineLength">Characters of a line, borders included.</param>
    /// <param name="header">The columns' heads.</param>
    public SummaryTable(int lineLength, params string[] header)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lineLength, ShortestLine);
        this.header = header;
        int[] ends = [.. Ends.Select(e => (int)(lineLength * e))];
        widths = [ends[0] - 1, ends[1] - ends[0] - 2, ends[2] - ends[1] - 1];
    }

    public void AddRow(params string[] cells) => rows.Add(cells);

    public IEnumerable<string> Lines()
    {
        yield return Rule('┏', '━', '┳', '┓');
        foreach (string line in Row(header, '┃'))
            yield return line;
        yield return Rule('┡', '━', '╇', '┩');
        for (int i = 0; i < rows.Count; i++)
        {
            if (i > 0)
                yield return Rule('├', '─', '┼', '┤');
            foreach (string line in Row(rows[i], '│'))
                yield return line;
        }

        yield return Rule('└', '─', '┴', '┘');
    }

    private string Rule(char left, char line, char between, char right) =>
        left + string.Join(between, widths.Select(w => new string(line, w))) + right;

    private IEnumerable<string> Row(string[] cells, char border)
    {
        string[][] wrapped = [.. cells.Select((cell, column) => Wrap(cell, widths[column] - 2))];
        for (int line = 0; line < wrapped.Max(w => w.Length); line++)
        {
            IEnumerable<string> parts = wrapped.Select((w, column) => Align(line < w.Length ? w[line] : "", column));
            yield return border + string.Join(border, parts) + border;
        }
    }

    private string Align(string text, int column) =>
        " " + (column == widths.Length - 1 ? text.PadLeft(widths[column] - 2) : text.PadRight(widths[column] - 2)) + " ";

    // At words; a word that is too long for a line is cut.
    private static string[] Wrap(string text, int width)
    {
        if (text.Length <= width)
            return [text];
        List<string> lines = [];
        foreach (string word in text.Split(' '))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= width)
                lines[^1] += " " + word;
            else
                lines.Add(word.Length <= width ? word : string.Concat(word.AsSpan(0, width - 1), "…"));
        }

        return [.. lines];
    }
}
