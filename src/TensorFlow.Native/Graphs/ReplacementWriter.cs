using TensorFlow.Kernels.Convolutions;
using TensorFlow.Kernels.Normalizations;

namespace TensorFlow;

/// <summary>
/// Writes a graph again with the operations of a <see cref="ConvolutionReplacement"/> and of a <see cref="NormalizationReplacement"/>.
/// </summary>
internal sealed class ReplacementWriter
{
    private readonly Graph graph;
    private readonly Graph target;
    private readonly GraphConsumers consumers;
    private readonly ConvolutionReplacement replacement;
    private readonly NormalizationReplacement normalizations;
    private readonly Dictionary<Symbol, Symbol> symbols = [];
    private readonly Dictionary<Operation, Operation> operations = [];

    private ReplacementWriter(
        Graph graph, Graph target, GraphConsumers consumers, ConvolutionReplacement replacement, NormalizationReplacement normalizations)
    {
        (this.graph, this.target, this.consumers) = (graph, target, consumers);
        (this.replacement, this.normalizations) = (replacement, normalizations);
    }

    /// <summary>Writes the graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="consumers">Its operations that are needed.</param>
    /// <param name="replacement">What becomes of convolutions.</param>
    /// <param name="normalizations">What becomes of batch normalizations.</param>
    /// <param name="ports">What the function takes from the graph; from the new one afterwards.</param>
    public static Graph Write(
        Graph graph, GraphConsumers consumers, ConvolutionReplacement replacement, NormalizationReplacement normalizations,
        ref FunctionPorts ports)
    {
        if (!replacement.IsEmpty)
        {
            ConvolutionKernels.Register();
            PatchKernels.Register();
            SequenceKernels.Register();
        }

        if (!normalizations.IsEmpty)
            NormalizationKernels.Register();
        Graph target = new();
        try
        {
            ports = new ReplacementWriter(graph, target, consumers, replacement, normalizations).Write(ports);
            return target;
        }
        catch
        {
            target.Dispose();
            throw;
        }
    }

    private FunctionPorts Write(FunctionPorts ports)
    {
        foreach (Interop.FunctionHandle function in graph.Handle.Functions)
            target.Import(function);
        foreach (Symbol input in ports.Inputs)
            symbols[input] = target.Placeholder(input.DType, input.Shape, "input");
        foreach (Operation operation in consumers.Needed)
        {
            if (normalizations.PartOf(operation) is { } normalization)
                WriteNormalization(normalization, operation);
            else if (replacement.PooledPart(operation) is { } part)
                WritePooled(part, operation);
            else if (replacement.GradientsOf(operation) is { } gradients)
                WriteGradients(gradients, operation);
            else if (!replacement.IsFused(operation))
                Keep(operation, WriteAlone(operation));
        }

        return new(
            [.. ports.Inputs.Select(i => symbols[i])], [.. ports.Outputs.Select(At)], [.. ports.Effects.Select(e => operations[e])]);
    }

    private Symbol At(Symbol symbol) => symbols[consumers.Resolve(symbol)];

    private void Keep(Operation operation, Operation written)
    {
        operations[operation] = written;
        for (int i = 0; i < operation.OutputCount; i++)
            symbols.TryAdd(new(operation, i), written[i]);
    }

    private Operation WriteAlone(Operation operation) => replacement.FusedConvolution(operation) is { } convolution
        ? WriteFused(operation, convolution)
        : replacement.IsReplaced(operation) ? WriteGradient(operation)
        : graph.Find(operation.Native)!.Write(target, At, o => operations[o]);

    private Operation WriteFused(Operation last, Operation convolution)
    {
        List<Operation> parts = [convolution];
        while (parts[^1] != last)
            parts.Add(replacement.FollowerOf(parts[^1])!.Value);
        Operation? bias = parts.Cast<Operation?>().FirstOrDefault(o => o?.Type == "BiasAdd");
        bool rectifies = parts.Exists(consumers.IsRectifier);
        return Build(Forward(convolution, bias, rectifies), convolution, parts, last[0].Shape);
    }

    private OperationBuilder Forward(Operation convolution, Operation? bias, bool rectifies)
    {
        Symbol[] sources = consumers.SourcesOf(convolution), added = bias is { } addition ? [At(consumers.SourcesOf(addition)[1])] : [];
        string type = replacement.IsSequential(convolution) ? SequenceKernels.Forward
            : replacement.IsPatched(convolution) ? PatchKernels.Forward : ConvolutionKernels.Forward;
        return new OperationBuilder(target, type, null)
            .Input(At(sources[0])).Input(At(sources[1])).Input(added.AsSpan())
            .Attribute(ConvolutionKernels.Rectifies, rectifies ? 1L : 0L)
            .Attribute(ConvolutionKernels.Biases, (long)added.Length);
    }

