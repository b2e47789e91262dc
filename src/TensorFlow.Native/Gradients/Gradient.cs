using System.Diagnostics;

namespace TensorFlow;

/// <summary>The gradient by one symbol: a tensor of its shape, or rows of it.</summary>
[DebuggerDisplay("{Rows is null ? \"a tensor\" : \"rows of a tensor\",nq}")]
public readonly struct Gradient : IEquatable<Gradient>
{
    private readonly Symbol dense;

    /// <summary>A gradient that is a tensor.</summary>
    /// <param name="value">The tensor.</param>
    public Gradient(Symbol value) => dense = value;

    /// <summary>A gradient that is rows.</summary>
    /// <param name="rows">The rows.</param>
    public Gradient(IndexedSlices rows) => Rows = rows;

    /// <summary>The rows; null for a gradient that is a tensor.</summary>
    public IndexedSlices? Rows { get; }

    /// <summary>A gradient that is a tensor.</summary>
    /// <param name="value">The tensor.</param>
    public static implicit operator Gradient(Symbol value) => new(value);

    /// <summary>The gradient as a tensor; rows are added up into one of zeros.</summary>
    public Symbol ToDense() => Rows?.ToDense() ?? dense;

    /// <summary>The tensor, or the rows' values: what a number can be multiplied with.</summary>
    public Symbol Values => Rows?.Values ?? dense;

    /// <summary>A gradient of the same form with other values.</summary>
    /// <param name="function">From the tensor, or from the rows' values, the new ones.</param>
    public Gradient Map(Func<Symbol, Symbol> function) =>
        Rows is { } rows ? new Gradient(rows.WithValues(function(rows.Values))) : function(dense);

    /// <summary>Adds gradients by one symbol: rows stay rows, unless they meet a tensor.</summary>
    /// <param name="gradients">At least one gradient.</param>
    public static Gradient Sum(params ReadOnlySpan<Gradient> gradients) =>
        gradients.Length == 1 ? gradients[0] : GradientSum.Of(gradients.ToArray());

    /// <inheritdoc/>
    public bool Equals(Gradient other) => Rows == other.Rows && (Rows is not null || dense == other.dense);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Gradient other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rows, dense);

    /// <summary>Whether two are the same symbols.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Gradient left, Gradient right) => left.Equals(right);

    /// <summary>Whether two are different symbols.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Gradient left, Gradient right) => !left.Equals(right);
}
