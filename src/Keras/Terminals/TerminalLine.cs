namespace Keras.Terminals;

/// <summary>A line of a terminal that is written over and over.</summary>
internal sealed class TerminalLine(Terminal terminal)
{
    private int shown;

    /// <summary>The width of a line: one character less than the window, after whose last column some terminals wrap.</summary>
    public int Width => terminal.IsTerminal ? terminal.Columns - 1 : int.MaxValue;

    /// <summary>Shows a text in place of what was shown.</summary>
    public void Show(StyledText text)
    {
        terminal.Writer.Write('\r' + text.ToString(terminal.HasColors) + Rest(text));
        shown = text.Length;
    }

    /// <summary>Prints a line that stays in place of what was shown.</summary>
    public void Replace(StyledText text)
    {
        string line = text.ToString(terminal.HasColors);
        terminal.Writer.WriteLine(shown > 0 ? '\r' + line + Rest(text) : line);
        shown = 0;
    }

    /// <summary>Leaves what is shown and goes to the next line.</summary>
    public void Close()
    {
        if (shown > 0)
            terminal.Writer.WriteLine();
        shown = 0;
    }

    // Over what the line before had more.
    private string Rest(StyledText text) => new(' ', Math.Max(0, shown - text.Length));
}
