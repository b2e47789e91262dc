using TensorFlow;

namespace Keras;

/// <summary>The length of an axis: a number, or an int32 scalar where it is known only when the function runs.</summary>
internal readonly struct Dimension
{
    private readonly Symbol symbol;

    private Dimension(long length, Symbol symbol)
    {
        Length = length;
        this.symbol = symbol;
    }

    /// <summary>The length; -1 where it is computed.</summary>
    public long Length { get; }

    public bool IsKnown => symbol == default;

    public static implicit operator Dimension(long length) => new(length, default);

    public static implicit operator Dimension(Symbol length) => new(-1, length);

    public Symbol AsSymbol(Symbol graph) => IsKnown ? graph.Graph.Constant(Length, DType.Int32) : symbol;

    public static Dimension Product(Symbol graph, params ReadOnlySpan<Dimension> factors)
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
