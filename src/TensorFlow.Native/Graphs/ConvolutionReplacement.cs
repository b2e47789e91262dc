using TensorFlow.Kernels.Convolutions;

namespace TensorFlow;

/// <summary>
/// Writes the graph of a function again where its convolutions have faster kernels of this library (<see cref="ConvolutionKernels"/>):
/// with windows of 3 × 3, a stride of 1 and channels that fill vectors. A bias and a rectifier that follow are part of the kernel.
/// </summary>
internal sealed class ConvolutionReplacement
{
    private const int Lanes = 16, MostFilterElements = 256 * 256;
    private const double LeastUse = 0.6;

    private readonly Graph graph;
    private readonly HashSet<Symbol> given;
    private readonly HashSet<Operation> needed = [];
    private readonly Dictionary<Symbol, int> uses = [];
    private readonly Dictionary<Operation, Operation> followers = [];
    private readonly HashSet<Operation> replaced = [];
    private readonly bool isComplete = true;

    private ConvolutionReplacement(Graph graph, bool isWhole, FunctionPorts ports)
    {
        this.graph = graph;
        given = [.. ports.Inputs];
        Stack<Operation> open = new(ports.Effects);
        if (isWhole)
        {
            foreach (Operation operation in graph.Order.Where(HasEffects))
                open.Push(operation);
        }

        foreach (Symbol output in ports.Outputs)
            Use(output, open);
        while (isComplete && open.TryPop(out Operation operation))
        {
            if (!needed.Add(operation))
                continue;
            if (graph.Find(operation.Native) is not { Type: not "Placeholder" } node)
            {
                isComplete = false;
                continue;
            }

            foreach (Symbol source in node.Sources)
                Use(source, open);
            foreach (Operation before in node.ControlInputs)
                open.Push(before);
        }
    }

    /// <summary>Writes the graph again; null where there is nothing to replace.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="isWhole">Whether the function is made of all of the graph, not of what its outputs need.</param>
    /// <param name="ports">What the function takes from the graph; from the new one afterwards.</param>
    public static Graph? TryApply(Graph graph, bool isWhole, ref FunctionPorts ports)
    {
        if (graph.IsCompiled || !graph.Order.Any(o => IsReplaceable(o, graph.Find(o.Native)!))
            || !ConvolutionKernels.IsSupported)
            return null;
        ConvolutionReplacement replacement = new(graph, isWhole, ports);
        if (!replacement.isComplete)
            return null;
        replacement.Plan(ports.Effects);
        return replacement.replaced.Count == 0 ? null : replacement.Write(ref ports);
    }

    // What the runtime runs though no output needs it.
    private static bool HasEffects(Operation operation) => operation.OutputCount == 0
        || operation.Type is "StatefulPartitionedCall" or "While" or "If" or "Case";

    private static bool IsReplaceable(Operation operation, GraphNode node)
    {
        Symbol[] sources = node.Sources;
        return node.Type switch
        {
            "Conv2D" => IsFast(operation, sources[0].Shape, operation[0].Shape, sources[1].Shape),
            "Conv2DBackpropInput" => sources[0].Shape is [4] && IsFast(operation, operation[0].Shape, sources[2].Shape, sources[1].Shape),
            "Conv2DBackpropFilter" => IsFast(operation, sources[0].Shape, sources[2].Shape, operation[0].Shape),
            _ => false,
        };
    }

    // Images of more channels than the filter has are convolved in groups.
    private static bool IsFast(Operation operation, Shape images, Shape outputs, Shape filter) =>
        operation[0].DType == DType.Float32 && filter is [TileGrid.Window, TileGrid.Window, > 0, > 0]
        && filter[2] % Lanes == 0 && filter[3] % Lanes == 0 && filter[2] * filter[3] <= MostFilterElements
        && images.Rank == 4 && images[3] == filter[2] && outputs.Rank == 4 && UseOfTiles(outputs[1]) * UseOfTiles(outputs[2]) >= LeastUse
        && operation.GetString("data_format") == "NHWC" && operation.GetString("padding") is "SAME" or "VALID"
        && operation.GetLongs("strides") is [1, 1, 1, 1] && operation.GetLongs("dilations") is [1, 1, 1, 1];

    // An odd length has a last tile of which half is not needed.
    private static double UseOfTiles(long length) => length > 0 ? length / (2.0 * ((length + 1) / 2)) : 1;

    private void Use(Symbol symbol, Stack<Operation> open)
    {
        uses[symbol] = uses.GetValueOrDefault(symbol) + 1;
        if (!given.Contains(symbol))
            open.Push(symbol.Operation);
    }