    private Operation WriteGradient(Operation operation)
    {
        Symbol[] sources = consumers.SourcesOf(operation);
        OperationBuilder builder = Gradient(operation, sources[0]).Input(At(sources[2]));
        builder = replacement.IsPatched(operation) ? builder : builder.Input(Array.Empty<Symbol>().AsSpan());
        return Build(builder, operation, [operation], operation[0].Shape);
    }

    // From the images or their sizes and the filter; what is known of the outputs follows.
    private OperationBuilder Gradient(Operation operation, Symbol images)
    {
        bool isInput = operation.Type == "Conv2DBackpropInput";
        OperationBuilder builder = new(target, (isInput, replacement.IsPatched(operation)) switch
        {
            (true, true) => PatchKernels.InputGradient,
            (true, false) => ConvolutionKernels.InputGradient,
            (false, true) => PatchKernels.FilterGradient,
            (false, false) => ConvolutionKernels.FilterGradient,
        }, null);
        builder = builder.Input(At(images));
        return isInput ? builder.Input(At(consumers.SourcesOf(operation)[1])) : builder;
    }

    private void WriteGradients(ConvolutionGradientPair gradients, Operation operation)
    {
        if (!operations.TryGetValue(operation, out Operation written))
        {
            OperationBuilder builder = new OperationBuilder(target, ConvolutionKernels.BothGradients, null)
                .Input(At(gradients.Image)).Input(At(gradients.Filter)).Input(At(gradients.Outputs));
            written = Build(builder, gradients.ByFilter, [gradients.ByInput, gradients.ByFilter], gradients.ByInput[0].Shape);
            _ = written[1].WithShape(gradients.ByFilter[0].Shape);
            operations[gradients.ByInput] = operations[gradients.ByFilter] = written;
        }

        symbols[operation[0]] = written[operation == gradients.ByInput ? 0 : 1];
    }

    private void WriteNormalization(NormalizationPart part, Operation operation)
    {
        if (operation != part.Place)
            return;
        Operation written = part.Write(target, At, graph.Find(operation.Native)!);
        foreach ((Symbol symbol, int output) in part.Results)
            symbols[symbol] = written[output];
    }

    private void WritePooled(PooledConvolution part, Operation operation)
    {
        if (operation == part.Pooling)
        {
            Keep(operation, Build(
                Forward(part.Convolution, part.Bias, part.Rectifier is not null), part.Convolution, [], operation[0].Shape, pools: true));
            return;
        }

        // The gradients by the filter and by the bias are one operation.
        Operation first = operation.Type == "Conv2DBackpropInput" ? operation
            : consumers.Of(part.OutputGradient!.Value[0]).First(o => o?.Type == "Conv2DBackpropFilter")!.Value;
        if (!operations.TryGetValue(first, out Operation gradient))
        {
            OperationBuilder builder = Gradient(first, consumers.SourcesOf(first)[0])
                .Input(At(consumers.SourcesOf(part.PoolingGradient!.Value)[2])).Input([operations[part.Pooling][1]]);
            operations[first] = gradient = Build(builder, part.Convolution, [first], first[0].Shape, pools: true);
        }

        operations[operation] = gradient;
        symbols[operation[0]] = gradient[operation == first ? 0 : 1];
    }

    private Operation Build(OperationBuilder builder, Operation original, IEnumerable<Operation> parts, Shape shape, bool pools = false)
    {
        foreach (Operation before in parts.SelectMany(p => graph.Find(p.Native)!.ControlInputs).Distinct())
            builder = builder.ControlInput(operations[before]);
        GraphNode node = graph.Find(original.Native)!;
        using Graph.NameScope scope = target.EnterScope(node.Scope);
        builder = builder.Attribute(ConvolutionKernels.Same, original.GetString("padding") == "SAME" ? 1L : 0L);
        builder = replacement.IsSequential(original) ? builder.Attribute(PatchKernels.Stride, original.GetLongs("strides")[2])
            : replacement.IsPatched(original)
            ? builder.Attribute(PatchKernels.Window, WindowOf(original)).Attribute(PatchKernels.Stride, original.GetLongs("strides")[1])
            : builder.Attribute(ConvolutionKernels.Pools, pools ? 1L : 0L);
        Operation result = builder.Device(node.Device).Build();
        if (shape.Rank >= 0)
            _ = result[0].WithShape(shape);
        return result;
    }

    // The filter is an output of its gradient, and an input of the others.
    private long WindowOf(Operation operation) =>
        (operation.Type == "Conv2DBackpropFilter" ? operation[0] : consumers.SourcesOf(operation)[1]).Shape[0];
}
