namespace Keras;

/// <summary>Samples held in memory.</summary>
internal sealed class TensorDataset : Dataset
{
    public TensorDataset(Batch rows, BatchTransform[] transforms)
        : base(transforms)
    {
        foreach ((string name, Data column) in rows.Named)
        {
            if (column.Count != rows.X.Count)
                throw new ShapeException($"Expected as many {name} as inputs, got {rows.X.Count} inputs {rows.X} and {column.Count} {name} {column}.");
        }

        if (rows.X.Count == 0)
            throw new ShapeException($"Expected at least one row, got none: inputs of shape {rows.X.Source.Shape}.");
        Rows = rows;
    }

    public Batch Rows { get; }

    public override string ToString() => string.Join(", ", Rows.Named.Select(c => $"{c.Name} {c.Rows}"));

    private protected override Dataset With(BatchTransform transform) => new TensorDataset(Rows, [.. Transforms, transform]);
}
