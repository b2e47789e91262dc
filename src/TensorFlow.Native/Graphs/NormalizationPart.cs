using TensorFlow.Kernels.Normalizations;

namespace TensorFlow;

/// <summary>Operations around a batch normalization that become one kernel.</summary>
internal abstract class NormalizationPart
{
    /// <summary>The operation where the kernel is written: all that it takes comes before, all that takes its outputs behind.</summary>
    public abstract Operation Place { get; }

    /// <summary>The operations that become the kernel.</summary>
    public abstract IEnumerable<Operation> Operations { get; }

    /// <summary>The symbols that take the kernel's outputs' place, with their index.</summary>
    public abstract IEnumerable<(Symbol Symbol, int Output)> Results { get; }

    /// <summary>Writes the kernel.</summary>
    /// <param name="target">The graph that gets it.</param>
    /// <param name="at">From a symbol to that in the new graph.</param>
    /// <param name="node">How the normalization, or its gradient, was described.</param>
    public virtual Operation Write(Graph target, Func<Symbol, Symbol> at, GraphNode node)
    {
        using Graph.NameScope scope = target.EnterScope(node.Scope);
        Operation written = Describe(target, at).Device(node.Device).Build();
        foreach ((Symbol symbol, int output) in Results)
        {
            if (symbol.Shape.Rank >= 0)
                _ = written[output].WithShape(symbol.Shape);
        }

        return written;
    }

    /// <summary>The kernel's inputs and attributes.</summary>
    protected abstract OperationBuilder Describe(Graph target, Func<Symbol, Symbol> at);

    /// <summary>Whether a normalization by statistics of the batch, or its gradient, is one that has a kernel.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="x">The input.</param>
    protected static bool IsFast(Operation operation, Symbol x) => operation[0].DType == DType.Float32
        && operation.GetBool("is_training") && operation.GetString("data_format") == "NHWC"
        && x.Shape is [_, _, _, > 0] shape && shape[3] % NormalizationKernels.Lanes == 0;
}
