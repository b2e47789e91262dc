using TensorFlow;

namespace Keras.Pipelines;

/// <summary>
/// The transforms from the raw columns of a batch to the inputs of the model. Equal pipelines lead to equal functions, so that a pipeline
/// is the key of cached functions. Custom functions are compared by the graphs they write, because a lambda that captures a value is
/// another object in each call.
/// </summary>
internal sealed class Pipeline : IEquatable<Pipeline>
{
    private readonly object?[] identity;
    private readonly int hash;
    private readonly Batch example;
    private readonly IReadOnlyList<Data> columns;
    private readonly BatchTransform[] transforms;
    private readonly IColumnOrder model;
    private readonly BatchSpecs? inferred;

    public Pipeline(Batch example, BatchTransform[] transforms, IColumnOrder model)
    {
        this.example = example;
        this.transforms = transforms;
        this.model = model;
        columns = example.Columns;
        List<object?> parts = [example.X.Form, example.Y?.Form, example.SampleWeight?.Form];
        foreach (Data column in columns)
        {
            parts.AddRange([column.Source.DType, column.Source.Shape[1..], column.Transforms.Length]);
            parts.AddRange(column.Transforms.Select(t => (t.Name, t.Argument) as object));
        }

        if (transforms.Length > 0 || columns.Any(c => c.Transforms.Any(t => t.Function is not null)))
            inferred = Infer(parts);
        else
            CheckOrder();
        identity = [.. parts];
        HashCode code = default;
        foreach (object? part in identity)
            code.Add(part);
        hash = code.ToHashCode();
    }

    /// <summary>Whether functions of <c>Dataset.Map</c> are applied.</summary>
    public bool HasTransforms => transforms.Length > 0;

    /// <summary>The part of the transforms that XLA cannot compile: strings, or a layer by name; null for none.</summary>
    public string? OrdinaryPart { get; private set; }

    /// <summary>The types and shapes of the raw columns with a number of samples.</summary>
    public TensorSpec[] Columns(long rows) => [.. columns.Select(c => new TensorSpec(c.Source.DType, c.Source.Shape[1..].Prepend(rows)))];

    /// <summary>Computes the inputs, targets and weights from the raw columns of a batch.</summary>
    public BatchSymbols Apply(ReadOnlySpan<Symbol> raw)
    {
        Symbol[] all = raw.ToArray();
        int next = 0;
        Structure<Symbol?> x = Next(example.X);
        Structure<Symbol?>? y = example.Y is { } targets ? Next(targets) : null;
        Structure<Symbol?>? weights = example.SampleWeight is { } given ? Next(given) : null;
        foreach (BatchTransform transform in transforms)
            (x, y) = transform.Apply(x, y);
        return new(
            [.. model.OrderInputs(x).Select(s => s!.Value)],
            y is null || !model.HasTargets ? [] : model.OrderTargets(y),
            weights is null || !model.HasTargets ? [] : model.OrderWeights(weights));

        Structure<Symbol?> Next(Data data) => data.ToStructure<Symbol?>(column => column.Apply(all[next++]));
    }

    /// <summary>The types and shapes for the model, with an unknown number of samples.</summary>
    public BatchSpecs Infer() => inferred ?? Infer([]);

    public bool Equals(Pipeline? other) =>
        other is not null && (ReferenceEquals(this, other) || (hash == other.hash && identity.SequenceEqual(other.identity)));

    public override bool Equals(object? obj) => Equals(obj as Pipeline);

    public override int GetHashCode() => hash;

    /// <summary>The column of the targets of an output; null if there is none, or if functions of <c>Dataset.Map</c> compute
    /// them.</summary>
    public Data? TargetColumn(int output)
    {
        if (transforms.Length > 0 || example.Y is not { } y)
            return null;
        Data?[] ordered = model.OrderTargets(y.ToStructure<Data?>(c => c));
        return output < ordered.Length ? ordered[output] : null;
    }

    // Checks the names of columns before anything is written.
    private void CheckOrder()
    {
        _ = model.OrderInputs(example.X.ToStructure<Data?>(c => c));
        if (example.Y is { } y && model.HasTargets)
            _ = model.OrderTargets(y.ToStructure<Data?>(c => c));
        if (example.SampleWeight is { } weights && model.HasTargets)
            _ = model.OrderWeights(weights.ToStructure<Data?>(c => c));
    }

    /// <summary>Traces the pipeline.</summary>
    /// <param name="parts">Receives what distinguishes the pipeline from others: a digest of its graph, and the weights that it
    /// reads.</param>
    private BatchSpecs Infer(List<object?> parts)
    {
        using Graph graph = new();
        using TraceContext trace = new(graph) { Capture = CapturedArrays.Of };
        BatchSymbols batch = Apply([.. Columns(Shape.UnknownDimension).Select(c => graph.Placeholder(c.DType, c.Shape))]);
        OrdinaryPart = trace.OrdinaryLayer ?? (columns.Any(c => c.Source.DType == DType.String) ? "the strings of the data" : null);
        parts.Add(graph.Digest(batch.All));
        foreach (ITracedWeight touched in trace.Touched)
            parts.AddRange([touched, graph.Digest(trace.Latest(touched))]);
        return new(
            [.. batch.X.Select(s => new TensorSpec(s.DType, s.Shape))],
            [.. batch.Y.Select(s => s is { } target ? new TensorSpec(target.DType, target.Shape) : null)],
            [.. batch.SampleWeight.Select(s => s is { } weight ? new TensorSpec(weight.DType, weight.Shape) : null)]);
    }
}
