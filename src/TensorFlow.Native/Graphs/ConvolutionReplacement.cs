using TensorFlow.Kernels.Convolutions;

namespace TensorFlow;

/// <summary>
/// The convolutions of a graph that have faster kernels of this library (<see cref="ConvolutionKernels"/>): with windows of 3 × 3, a stride
/// of 1 and channels that fill vectors, as products with patches (<see cref="PatchSelection"/>), or of sequences
/// (<see cref="SequenceSelection"/>). A bias and a rectifier that follow are part of the kernel.
/// </summary>
internal sealed class ConvolutionReplacement
{
    /// <summary>The most channels of images that are convolved without transformations.</summary>
    public const int MostDirectChannels = 4;

    private const int Lanes = ConvolutionKernels.Lanes, MostFilterElements = 256 * 256;
    private const double LeastUse = 0.6;

    private readonly GraphConsumers operations;
    private readonly HashSet<Symbol> given;
    private readonly Dictionary<Operation, PooledConvolution> pooled = [];
    private readonly Dictionary<Symbol, PooledConvolution> pooledGradients = [];
    private readonly HashSet<Operation> fused = [];
    private readonly Dictionary<Operation, Operation> followers = [];
    private readonly HashSet<Operation> replaced = [];
    private readonly HashSet<Operation> patched = [];
    private readonly HashSet<Operation> sequential = [];
    private readonly Dictionary<Operation, ConvolutionGradientPair> gradients = [];

    private ConvolutionReplacement(GraphConsumers operations, FunctionPorts ports)
    {
        this.operations = operations;
        given = [.. ports.Inputs];
    }

    /// <summary>Whether no operation is replaced.</summary>
    public bool IsEmpty => replaced.Count + pooled.Count == 0;

    /// <summary>Finds the convolutions that have kernels.</summary>
    /// <param name="operations">The operations.</param>
    /// <param name="ports">What the function takes from the graph.</param>
    public static ConvolutionReplacement Find(GraphConsumers operations, FunctionPorts ports)
    {
        ConvolutionReplacement found = new(operations, ports);
        if (ConvolutionKernels.IsSupported)
            found.Plan();
        return found;
    }

    /// <summary>Whether an operation has a kernel of this library.</summary>
    public static bool IsReplaceable(Operation operation, Symbol[] sources) => operation.Type switch
    {
        "Conv2D" => IsFast(operation, sources[0].Shape, operation[0].Shape, sources[1].Shape),
        "Conv2DBackpropInput" => sources[0].Shape is [4] && IsFast(operation, operation[0].Shape, sources[2].Shape, sources[1].Shape),
        "Conv2DBackpropFilter" => IsFast(operation, sources[0].Shape, sources[2].Shape, operation[0].Shape),
        _ => false,
    };

    /// <summary>Whether a kernel is faster than the runtime's.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="images">The images' shape.</param>
    /// <param name="outputs">The outputs' shape.</param>
    /// <param name="filter">The filter's shape.</param>
    /// <param name="isDirect">Whether it is the kernel of images of a few channels.</param>
    public static bool IsFast(Operation operation, Shape images, Shape outputs, Shape filter, bool isDirect = false) =>
        operation[0].DType == DType.Float32 && filter is [TileGrid.Window, TileGrid.Window, > 0, > 0]
        && (isDirect ? filter[2] <= MostDirectChannels : filter[2] % Lanes == 0)
        && filter[3] % Lanes == 0 && filter[2] * filter[3] <= MostFilterElements
        // Images of more channels than the filter has are convolved in groups.
        && images.Rank == 4 && images[3] == filter[2] && outputs.Rank == 4 && UseOfTiles(outputs[1]) * UseOfTiles(outputs[2]) >= LeastUse
        && operation.GetString("data_format") == "NHWC" && operation.GetString("padding") is "SAME" or "VALID"
        && operation.GetLongs("strides") is [1, 1, 1, 1] && operation.GetLongs("dilations") is [1, 1, 1, 1];

