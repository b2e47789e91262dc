namespace Keras;

/// <summary>Rows held in memory.</summary>
internal sealed class TensorDataset : Dataset
{
    public TensorDataset(Batch rows, BatchTransform[] transforms)
        : base(transforms)
    {
        foreach (Data column in rows.Columns)
        {
            if (column.Count != rows.X.Count)
                throw new ShapeException($"Expected as many targets and weights as inputs, got {rows.X.Count} inputs {rows.X} and {column.Count} rows of {column}.");
        }

        if (rows.X.Count == 0)
            throw new ShapeException("Expected at least one row, got none.");
        Rows = rows;
    }

    public Batch Rows { get; }

    private protected override Dataset With(BatchTransform transform) => new TensorDataset(Rows, [.. Transforms, transform]);
}
