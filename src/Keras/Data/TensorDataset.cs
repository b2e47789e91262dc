namespace Keras.Pipelines;

/// <summary>Samples held in memory.</summary>
internal sealed class TensorDataset : Dataset
{
    public TensorDataset(Batch rows, BatchTransform[] transforms)
        : base(transforms)
    {
        rows.CheckRows();
        if (rows.X.Count == 0)
            throw new ShapeException(
                $"Expected at least one sample, got none: inputs of shape "
                + $"{(rows.X.IsColumn ? rows.X.Source.Shape.ToString() : rows.X.RawForm)}.");
        Rows = rows;
    }

    public Batch Rows { get; }

    public override string ToString() => string.Join(", ", Rows.Named.Select(c => $"{c.Name} {c.Rows}"));

    private protected override Dataset With(BatchTransform transform) => new TensorDataset(Rows, [.. Transforms, transform]);
}