    // An odd length has a last tile of which half is not needed.
    private static double UseOfTiles(long length) => length > 0 ? length / (2.0 * ((length + 1) / 2)) : 1;

    private void Plan()
    {
        Operation[] all = [.. operations.Needed];
        foreach (Operation pooling in all.Where(o => o.Type == "MaxPool"))
        {
            if (PooledConvolution.Find(pooling, operations) is not { } found)
                continue;
            pooled[pooling] = found;
            fused.UnionWith(found.Fused);
            if (found.OutputGradient is { } gradient)
                pooledGradients[gradient[0]] = found;
        }

        replaced.UnionWith(all.Where(o => IsReplaceable(o, operations.SourcesOf(o))));
        patched.UnionWith(all.Where(o =>
            !replaced.Contains(o) && !fused.Contains(o) && PooledPart(o) is null && PatchSelection.IsFast(o, operations.SourcesOf(o))));
        replaced.UnionWith(patched);
        sequential.UnionWith(all.Where(o => !fused.Contains(o) && SequenceSelection.IsFast(o, operations.SourcesOf(o))));
        replaced.UnionWith(sequential);
        foreach (Operation convolution in replaced.Where(o => o.Type == "Conv2D").ToArray())
        {
            Operation last = convolution;
            if (Follow(last, o => o.Type == "BiasAdd" && o.GetString("data_format") == "NHWC") is { } addition)
                followers[last] = last = addition;
            if (Follow(last, operations.IsRectifier) is { } rectifier)
                followers[last] = rectifier;
        }

        foreach (Operation convolution in replaced.Where(o => o.Type == "Conv2D" && !patched.Contains(o) && !sequential.Contains(o)))
        {
            if (ConvolutionGradientPair.Find(convolution, operations, o => replaced.Contains(o) && PooledPart(o) is null) is { } both)
                gradients[both.ByInput] = gradients[both.ByFilter] = both;
        }

        Operation? Follow(Operation operation, Func<Operation, bool> isWanted) =>
            operations.Of(operation[0]) is [{ } follower] && !operations.IsOrdered(operation)
            && operations.SourcesOf(follower)[0] == operation[0] && isWanted(follower) ? follower : null;
    }

    /// <summary>The convolution that becomes a kernel together with an operation that follows; null where it is none.</summary>
    public Operation? FusedConvolution(Operation last)
    {
        Operation first = last;
        while (operations.SourcesOf(first) is [var source, ..] && !given.Contains(source)
            && followers.TryGetValue(source.Operation, out Operation follower) && follower == first)
            first = source.Operation;
        return replaced.Contains(first) && first.Type == "Conv2D" ? first : null;
    }

    /// <summary>The operation that follows and is part of the kernel; null for none.</summary>
    public Operation? FollowerOf(Operation operation) => followers.TryGetValue(operation, out Operation follower) ? follower : null;

    /// <summary>Whether an operation becomes a part of the kernel of another one.</summary>
    public bool IsFused(Operation operation) => fused.Contains(operation) || followers.ContainsKey(operation);

    /// <summary>Whether an operation gets a kernel of this library.</summary>
    public bool IsReplaced(Operation operation) => replaced.Contains(operation);

    /// <summary>Whether the kernel is one of products with patches.</summary>
    public bool IsPatched(Operation operation) => patched.Contains(operation);

    /// <summary>Whether the kernel is one of sequences.</summary>
    public bool IsSequential(Operation operation) => sequential.Contains(operation);

    /// <summary>The gradients of which an operation is one, which become one kernel; null for none.</summary>
    public ConvolutionGradientPair? GradientsOf(Operation operation) => gradients.GetValueOrDefault(operation);

    /// <summary>The convolution with pooling of which an operation is the pooling or a gradient; null for none.</summary>
    public PooledConvolution? PooledPart(Operation operation) => pooled.TryGetValue(operation, out PooledConvolution? part)
        || (operation.Type is "BiasAddGrad" or "Conv2DBackpropFilter" or "Conv2DBackpropInput"
            && pooledGradients.TryGetValue(operations.SourcesOf(operation)[^1], out part)) ? part : null;
}
