using System.Globalization;
using Keras.Terminals;

namespace Keras.Files;

/// <summary>Shows the progress of a download in a line of the terminal: <c>weights.h5: 12.3 of 98.1 MB (13 %)</c>.</summary>
internal sealed class TerminalProgress(Terminal terminal) : IProgress<DownloadProgress>
{
    private const double Megabyte = 1e6;
    private readonly TerminalLine line = new(terminal);

    /// <summary>Gets the progress on the console; null where a line cannot be overwritten, as in a file.</summary>
    public static TerminalProgress? OfConsole() => Terminal.OfConsole() is { IsTerminal: true } terminal ? new(terminal) : null;

    public void Report(DownloadProgress value)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{value.FileName}: {value.ReceivedBytes / Megabyte:F1}");
        if (value is { TotalBytes: { } total, Fraction: { } fraction })
            text += string.Create(CultureInfo.InvariantCulture, $" of {total / Megabyte:F1} MB ({fraction * 100:F0} %)");
        else
            text += " MB";
        StyledText shown = new StyledText().Add(text);
        line.Show(shown.Length > line.Width ? shown.Slice(0, line.Width) : shown);
    }

    /// <summary>Ends the line.</summary>
    public void Close() => line.Close();
}
