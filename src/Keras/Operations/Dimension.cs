using System.Diagnostics;
using TensorFlow;

namespace Keras;

/// <summary>The length of an axis: a number, or an int32 scalar where it is known only when the function runs.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct Dimension : IEquatable<Dimension>
{
    private readonly Symbol symbol;

    private Dimension(long length, Symbol symbol)
    {
        Length = length;
        this.symbol = symbol;
    }

    /// <summary>The length; -1 where it is computed.</summary>
    public long Length { get; }

    /// <summary>Whether the length is a number.</summary>
    public bool IsKnown => symbol == default;

    /// <summary>Converts a number.</summary>
    /// <param name="length">The length.</param>
    public static implicit operator Dimension(long length) => new(length, default);

    /// <summary>Converts an int32 scalar.</summary>
    /// <param name="length">The length.</param>
    public static implicit operator Dimension(Symbol length) => new(-1, length);

    /// <summary>Converts to an int32 scalar of the function being written.</summary>
    /// <param name="dimension">The length.</param>
    public static implicit operator Symbol(Dimension dimension) => dimension.ToSymbol();

    /// <summary>Whether two lengths are the same number or the same symbol.</summary>
    /// <param name="left">A length.</param>
    /// <param name="right">Another.</param>
    public static bool operator ==(Dimension left, Dimension right) => left.Equals(right);

    /// <summary>Whether two lengths are different numbers or symbols.</summary>
    /// <param name="left">A length.</param>
    /// <param name="right">Another.</param>
    public static bool operator !=(Dimension left, Dimension right) => !left.Equals(right);

    /// <summary>Gets the length as a scalar of the function being written.</summary>
    /// <param name="dtype">The type. Default: int32.</param>
    public Symbol ToSymbol(DType dtype = DType.Int32) => (IsKnown ? Graph.Current.Constant(Length, DType.Int32) : symbol).Cast(dtype);

    /// <inheritdoc/>
    public bool Equals(Dimension other) => Length == other.Length && symbol == other.symbol;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Dimension other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Length, symbol);

    /// <summary>The number, or <c>?</c>.</summary>
    public override string ToString() => IsKnown ? Length.ToString(System.Globalization.CultureInfo.InvariantCulture) : "?";

    /// <summary>The axes as an int32 list in the function being written.</summary>
    internal static Symbol Stack(ReadOnlySpan<Dimension> axes)
    {
        Symbol[] lengths = new Symbol[axes.Length];
        for (int i = 0; i < lengths.Length; i++)
            lengths[i] = axes[i];
        return lengths.Length == 0 ? Graph.Current.Constant(Array.Empty<int>()) : RawOps.Pack(lengths);
    }

    internal Symbol AsSymbol(Symbol graph) => IsKnown ? graph.Graph.Constant(Length, DType.Int32) : symbol;

    internal static Dimension Product(Symbol graph, params ReadOnlySpan<Dimension> factors)
    {
        Dimension product = 1;
        foreach (Dimension factor in factors)
        {
            product = product.IsKnown && factor.IsKnown
                ? product.Length * factor.Length
                : product.AsSymbol(graph) * factor.AsSymbol(graph);
        }

        return product;
    }
}
