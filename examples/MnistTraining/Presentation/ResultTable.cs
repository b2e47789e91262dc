using Spectre.Console;

namespace MnistTraining.Presentation;

/// <summary>The table of results.</summary>
internal static class ResultTable
{
    public static Table Of(TrainingOptions options, Outcome outcome)
    {
        Table table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumns("", "");
        if (outcome.Result is { } result)
        {
            Add("Test loss", $"{result.Loss:F4}");
            Add("Test accuracy", ResultText.Percent(result["accuracy"]));
        }

        Add("Training time", ResultText.Seconds(outcome.Time));
        Add("Images a second", ResultText.ImagesPerSecond(options, outcome));
        if (outcome.History.Compilation is { } compilation)
            Add("Compilation", $"{(compilation.IsCompiled ? "XLA" : "ordinary kernels")} ({compilation.Reason})");
        foreach (string warning in outcome.History.Warnings)
            Add("Warning", warning);
        return table;

        void Add(string name, string value) => table.AddRow(new Text(name), new Text(value));
    }
}
