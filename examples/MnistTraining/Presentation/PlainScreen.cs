using Keras;
using Spectre.Console;

namespace MnistTraining.Presentation;

/// <summary>Lines without control characters: for files, pipes and logs.</summary>
internal sealed class PlainScreen : Screen
{
    private readonly IAnsiConsole console = PlainConsole();

    public override void ShowStart(TrainingOptions options, Model model, int trainCount, int testCount) =>
        console.Write(StartTables.Of(options, model, trainCount, testCount));

    public override History Watch(Func<Callback, History> fit) => fit(new EpochLines());

    public override void ShowEnd(TrainingOptions options, Outcome outcome)
    {
        console.Write(ResultTable.Of(options, outcome));
        Console.Out.WriteLine(ResultText.Line(options, outcome));
    }
}
