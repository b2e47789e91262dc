using Keras;
using Spectre.Console;

namespace MnistTraining.Presentation;

/// <summary>The display of a run. There are three: alive on a terminal, plain where output goes to a file, and quiet.</summary>
internal abstract class Screen
{
    public static Screen Choose(bool quiet) => quiet ? new QuietScreen()
        : Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi ? new PlainScreen()
        : new LiveScreen();

    /// <summary>Before training: what is trained and how.</summary>
    public abstract void ShowStart(TrainingOptions options, Model model, int trainCount, int testCount);

    /// <summary>Shows how training goes while it runs.</summary>
    /// <param name="fit">Trains, telling the callback.</param>
    public abstract History Watch(Func<Callback, History> fit);

    /// <summary>After it: what came of it.</summary>
    public abstract void ShowEnd(TrainingOptions options, Outcome outcome);

    /// <summary>A console that neither colours nor moves: its output is lines, wherever they go.</summary>
    protected static IAnsiConsole PlainConsole() => AnsiConsole.Create(new()
    {
        Ansi = AnsiSupport.No,
        ColorSystem = ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.No,
        Out = new AnsiConsoleOutput(Console.Out),
    });
}
