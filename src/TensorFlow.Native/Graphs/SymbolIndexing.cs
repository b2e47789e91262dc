namespace TensorFlow;

/// <summary>An index expression as a strided slice and the gathers behind it.</summary>
internal sealed class SymbolIndexing
{
    private readonly List<int> begin = [];
    private readonly List<int> end = [];
    private readonly List<int> strides = [];
    private readonly List<(int Axis, Symbol Positions)> gathers = [];
    private long beginMask;
    private long endMask;
    private long newAxisMask;
    private long shrinkMask;
    private int resultAxis;

    public static Symbol Apply(Symbol x, ReadOnlySpan<Indexer> indices)
    {
        Shape shape = x.Shape;
        if (shape.Rank < 0)
            throw new InvalidOperationException($"{x} cannot be indexed, because its number of axes is not known; give it a shape first.");
        SymbolIndexing indexing = new();
        indexing.Read(shape, indices);
        return indexing.Apply(x);
    }

    private void Read(Shape shape, ReadOnlySpan<Indexer> indices)
    {
        int named = 0;
        int ellipses = 0;
        foreach (Indexer index in indices)
        {
            named += index.Kind is IndexerKind.NewAxis or IndexerKind.Ellipsis ? 0 : 1;
            ellipses += index.Kind == IndexerKind.Ellipsis ? 1 : 0;
        }

        if (named > shape.Rank)
            throw new ArgumentException($"Expected at most {shape.Rank} indices for the shape {shape}, got {named}.", nameof(indices));
        if (ellipses > 1)
            throw new ArgumentException($"Expected at most one ellipsis, got {ellipses}.", nameof(indices));
        int axis = 0;
        foreach (Indexer index in indices)
        {
            switch (index.Kind)
            {
                case IndexerKind.Ellipsis:
                    for (int i = named; i < shape.Rank; i++, axis++)
                        Add(Slice.All);
                    break;
                case IndexerKind.NewAxis:
                    newAxisMask |= Bit;
                    Append(0, 1, 1);
                    resultAxis++;
                    break;
                case IndexerKind.Position:
                    Add(index.Position, shape, axis++);
                    break;
                case IndexerKind.Symbol:
                    Add(index.Symbol);
                    axis++;
                    break;
                default:
                    Add(index.Slice);
                    axis++;
                    break;
            }
        }
    }

    private long Bit => 1L << begin.Count;

    private void Add(Slice slice)
    {
        if (slice.Step == 0)
            throw new ArgumentException($"A slice's step cannot be 0, got {slice}.");
        if (slice.Start is null)
            beginMask |= Bit;
        if (slice.Stop is null)
            endMask |= Bit;
        Append(slice.Start ?? 0, slice.Stop ?? 0, slice.Step);
        resultAxis++;
    }

    private void Add(int position, Shape shape, int axis)
    {
        long length = shape[axis];
        if (length >= 0 && (position >= length || position < -length))
            throw new ArgumentOutOfRangeException(nameof(position), position,
                $"Axis {axis} of the shape {shape} has no position {position}.");
        shrinkMask |= Bit;
        Append(position, position + 1, 1);
    }

    private void Add(Symbol positions)
    {
        if (!positions.DType.IsInteger)
            throw new ArgumentException(
                $"Expected integers as positions, got {positions}; for a mask use Ops.Where or RawOps.Where with RawOps.GatherNd.");
        if (positions.Rank < 0)
            throw new ArgumentException($"The number of axes of the positions {positions} is not known; give them a shape first.");
        if (positions.Rank > 0 && gathers.Any(g => g.Positions.Rank > 0))
            throw new ArgumentException(
                "Expected at most one index that is a symbol with axes; use Ops.TakeAlongAxis or RawOps.GatherNd for several.");
        gathers.Add((resultAxis, positions));
        Add(Slice.All);
    }

    private void Append(int first, int last, int step)
    {
        begin.Add(first);
        end.Add(last);
        strides.Add(step);
    }

    private Symbol Apply(Symbol x)
    {
        bool trivial = newAxisMask == 0 && shrinkMask == 0 && strides.All(s => s == 1) && beginMask == endMask && beginMask == Bit - 1;
        Symbol result = trivial
            ? x
            : RawOps.StridedSlice(x, Vector(x, begin), Vector(x, end), Vector(x, strides), beginMask, endMask, 0, newAxisMask, shrinkMask);

        // From the last axis to the first, so that an axis that goes or comes moves none that is still to be gathered from.
        for (int i = gathers.Count - 1; i >= 0; i--)
            result = Gather(result, gathers[i].Positions, gathers[i].Axis);
        return result;
    }

    private static Symbol Gather(Symbol x, Symbol positions, int axis)
    {
        long known = x.Shape[axis];
        Symbol axisSymbol = x.Graph.Constant(axis, DType.Int32);
        Symbol length = known >= 0
            ? x.Graph.Constant(known, positions.DType)
            : RawOps.GatherV2(RawOps.Shape(x), axisSymbol, x.Graph.Constant(0, DType.Int32)).Cast(positions.DType);
        Symbol fromStart = RawOps.SelectV2(RawOps.Less(positions, positions.Number(0)), positions + length, positions);
        return RawOps.GatherV2(x, fromStart, axisSymbol);
    }

    private static Symbol Vector(Symbol x, List<int> values) => x.Graph.Constant([.. values]);
}
