using Keras;
using Spectre.Console;

namespace MnistTraining.Presentation;

/// <summary>Tables in colour, and a line for each epoch that moves while it runs.</summary>
internal sealed class LiveScreen : Screen
{
    public override void ShowStart(TrainingOptions options, Model model, int trainCount, int testCount) =>
        AnsiConsole.Write(StartTables.Of(options, model, trainCount, testCount));

    public override History Watch(Func<Callback, History> fit) => AnsiConsole.Progress()
        .AutoRefresh(false)
        .Columns(new ProgressBarColumn { Width = 30 }, new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(lines => fit(new EpochBars(lines)));

    public override void ShowEnd(TrainingOptions options, Outcome outcome)
    {
        AnsiConsole.Write(ResultTable.Of(options, outcome));
        if (outcome.Result is null)
            Console.Out.WriteLine(ResultText.Line(options, outcome));
    }
}
