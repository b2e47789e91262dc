using TensorFlow;

namespace Keras;

/// <summary>
/// How a program gets from the raw columns of a batch to what the model sees. Equal pipelines lead to equal programs, so it is the key under which programs
/// are kept.
/// </summary>
internal sealed class Pipeline : IEquatable<Pipeline>
{
    private readonly object?[] identity;
    private readonly Batch example;
    private readonly BatchTransform[] transforms;

    public Pipeline(Batch example, BatchTransform[] transforms)
    {
        this.example = example;
        this.transforms = transforms;
        List<object?> parts = [example.Y is null, example.SampleWeight is null, .. transforms];
        foreach (Data column in example.Columns)
            parts.AddRange([column.Source.DType, column.Source.Shape[1..], column.Transforms.Length, .. column.Transforms]);
        identity = [.. parts];
    }

    public bool HasTargets => example.Y is not null;

    /// <summary>The raw columns of so many rows.</summary>
    public TensorSpec[] Columns(long rows) => [.. example.Columns.Select(c => new TensorSpec(c.Source.DType, c.Source.Shape[1..].Prepend(rows)))];

    /// <summary>Writes the way from the raw columns of a batch to inputs, targets and weights.</summary>
    public (Symbol X, Symbol? Y, Symbol? SampleWeight) Apply(ReadOnlySpan<Symbol> columns)
    {
        int next = 0;
        Symbol x = example.X.Apply(columns[next++]);
        Symbol? y = example.Y?.Apply(columns[next++]);
        Symbol? weight = example.SampleWeight?.Apply(columns[next]);
        foreach (BatchTransform transform in transforms)
            (x, y) = transform.Function(x, y ?? throw new InvalidOperationException("Map needs inputs and targets; map the inputs with Data.Map."));
        return (x, y, weight);
    }

    /// <summary>What the model sees of a batch whose size is not known, to build it.</summary>
    public (TensorSpec X, TensorSpec? Y) Infer()
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        (Symbol x, Symbol? y, _) = Apply([.. Columns(Shape.UnknownDimension).Select(c => graph.Placeholder(c.DType, c.Shape))]);
        return (new(x.DType, x.Shape), y is { } target ? new(target.DType, target.Shape) : null);
    }

    public bool Equals(Pipeline? other) => other is not null && identity.SequenceEqual(other.identity);

    public override bool Equals(object? obj) => Equals(obj as Pipeline);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (object? part in identity)
            hash.Add(part);
        return hash.ToHashCode();
    }
}