    private void Plan(Operation[] effects)
    {
        Dictionary<Symbol, Operation> next = [];
        HashSet<Operation> waitedFor = [.. effects];
        foreach (Operation operation in graph.Order.Where(needed.Contains))
        {
            GraphNode node = graph.Find(operation.Native)!;
            if (IsReplaceable(operation, node))
                replaced.Add(operation);
            if (node.Type is "BiasAdd" or "Relu")
                next.TryAdd(node.Sources[0], operation);
            foreach (Operation before in node.ControlInputs)
                waitedFor.Add(before);
        }

        foreach (Operation convolution in replaced.Where(o => o.Type == "Conv2D").ToArray())
        {
            Operation last = convolution;
            if (Follow(last, "BiasAdd") is { } addition && addition.GetString("data_format") == "NHWC")
                followers[last] = last = addition;
            if (Follow(last, "Relu") is { } rectifier)
                followers[last] = rectifier;
        }

        Operation? Follow(Operation operation, string type) =>
            uses.GetValueOrDefault(operation[0]) == 1 && !waitedFor.Contains(operation)
            && next.TryGetValue(operation[0], out Operation follower) && follower.Type == type ? follower : null;
    }

    private Graph Write(ref FunctionPorts ports)
    {
        ConvolutionKernels.Register();
        Graph target = new();
        try
        {
            foreach (Interop.FunctionHandle function in graph.Handle.Functions)
                target.Import(function);
            Dictionary<Symbol, Symbol> written = [];
            Dictionary<Operation, Operation> operations = [];
            foreach (Symbol input in ports.Inputs)
                written[input] = target.Placeholder(input.DType, input.Shape, "input");
            foreach (Operation operation in graph.Order.Where(needed.Contains))
            {
                if (followers.ContainsKey(operation))
                    continue;
                GraphNode node = graph.Find(operation.Native)!;
                Operation result = FusedConvolution(operation) is { } convolution
                    ? WriteFused(target, operation, convolution, written, operations)
                    : replaced.Contains(operation) ? WriteGradient(target, operation, node, written, operations)
                    : node.Write(target, s => written[s], o => operations[o]);
                operations[operation] = result;
                for (int i = 0; i < result.OutputCount; i++)
                    written.TryAdd(new(operation, i), result[i]);
            }

            ports = new(
                [.. ports.Inputs.Select(i => written[i])], [.. ports.Outputs.Select(o => written[o])],
                [.. ports.Effects.Select(e => operations[e])]);
            return target;
        }
        catch
        {
            target.Dispose();
            throw;
        }
    }

    // The convolution that a kernel computes together with its last follower.
    private Operation? FusedConvolution(Operation last)
    {
        Operation first = last;
        while (graph.Find(first.Native)!.Sources is [var source, ..] && !given.Contains(source)
            && followers.TryGetValue(source.Operation, out Operation follower) && follower == first)
            first = source.Operation;
        return replaced.Contains(first) && first.Type == "Conv2D" ? first : null;
    }

    private Operation WriteFused(
        Graph target, Operation last, Operation convolution, Dictionary<Symbol, Symbol> written,
        Dictionary<Operation, Operation> operations)
    {
        GraphNode node = graph.Find(convolution.Native)!;
        List<Operation> before = [.. node.ControlInputs];
        Symbol[] bias = [];
        bool rectifies = false;
        for (Operation at = convolution; at != last;)
        {
            at = followers[at];
            before.AddRange(graph.Find(at.Native)!.ControlInputs);
            if (at.Type == "BiasAdd")
                bias = [written[graph.Find(at.Native)!.Sources[1]]];
            else
                rectifies = true;
        }

        OperationBuilder builder = new OperationBuilder(target, ConvolutionKernels.Forward, null)
            .Input(written[node.Sources[0]]).Input(written[node.Sources[1]]).Input(bias.AsSpan())
            .Attribute(ConvolutionKernels.Rectifies, rectifies)
            .Attribute(ConvolutionKernels.Biases, (long)bias.Length);
        return Build(target, builder, convolution, before.Distinct().Select(o => operations[o]), last[0].Shape);
    }

    private Operation WriteGradient(
        Graph target, Operation operation, GraphNode node, Dictionary<Symbol, Symbol> written, Dictionary<Operation, Operation> operations)
    {
        bool isInput = node.Type == "Conv2DBackpropInput";
        OperationBuilder builder = new(target, isInput ? ConvolutionKernels.InputGradient : ConvolutionKernels.FilterGradient, null);
        builder = builder.Input(written[node.Sources[0]]);
        if (isInput)
            builder = builder.Input(written[node.Sources[1]]);
        builder = builder.Input(written[node.Sources[2]]);
        return Build(target, builder, operation, node.ControlInputs.Select(o => operations[o]), operation[0].Shape);
    }

    private Operation Build(
        Graph target, OperationBuilder builder, Operation original, IEnumerable<Operation> before, Shape shape)
    {
        foreach (Operation operation in before)
            builder = builder.ControlInput(operation);
        GraphNode node = graph.Find(original.Native)!;
        using Graph.NameScope scope = target.EnterScope(node.Scope);
        Operation result = builder
            .Attribute(ConvolutionKernels.Same, original.GetString("padding") == "SAME").Device(node.Device).Build();
        if (shape.Rank >= 0)
            _ = result[0].WithShape(shape);
        return result;
    }
}
