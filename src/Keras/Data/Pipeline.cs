using TensorFlow;

namespace Keras;

/// <summary>
/// How a program gets from the raw columns of a batch to what the model sees. Equal pipelines lead to equal programs, so it is the key under which programs
/// are kept. Functions of the user's are compared by what they write, not by who they are: a lambda that captures a number is another object at each call.
/// </summary>
internal sealed class Pipeline : IEquatable<Pipeline>
{
    private readonly object?[] identity;
    private readonly Batch example;
    private readonly BatchTransform[] transforms;
    private readonly (TensorSpec X, TensorSpec? Y)? inferred;

    public Pipeline(Batch example, BatchTransform[] transforms)
    {
        this.example = example;
        this.transforms = transforms;
        List<object?> parts = [example.Y is null, example.SampleWeight is null];
        foreach (Data column in example.Columns)
        {
            parts.AddRange([column.Source.DType, column.Source.Shape[1..], column.Transforms.Length]);
            parts.AddRange(column.Transforms.Select(t => (t.Name, t.Argument) as object));
        }

        if (transforms.Length > 0 || example.Columns.Any(c => c.Transforms.Any(t => t.Function is not null)))
            inferred = Infer(parts);
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
            (x, y) = transform.Apply(x, y ?? throw new InvalidOperationException("Map needs inputs and targets; map the inputs with Data.Map."));
        return (x, y, weight);
    }

    /// <summary>What the model sees of a batch whose size is not known, to build it.</summary>
    public (TensorSpec X, TensorSpec? Y) Infer() => inferred ?? Infer([]);

    public bool Equals(Pipeline? other) => other is not null && identity.SequenceEqual(other.identity);

    public override bool Equals(object? obj) => Equals(obj as Pipeline);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (object? part in identity)
            hash.Add(part);
        return hash.ToHashCode();
    }

    /// <summary>Writes the pipeline by itself.</summary>
    /// <param name="parts">Takes what tells the pipeline from others: a digest of what was written, and the weights that it reads.</param>
    private (TensorSpec X, TensorSpec? Y) Infer(List<object?> parts)
    {
        using Graph graph = new();
        using Trace trace = new(graph);
        (Symbol x, Symbol? y, Symbol? weight) = Apply([.. Columns(Shape.UnknownDimension).Select(c => graph.Placeholder(c.DType, c.Shape))]);
        parts.Add(graph.Digest([x, .. y is { } target ? (Symbol[])[target] : [], .. weight is { } given ? (Symbol[])[given] : []]));
        foreach (Weight touched in trace.Touched)
            parts.AddRange([touched, graph.Digest(trace.Latest(touched))]);
        return (new(x.DType, x.Shape), y is { } result ? new(result.DType, result.Shape) : null);
    }
}
