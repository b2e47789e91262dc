using TensorFlow.Kernels.Normalizations;

namespace TensorFlow;

/// <summary>
/// The gradient of a batch normalization, with the rectifier's and the sum of two gradients before it, which something else may take, too.
/// </summary>
internal sealed class NormalizationGradient : NormalizationPart
{
    private readonly Operation gradient;
    private readonly Symbol offset;
    private readonly Symbol[] sources;
    private readonly Symbol[] gradients;
    private readonly List<Operation> before = [];
    private readonly Symbol? outputs;
    private readonly bool recomputes;
    private readonly bool hasSum;
    private NormalizationOutput? rectified;

    private NormalizationGradient(
        GraphConsumers graph, Operation gradient, NormalizationOutput normalization, Func<Operation, bool> isTaken)
    {
        (this.gradient, offset) = (gradient, graph.SourcesOf(normalization.Normalization)[2]);
        sources = graph.SourcesOf(gradient);
        Symbol last = sources[0];
        if (IsPart(last, "ReluGrad") && IsReady(last))
        {
            Symbol rectified = graph.SourcesOf(last.Operation)[1];
            recomputes = rectified == normalization.Output && normalization.IsRectifiedAlone
                && gradient.GetFloat("epsilon") == normalization.Normalization.GetFloat("epsilon");
            outputs = recomputes ? null : rectified;
            hasSum = graph.Of(last).Count > 1;
            before.Add(last.Operation);
            last = graph.SourcesOf(last.Operation)[0];
        }

        gradients = [last];
        if (IsPart(last, "AddN") && last.Operation.InputCount == 2 && (before.Count > 0 ? graph.Of(last).Count == 1 : IsReady(last)))
        {
            hasSum |= graph.Of(last).Count > 1;
            before.Add(last.Operation);
            gradients = graph.SourcesOf(last.Operation);
        }

        bool IsPart(Symbol symbol, string type) =>
            !graph.IsGiven(symbol) && symbol.Operation.Type == type && !graph.IsOrdered(symbol.Operation) && !isTaken(symbol.Operation);

        // The kernel is written where this is.
        bool IsReady(Symbol symbol) => sources.AsSpan(1).ToArray().All(s => graph.IsBefore(s, symbol.Operation));
    }

    public override Operation Place => before.Count > 0 ? before[0] : gradient;

    public override IEnumerable<Operation> Operations => [gradient, .. before];

    public override IEnumerable<(Symbol Symbol, int Output)> Results =>
        [(gradient[0], 0), (gradient[1], 1), (gradient[2], 2), .. hasSum ? [(Place[0], 3)] : (ReadOnlySpan<(Symbol, int)>)[]];

    /// <summary>Whether a normalization's gradient has a kernel beside that of the normalization.</summary>
    public static bool IsFast(GraphConsumers graph, Operation operation, Operation normalization) =>
        operation.Type == "FusedBatchNormGradV3" && !graph.IsOrdered(operation)
        && graph.Of(operation[3]).Count == 0 && graph.Of(operation[4]).Count == 0
        && graph.SourcesOf(operation) is var sources && IsFast(operation, sources[1])
        && graph.SourcesOf(normalization).AsSpan(0, 2).SequenceEqual(sources.AsSpan(1, 2))
        && sources[3] == normalization[3] && sources[4] == normalization[4] && sources[5] == normalization[5];

    /// <summary>Finds what comes before the gradient of a normalization.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="gradient">The gradient.</param>
    /// <param name="normalization">The normalization.</param>
    /// <param name="isTaken">Whether an operation is part of another kernel.</param>
    public static NormalizationGradient Find(
        GraphConsumers graph, Operation gradient, NormalizationOutput normalization, Func<Operation, bool> isTaken) =>
        new(graph, gradient, normalization, isTaken);

    /// <summary>Takes the mask of what the rectifier passed instead of its outputs, where a kernel computes them.</summary>
    /// <param name="partOf">The kernel of an operation.</param>
    public void TakeMask(Func<Operation, NormalizationPart?> partOf)
    {
        if (outputs is { } symbol && partOf(symbol.Operation) is NormalizationOutput { IsRectified: true } found && found.Output == symbol)
            (rectified, found.HasMask) = (found, true);
    }

    protected override OperationBuilder Describe(Graph target, Func<Symbol, Symbol> at)
    {
        Symbol[] given = [.. gradients.Select(at)], mask = rectified is null ? [] : [rectified.Mask!.Value];
        Symbol[] values = outputs is { } symbol && rectified is null ? [at(symbol)] : [];
        OperationBuilder builder = new OperationBuilder(target, NormalizationKernels.Gradient, null).Input(given.AsSpan());
        foreach (Symbol source in (ReadOnlySpan<Symbol>)[sources[1], sources[2], offset, sources[3], sources[4]])
            builder = builder.Input(at(source));
        return builder.Input(values.AsSpan()).Input(mask.AsSpan())
            .Attribute(NormalizationKernels.Epsilon, gradient.GetFloat("epsilon"))
            .Attribute(NormalizationKernels.Rectifies, recomputes ? 1L : 0L)
            .Attribute(NormalizationKernels.Gradients, (long)given.Length)
            .Attribute(NormalizationKernels.Outputs, (long)values.Length)
            .Attribute(NormalizationKernels.Masks, (long)mask.Length)
            .Attribute(NormalizationKernels.Sums, hasSum ? 1L : 0L);
    }
}
