using TensorFlow;

namespace Keras;

/// <summary>
/// A number beside a tensor, which takes the tensor's type where that can hold its kind, as a Python number does in Keras: an integer
/// beside integers stays one, a floating-point number beside integers makes float32 of both.
/// </summary>
public readonly struct Scalar : IEquatable<Scalar>
{
    private Scalar(double value, bool isInteger)
    {
        Value = value;
        IsInteger = isInteger;
    }

    /// <summary>The number.</summary>
    public double Value { get; }

    /// <summary>Whether the number is an integer in the program's text.</summary>
    public bool IsInteger { get; }

    internal PromotedType Type => IsInteger ? PromotedType.WeakInteger : PromotedType.WeakFloat;

    /// <summary>An integer.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Scalar(int value) => new(value, true);

    /// <summary>A floating-point number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Scalar(double value) => new(value, false);

    /// <inheritdoc/>
    public bool Equals(Scalar other) => Value.Equals(other.Value) && IsInteger == other.IsInteger;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Scalar other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Value, IsInteger);

    /// <summary>Whether two are the same number of the same kind.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Scalar left, Scalar right) => left.Equals(right);

    /// <summary>Whether two differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Scalar left, Scalar right) => !left.Equals(right);

    /// <summary>The number.</summary>
    public override string ToString() => Value.ToString(IsInteger ? "F0" : "R", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The number as a symbol of the type that it has beside another.</summary>
    internal Symbol Beside(Symbol other) => As(other, TypePromotion.Result(other.DType, Type));

    /// <summary>The number as a symbol of the type that it has by itself, int32 or float32, in the graph of another.</summary>
    internal Symbol ByItself(Symbol graph) => As(graph, IsInteger ? DType.Int32 : DType.Float32);

    /// <summary>The number as a symbol of a type, in the graph of another.</summary>
    internal Symbol As(Symbol graph, DType dtype) => graph.Graph.Constant(IsInteger ? Value : Hyperparameter.Meant(Value), dtype);
}
