namespace TensorFlow;

/// <content>Indexing and slicing.</content>
public readonly partial struct Symbol
{
    /// <summary>
    /// Part of this symbol, as NumPy indexes: <c>x[.., 1..^1, 0]</c> takes all of the first axis, the second without its ends and the first
    /// entry of the third, whose axis is dropped. Axes that are not named are taken whole.
    /// </summary>
    /// <param name="indices">
    /// One entry an axis: an integer or a scalar symbol, a range, a <see cref="Slice"/>, a symbol of positions (at most one with axes),
    /// <see cref="Indexer.NewAxis"/> or <see cref="Indexer.Ellipsis"/>.
    /// </param>
    /// <exception cref="ArgumentException">There are too many entries, two ellipses, or a step of 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    /// <exception cref="InvalidOperationException">The number of axes is not known.</exception>
    public Symbol this[params ReadOnlySpan<Indexer> indices] => SymbolIndexing.Apply(this, indices);
}
