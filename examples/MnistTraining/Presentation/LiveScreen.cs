using Keras;
using Spectre.Console;

namespace MnistTraining.Presentation;

/// <summary>Tables in colour, and a line that moves while an epoch runs.</summary>
internal sealed class LiveScreen : Screen
{
    public override void ShowStart(TrainingOptions options, Model model, int trainCount, int testCount) =>
        AnsiConsole.Write(StartTables.Of(options, model, trainCount, testCount));

    public override History Watch(Func<Callback, History> fit)
    {
        int barWidth = Math.Clamp(AnsiConsole.Profile.Width / 8, 5, 20);
        return AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn { Width = barWidth }, new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(lines => fit(new EpochBars(AnsiConsole.Console, lines.AddTask("Training", maxValue: 1), barWidth)));
    }

    public override void ShowEnd(TrainingOptions options, Outcome outcome)
    {
        AnsiConsole.Write(ResultTable.Of(options, outcome));
        if (outcome.Result is null)
            Console.Out.WriteLine(ResultText.Line(options, outcome));
    }
}
