namespace TensorFlow;

/// <summary>Estimates the computational cost of a graph's operations from their shapes, in multiplications.</summary>
public static class OperationCost
{
    // Until other threads have taken a part of an operation and given it back, one thread computes some 3 million multiplications
    // (40 µs); where XLA hands out the parts, half as many. Measured on two cores of a virtual machine: with batches of 1 to 16 images a
    // CNN and ResNet-20 are faster on one thread up to means of 7.6 million, dense layers compiled by XLA are not at 5 million.
    private const double OrdinaryMultiplications = 3e6, CompiledMultiplications = 1.5e6;

    /// <summary>
    /// Whether the operations of a graph are so short that each is done sooner by one thread than by all: the mean product (of matrices, a
    /// convolution) has less than 3 million multiplications, or 1.5 million where XLA compiles it, times n / (n − 1), n being the number
    /// of threads. A graph without products is not short.
    /// </summary>
    /// <param name="graph">The graph. One with resources, such as variables, is never said to be so.</param>
    /// <param name="parameters">Those of its placeholders that products in loops and calls take beside their states.</param>
    /// <param name="compiled">Whether XLA compiles it.</param>
    /// <seealso cref="FunctionCall"/>
    public static bool IsShort(Graph graph, ReadOnlySpan<Symbol> parameters, bool compiled)
    {
        ArgumentNullException.ThrowIfNull(graph);
        int threads = Runtime.Options.Threads;
        if (threads == 1)
            return false;
        HashSet<Symbol> weights = [.. parameters];
        double sum = 0;
        int products = 0;
        foreach (Operation operation in graph.Order)
        {
            if (operation.Outputs.Any(o => o.DType == DType.Resource))
                return false;
            if (Multiplications(operation, graph, weights) is not { } count)
                continue;
            sum += count;
            products++;
        }

        double most = compiled ? CompiledMultiplications : OrdinaryMultiplications;
        return products > 0 && sum / products * (threads - 1) / threads < most;
    }

    private static double? Multiplications(Operation operation, Graph graph, HashSet<Symbol> weights)
    {
        if (graph.Find(operation.Native) is not { } node)
            return null;
        Symbol[] sources = node.Sources;
        return node.Type switch
        {
            "Conv2D" or "Conv3D" or "DepthwiseConv2dNative" => Convolution(operation[0].Shape, sources[1].Shape, node.Type),
            "Conv2DBackpropInput" or "Conv3DBackpropInputV2" or "DepthwiseConv2dNativeBackpropInput" =>
                Convolution(sources[2].Shape, sources[1].Shape, node.Type),
            "MatMul" => Product(operation[0].Shape, sources[0].Shape, node.IsSet("transpose_a")),
            "BatchMatMulV2" or "BatchMatMulV3" => Product(operation[0].Shape, sources[0].Shape, node.IsSet("adj_x")),
            "While" or "StatelessWhile" or "PartitionedCall" or "StatefulPartitionedCall" => Called(sources, weights),
            _ => null,
        };
    }

    // The result's positions times the kernel's elements; along the channels of a depthwise kernel there is no sum.
    private static double? Convolution(Shape result, Shape kernel, string type)
    {
        if (!result.IsFullyKnown || !kernel.IsFullyKnown || kernel.ElementCount == 0)
            return null;
        bool isDepthwise = type.StartsWith("Depthwise", StringComparison.Ordinal);
        double channels = isDepthwise ? kernel[^1] * kernel[^2] : kernel[^1];
        return result.ElementCount * (kernel.ElementCount / channels);
    }

    private static double? Product(Shape result, Shape left, bool isTransposed) =>
        result.IsFullyKnown && left.IsFullyKnown ? (double)result.ElementCount * left[isTransposed ? ^2 : ^1] : null;

    // What is called is not looked into: the positions of the largest state times the elements of the largest kernel. A state has as many
    // axes as the kernel; what has more is a sequence of them.
    private static double? Called(Symbol[] sources, HashSet<Symbol> weights)
    {
        Shape? kernel = sources.Where(weights.Contains).Select(s => s.Shape)
            .Where(s => s is { IsFullyKnown: true, Rank: >= 2, ElementCount: > 0 }).MaxBy(s => s.ElementCount);
        if (kernel is null)
            return null;
        double positions = sources.Where(s => !weights.Contains(s)).Select(s => s.Shape)
            .Where(s => s.IsFullyKnown && s.Rank == kernel.Rank && s.ElementCount > 0)
            .Select(s => (double)s.ElementCount / s[^1]).DefaultIfEmpty().Max();
        return positions * kernel.ElementCount;
    }
}
