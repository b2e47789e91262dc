using Keras.Terminals;

namespace Keras.Models;

/// <summary>The arguments of a summary.</summary>
/// <param name="LineLength">Characters of a line; null for Keras's default.</param>
/// <param name="ExpandNested">Whether the layers of nested models have rows.</param>
/// <param name="ShowTrainable">Whether there is a column of what is trainable.</param>
/// <param name="LayerRange">The names, or regular expressions, of the first and the last layer.</param>
/// <param name="Positions">The end of each column, as a fraction of the line; null for Keras's default.</param>
internal sealed record SummaryOptions(
    int? LineLength, bool ExpandNested, bool ShowTrainable, (string First, string Last)? LayerRange, IReadOnlyList<double>? Positions)
{
    private const int Margin = 4, PlainLength = 88, ConnectedLength = 108, TrainableLength = 12, NarrowestColumn = 10;
    private const double PartBesideTrainable = 0.90;
    private static readonly double[] Plain = [0.45, 0.80, 1.0], Connected = [0.3, 0.56, 0.74, 1.0];

    /// <summary>The widths of the columns.</summary>
    /// <param name="isConnected">Whether there is a column of connections.</param>
    /// <param name="terminal">The terminal whose width bounds Keras's default; null for none.</param>
    public int[] Widths(bool isConnected, Terminal? terminal)
    {
        int usual = (isConnected ? ConnectedLength : PlainLength) + (ShowTrainable ? TrainableLength : 0);
        IReadOnlyList<double> positions = Positions ?? (isConnected ? Connected : Plain);
        int expected = isConnected ? Connected.Length : Plain.Length;
        // A table that a narrow window breaks says more than none.
        int narrowest = ((expected + (ShowTrainable ? 1 : 0)) * NarrowestColumn) + 1;
        int length = LineLength ?? Math.Min(usual, Math.Max(narrowest, (terminal?.Columns ?? int.MaxValue) - Margin));
        if (positions.Count != expected)
            throw new ArgumentException(
                $"Summary: expected {expected} positions, one for each column without that of what is trainable, got {positions.Count}.");
        return SummaryColumns.Widths(length, ShowTrainable ? [.. positions.Select(p => p * PartBesideTrainable), 1.0] : positions);
    }
}
