namespace Keras.Callbacks;

/// <summary>A line of the console that is written over and over.</summary>
internal sealed class ConsoleLine
{
    private int shown;

    /// <summary>Whether there is a terminal that goes back to the begin of a line.</summary>
    public static bool CanMove => !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    /// <summary>The width of a line: one character less than the window, after whose last column some terminals wrap.</summary>
    public static int Width
    {
        get
        {
            const int usual = 80;
            try
            {
                return Console.WindowWidth > 1 ? Console.WindowWidth - 1 : usual - 1;
            }
            catch (IOException)
            {
                return usual - 1;
            }
        }
    }

    /// <summary>Shows a text in place of what was shown.</summary>
    public void Show(string text)
    {
        Console.Out.Write('\r' + text.PadRight(shown));
        shown = text.Length;
    }

    /// <summary>Prints a line that stays in place of what was shown.</summary>
    public void Replace(string text)
    {
        Console.Out.WriteLine(shown > 0 ? '\r' + text.PadRight(shown) : text);
        shown = 0;
    }

    /// <summary>Leaves what is shown and goes to the next line.</summary>
    public void Close()
    {
        if (shown > 0)
            Console.Out.WriteLine();
        shown = 0;
    }
}
