using System.Globalization;

namespace Keras.Terminals;

/// <summary>The output of text: a writer, and the properties of the terminal behind it.</summary>
/// <param name="writer">The writer.</param>
/// <param name="columns">Gives the width of the window, which may change; null where there is no window.</param>
/// <param name="isTerminal">Whether lines can be written over.</param>
/// <param name="hasColors">Whether escape sequences of colors are understood and wanted.</param>
internal sealed class Terminal(TextWriter writer, Func<int>? columns = null, bool isTerminal = false, bool hasColors = false)
{
    /// <summary>The columns where no window tells.</summary>
    public const int UsualColumns = 80;

    /// <summary>The console of the process.</summary>
    public static Terminal OfConsole()
    {
        bool isTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";
        string? wanted = Environment.GetEnvironmentVariable("COLUMNS");
        Func<int> columns = isTerminal ? () => ColumnsOf(wanted, WindowWidth()) : () => ColumnsOf(wanted, 0);
        return new(Console.Out, columns, isTerminal, isTerminal && WantsColors());
    }

    public TextWriter Writer => writer;

    /// <summary>Whether lines can be written over.</summary>
    public bool IsTerminal => isTerminal;

    public bool HasColors => hasColors;

    /// <summary>The width of the window, or that which the variable <c>COLUMNS</c> asks for; 80 where there is neither.</summary>
    public int Columns => columns?.Invoke() ?? UsualColumns;

    // https://no-color.org; consoles of Windows understand escape sequences where a newer terminal shows them.
    private static bool WantsColors() => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && (!OperatingSystem.IsWindows()
            || Environment.GetEnvironmentVariable("WT_SESSION") is not null
            || Environment.GetEnvironmentVariable("TERM_PROGRAM") is not null
            || Environment.GetEnvironmentVariable("ConEmuANSI") is "ON");

    /// <summary>The columns of a terminal.</summary>
    /// <param name="wanted">The variable <c>COLUMNS</c>, which may ask for fewer than the window has.</param>
    /// <param name="window">The width of the window; 0 where there is none.</param>
    internal static int ColumnsOf(string? wanted, int window)
    {
        int most = window > 1 ? window : int.MaxValue;
        return int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out int columns) && columns > 1
            ? Math.Min(columns, most)
            : window > 1 ? window : UsualColumns;
    }

    private static int WindowWidth()
    {
        try
        {
            return Console.WindowWidth;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
