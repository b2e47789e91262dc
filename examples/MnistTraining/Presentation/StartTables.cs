using Keras;
using Spectre.Console;
using Spectre.Console.Rendering;
using TensorFlow;

namespace MnistTraining.Presentation;

/// <summary>The tables of the model and the training options.</summary>
internal static class StartTables
{
    public static IRenderable Of(TrainingOptions options, Model model, int trainCount, int testCount) =>
        new Rows(Layers(model), Settings(options, model, trainCount, testCount));

    private static Table Layers(Model model)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("Layer", "Kind", "Output shape");
        table.AddColumn(new TableColumn("Parameters").RightAligned());
        foreach (Layer layer in model.Layers)
            table.AddRow(Cell(layer.Name), Cell(layer.ClassName), Cell($"{layer.OutputShape}"), Cell($"{layer.CountParams():N0}"));
        return table;
    }

    private static Grid Settings(TrainingOptions options, Model model, int trainCount, int testCount)
    {
        Grid grid = new Grid().AddColumns(2);
        Add("Parameters", $"{model.CountParams():N0}");
        Add("Images", $"{trainCount:N0} to train with, {testCount:N0} to test with");
        Add("Optimizer", $"{model.Optimizer.ClassName}, learning rate {model.Optimizer.LearningRate}");
        Add("Batches", $"{options.BatchSize} images, {options.Epochs} epochs");
        Add("Device", options.Device ?? string.Join(", ", Runtime.Devices));
        Add("Compilation", options.Jit.ToString());
        Add("TensorFlow", Runtime.Version);
        return grid;

        void Add(string name, string value) => grid.AddRow(Cell(name), Cell(value));
    }

    // Shapes have brackets, which Spectre would take for markup.
    private static Text Cell(string text) => new(text);
}
