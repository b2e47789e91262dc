namespace TensorFlow;

/// <summary>
/// One entry of an index expression such as <c>x[.., 1..^1, 0]</c>, as in NumPy: an integer or a scalar symbol takes one position and drops
/// the axis, a range or a <see cref="Slice"/> takes several, a symbol with axes gathers, <see cref="NewAxis"/> inserts an axis of length 1,
/// and <see cref="Ellipsis"/> stands for the axes that are left.
/// </summary>
public readonly struct Indexer
{
    private Indexer(IndexerKind kind, Slice slice = default, int position = 0, Symbol symbol = default)
    {
        Kind = kind;
        Slice = slice;
        Position = position;
        Symbol = symbol;
    }

    /// <summary>A new axis of length 1.</summary>
    public static Indexer NewAxis { get; } = new(IndexerKind.NewAxis);

    /// <summary>All axes that the other entries do not name; at most once in an expression.</summary>
    public static Indexer Ellipsis { get; } = new(IndexerKind.Ellipsis);

    /// <summary>The kind of the entry.</summary>
    public IndexerKind Kind { get; }

    /// <summary>The slice of an entry of that kind.</summary>
    public Slice Slice { get; }

    /// <summary>The position of an entry of that kind; negative ones count from the end.</summary>
    public int Position { get; }

    /// <summary>The positions of an entry of kind <see cref="IndexerKind.Symbol"/>.</summary>
    public Symbol Symbol { get; }

    /// <summary>One position of an axis.</summary>
    /// <param name="position">The position; negative ones count from the end.</param>
    public static implicit operator Indexer(int position) => new(IndexerKind.Position, position: position);

    /// <summary>One position of an axis.</summary>
    /// <param name="index">The position; <c>^1</c> is the last.</param>
    public static implicit operator Indexer(Index index) =>
        new(IndexerKind.Position, position: index.IsFromEnd ? -index.Value : index.Value);

    /// <summary>Several positions of an axis.</summary>
    /// <param name="range">The range; <c>..</c> is the whole axis.</param>
    public static implicit operator Indexer(Range range) => new(IndexerKind.Slice, range);

    /// <summary>Several positions of an axis, in steps.</summary>
    /// <param name="slice">The slice.</param>
    public static implicit operator Indexer(Slice slice) => new(IndexerKind.Slice, slice);

    /// <summary>Positions that are computed: those of a scalar drop the axis, those of a list or a matrix take its place.</summary>
    /// <param name="positions">Integers; negative ones count from the end.</param>
    public static implicit operator Indexer(Symbol positions) => new(IndexerKind.Symbol, symbol: positions);

    /// <summary>The entry as index expressions show it.</summary>
    public override string ToString() => Kind switch
    {
        IndexerKind.Position => Position.ToString(System.Globalization.CultureInfo.InvariantCulture),
        IndexerKind.NewAxis => "NewAxis",
        IndexerKind.Ellipsis => "...",
        IndexerKind.Symbol => $"<{Symbol}>",
        _ => Slice.ToString(),
    };
}
