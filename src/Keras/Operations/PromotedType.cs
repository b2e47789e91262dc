using TensorFlow;

namespace Keras.Operations;

/// <summary>An element type of Keras's promotion lattice, or the kind of a number without a type of its own.</summary>
internal readonly record struct PromotedType
{
    private PromotedType(int node) => Node = node;

    /// <summary>An integer of no certain type: Python's <c>int</c>.</summary>
    public static PromotedType WeakInteger { get; } = new(-1);

    /// <summary>A floating-point number of no certain type: Python's <c>float</c>.</summary>
    public static PromotedType WeakFloat { get; } = new(-2);

    /// <summary>The value of the <see cref="DType"/>, or the mark of a weak kind.</summary>
    public int Node { get; }

    public bool IsWeak => Node < 0;

    public DType DType => Node == -1 ? DType.Int64 : Node == -2 ? DType.Float32 : (DType)Node;

    public static implicit operator PromotedType(DType dtype) => new((int)dtype);
}
