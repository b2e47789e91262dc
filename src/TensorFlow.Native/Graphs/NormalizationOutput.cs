using TensorFlow.Kernels.Normalizations;

namespace TensorFlow;

/// <summary>A batch normalization in training, with an addition and a rectifier behind it that alone take what is before them.</summary>
internal sealed class NormalizationOutput : NormalizationPart
{
    private readonly Symbol[] sources;
    private readonly Operation? addition;
    private readonly Symbol? addend;
    private readonly Operation? rectifier;

    private NormalizationOutput(GraphConsumers graph, Operation normalization)
    {
        Normalization = normalization;
        sources = graph.SourcesOf(normalization);
        Operation last = normalization;
        if (graph.OnlyConsumer(last[0]) is { Type: "AddV2" or "Add" } sum && AddendOf(graph, sum) is { } added)
            (addition, addend, last) = (sum, added, sum);
        if (graph.OnlyConsumer(last[0]) is { } follower && !graph.IsOrdered(follower) && graph.IsRectifier(follower)
            && graph.SourcesOf(follower)[0] == last[0])
            (rectifier, last) = (follower, follower);
        Output = last[0];
    }

    /// <summary>The normalization.</summary>
    public Operation Normalization { get; }

    /// <summary>What comes out.</summary>
    public Symbol Output { get; }

    /// <summary>What the rectifier passed, where <see cref="HasMask"/> and once it is written.</summary>
    public Symbol? Mask { get; private set; }

    /// <summary>Whether a gradient takes what the rectifier passed.</summary>
    public bool HasMask { get; set; }

    /// <summary>Whether a rectifier is part of the kernel.</summary>
    public bool IsRectified => rectifier is not null;

    /// <summary>Whether the outputs are those of a rectifier that follow from the normalization alone.</summary>
    public bool IsRectifiedAlone => rectifier is not null && addend is null;

    public override Operation Place => Normalization;

    public override IEnumerable<Operation> Operations =>
        new[] { Normalization, addition, rectifier }.Where(o => o is not null).Select(o => o!.Value);

    // The first of the values that are kept for gradients is the mean.
    public override IEnumerable<(Symbol Symbol, int Output)> Results =>
        [(Output, 0), (Normalization[1], 1), (Normalization[2], 2), (Normalization[3], 1), (Normalization[4], 3)];

    /// <summary>Finds what follows a normalization; null where it has no kernel.</summary>
    public static NormalizationOutput? Find(GraphConsumers graph, Operation operation) =>
        operation.Type == "FusedBatchNormV3" && !graph.IsOrdered(operation) && IsFast(operation, graph.SourcesOf(operation)[0])
        && operation.GetFloat("exponential_avg_factor") == 1 ? new(graph, operation) : null;

    public override Operation Write(Graph target, Func<Symbol, Symbol> at, GraphNode node)
    {
        Operation written = base.Write(target, at, node);
        Mask = HasMask ? written[4] : null;
        return written;
    }

    protected override OperationBuilder Describe(Graph target, Func<Symbol, Symbol> at)
    {
        Symbol[] added = addend is { } symbol ? [at(symbol)] : [];
        return new OperationBuilder(target, NormalizationKernels.Forward, null)
            .Input(at(sources[0])).Input(at(sources[1])).Input(at(sources[2])).Input(added.AsSpan())
            .Attribute(NormalizationKernels.Epsilon, Normalization.GetFloat("epsilon"))
            .Attribute(NormalizationKernels.Rectifies, rectifier is null ? 0L : 1L)
            .Attribute(NormalizationKernels.Addends, (long)added.Length)
            .Attribute(NormalizationKernels.Masks, HasMask ? 1L : 0L);
    }

    // What is added must be there where the statistics are.
    private Symbol? AddendOf(GraphConsumers graph, Operation sum)
    {
        Symbol[] terms = graph.SourcesOf(sum);
        Symbol other = terms[0] == Normalization[0] ? terms[1] : terms[0];
        return !graph.IsOrdered(sum) && other.Shape.IsFullyKnown && other.Shape == Normalization[0].Shape
            && graph.IsBefore(other, Normalization) ? other : null;
    }
}
