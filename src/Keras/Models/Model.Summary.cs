using Keras.Models;
using Keras.Terminals;

namespace Keras;

/// <content>The table of the layers.</content>
public partial class Model
{
    /// <summary>
    /// Prints Keras's table of the layers and operations: their output shapes, how many parameters they have and, unless they are a mere
    /// sequence, what they are connected to; then the totals and their sizes. On a terminal it has colors, unless the variable
    /// <c>NO_COLOR</c> is set.
    /// </summary>
    /// <param name="writer">The writer. Default: the console.</param>
    /// <param name="lineLength">
    /// Characters of a line. Default: 88, 108 with connections, and 12 more with <paramref name="showTrainable"/>; on the console at most
    /// four less than its columns, which are 80 where there is no terminal, but at least ten for each column of the table.
    /// </param>
    /// <param name="expandNested">Whether the layers of nested models have rows, too. Default: false.</param>
    /// <param name="showTrainable">Whether a column tells what is trainable. Default: false.</param>
    /// <param name="layerRange">The names of the first and the last layer to show, or regular expressions for them. Default: all.</param>
    /// <param name="positions">The end of each column, as a fraction of the line: <c>[0.45, 0.8, 1]</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lines are too short for a table.</exception>
    /// <exception cref="ArgumentException">No layer has a name of the range, or the positions are not one for each column.</exception>
    public void Summary(
        TextWriter? writer = null,
        int? lineLength = null,
        bool expandNested = false,
        bool showTrainable = false,
        (string First, string Last)? layerRange = null,
        IReadOnlyList<double>? positions = null)
    {
        Terminal? console = writer is null ? Terminal.OfConsole() : null;
        (writer ?? console!.Writer).Write(
            SummaryLines(new(lineLength, expandNested, showTrainable, layerRange, positions), console));
    }

    /// <summary>The table that <see cref="Summary"/> prints, without colors.</summary>
    /// <param name="lineLength">
    /// Characters of a line. Default: 88, 108 with connections, and 12 more with <paramref name="showTrainable"/>.
    /// </param>
    /// <param name="expandNested">Whether the layers of nested models have rows, too. Default: false.</param>
    /// <param name="showTrainable">Whether a column tells what is trainable. Default: false.</param>
    /// <param name="layerRange">The names of the first and the last layer to show, or regular expressions for them. Default: all.</param>
    /// <param name="positions">The end of each column, as a fraction of the line: <c>[0.45, 0.8, 1]</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lines are too short for a table.</exception>
    /// <exception cref="ArgumentException">No layer has a name of the range, or the positions are not one for each column.</exception>
    public string SummaryText(
        int? lineLength = null,
        bool expandNested = false,
        bool showTrainable = false,
        (string First, string Last)? layerRange = null,
        IReadOnlyList<double>? positions = null) =>
        SummaryLines(new(lineLength, expandNested, showTrainable, layerRange, positions), null);

    /// <summary>The table for a terminal, with its colors and within its width.</summary>
    internal string SummaryLines(SummaryOptions options, Terminal? terminal)
    {
        RefreshShapes();
        using Usage usage = Enter(UsageKind.Read, "Summary");
        SummaryRows rows = new(this, options);
        List<string> header = ["Layer (type)", "Output Shape", "Param #"];
        List<Alignment> alignments = [Alignment.Left, Alignment.Left, Alignment.Right];
        if (rows.IsConnected)
        {
            header.Add("Connected to");
            alignments.Add(Alignment.Left);
        }

        if (options.ShowTrainable)
        {
            header.Add("Trainable");
            alignments.Add(Alignment.Center);
        }

        SummaryTable table = new(options.Widths(rows.IsConnected, terminal), [.. alignments], [.. header]);
        foreach (StyledText[] row in rows.All())
            table.AddRow(row);
        IEnumerable<StyledText> lines =
        [
            new StyledText().Add($"Model: \"{Name}\"", TextStyles.Bold),
            .. table.Lines(),
            .. SummaryNumbers.Totals(this, settings?.Optimizer),
        ];
        return string.Concat(lines.Select(l => l.ToString(terminal?.HasColors == true) + Environment.NewLine));
    }
}
