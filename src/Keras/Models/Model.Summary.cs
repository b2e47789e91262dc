using Keras.Models;

namespace Keras;

/// <content>The table of the layers.</content>
public partial class Model
{
    private const int SummaryLength = 80;

    /// <summary>Prints Keras's table of the layers, their output shapes and numbers of parameters.</summary>
    /// <param name="writer">The writer. Default: the console.</param>
    /// <param name="lineLength">Characters of a line. Default: 80.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lines are too short for a table.</exception>
    public void Summary(TextWriter? writer = null, int lineLength = SummaryLength) =>
        (writer ?? Console.Out).Write(SummaryText(lineLength));

    /// <summary>The table that <see cref="Summary"/> prints.</summary>
    /// <param name="lineLength">Characters of a line. Default: 80.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lines are too short for a table.</exception>
    public string SummaryText(int lineLength = SummaryLength)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        SummaryTable table = new(lineLength, "Layer (type)", "Output Shape", "Param #");
        foreach (Layer layer in Layers)
            table.AddRow($"{layer.Name} ({layer.ClassName})", SummaryNumbers.Shape(layer), SummaryNumbers.Parameters(layer));
        string[] lines = [$"Model: \"{Name}\"", .. table.Lines(), .. SummaryNumbers.Totals(this, settings?.Optimizer)];
        return string.Join(Environment.NewLine, lines) + Environment.NewLine;
    }
}
