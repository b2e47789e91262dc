using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>
/// A value that a graph will compute: an output of one of its operations. It has a type and, as far as it can be told beforehand, a shape.
/// </summary>
public readonly partial struct Symbol : IEquatable<Symbol>
{
    internal Symbol(Operation operation, int index)
    {
        Operation = operation;
        Index = index;
    }

    /// <summary>The operation that computes it.</summary>
    public Operation Operation { get; }

    /// <summary>Which output of the operation it is.</summary>
    public int Index { get; }

    /// <summary>The graph it belongs to.</summary>
    public Graph Graph => Operation.Graph;

    /// <summary>The type of the elements.</summary>
    public DType DType
    {
        get
        {
            DType dtype = NativeMethods.TF_OperationOutputType(Reference);
            GC.KeepAlive(Graph);
            return dtype;
        }
    }

    /// <summary>The lengths of the axes, as far as they are known.</summary>
    public unsafe Shape Shape
    {
        get
        {
            using StatusHandle status = new();
            int rank = NativeMethods.TF_GraphGetTensorNumDims(Graph.Handle, Reference, status);
            status.ThrowIfError("read a symbol's number of axes");
            if (rank < 0)
                return Shape.Unknown;
            long* dimensions = stackalloc long[Math.Max(1, rank)];
            NativeMethods.TF_GraphGetTensorShape(Graph.Handle, Reference, dimensions, rank, status);
            status.ThrowIfError("read a symbol's shape");
            return Shape.Create(new ReadOnlySpan<long>(dimensions, rank));
        }
    }

    /// <summary>The number of axes; -1 when it is not known.</summary>
    public int Rank => Shape.Rank;

    /// <summary>The operations that take it so far; one that takes it twice is there twice.</summary>
    public unsafe Operation[] Consumers
    {
        get
        {
            OutputReference[] found = new OutputReference[NativeMethods.TF_OperationOutputNumConsumers(Reference)];
            fixed (OutputReference* first = found)
                _ = NativeMethods.TF_OperationOutputConsumers(Reference, first, found.Length);
            Graph graph = Graph;
            return [.. found.Select(c => new Operation(graph, c.Operation))];
        }
    }

    internal OutputReference Reference => new(Operation.Native, Index);

    /// <summary>Refines the shape that the graph infers.</summary>
    /// <param name="shape">The shape; where it contradicts what is known, an exception is thrown.</param>
    /// <exception cref="InvalidArgumentException">The shape contradicts what is known.</exception>
    public unsafe Symbol WithShape(Shape shape)
    {
        if (shape.Rank < 0)
            return this;
        using StatusHandle status = new();
        fixed (long* dimensions = shape.RequireCountable().AsSpan())
            NativeMethods.TF_GraphSetTensorShape(Graph.Handle, Reference, dimensions, shape.Rank, status);
        status.ThrowIfError($"give {this} the shape {shape}");
        Graph.Find(Operation.Native)?.Shapes.Add((Index, shape));
        return this;
    }

    /// <summary>The value, where it follows from constants and known shapes; null otherwise. The caller disposes it.</summary>
    internal unsafe Tensor? TryEvaluate()
    {
        using StatusHandle status = new();
        nint result = 0;
        byte isKnown = NativeMethods.TF_TryEvaluateConstant(Graph.Handle, Reference, &result, status);
        return isKnown != 0 && !status.Failed && result != 0 ? new(new TensorHandle(result)) : null;
    }

    /// <inheritdoc/>
    public bool Equals(Symbol other) => Operation == other.Operation && Index == other.Index;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Symbol other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Operation, Index);

    /// <summary>Whether two are the same symbol (not whether their values are equal).</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Symbol left, Symbol right) => left.Equals(right);

    /// <summary>Whether two are different symbols (not whether their values differ).</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Symbol left, Symbol right) => !left.Equals(right);

    /// <summary>The name, type and shape.</summary>
    public override string ToString() => Graph is null ? "no symbol" : $"{Operation.Name}:{Index} {DType.StandardName} {Shape}";
}
