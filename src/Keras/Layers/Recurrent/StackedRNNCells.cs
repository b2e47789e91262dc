using TensorFlow;

namespace Keras.Layers;

/// <summary>Stacked cells as one cell: the output of each is the input of the next, and the states are those of all.</summary>
[KerasSerializable]
public sealed partial class StackedRNNCells : RNNCell
{
    private readonly RNNCell[] cells;

    /// <summary>Stacks cells.</summary>
    /// <param name="cells">The cells, the lowest first.</param>
    /// <exception cref="ArgumentException">There is no cell, or one is null or in the list twice.</exception>
    public StackedRNNCells(params IReadOnlyList<RNNCell> cells)
    {
        Required.Value("StackedRNNCells", "a list of cells", cells);
        Required.Items("StackedRNNCells", "a cell", cells);
        if (cells.Count == 0)
            throw new ArgumentException("StackedRNNCells: expected at least one cell, got none.", nameof(cells));
        this.cells = [.. cells];
        foreach (RNNCell cell in cells)
            AddLayer(cell);
    }

    /// <summary>The cells, the lowest first.</summary>
    public IReadOnlyList<RNNCell> Cells => cells;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> StateShapes => [.. cells.SelectMany(c => c.StateShapes)];

    /// <inheritdoc/>
    public override int OutputSize => cells[^1].OutputSize;

    /// <inheritdoc/>
    protected internal override IEnumerable<(string Group, Layer Layer)> SavedLayers =>
        WithClassNames(cells).Select(c => ($"cells/{c.Group}", c.Layer));

    /// <inheritdoc/>
    public override IReadOnlyList<Symbol> GetInitialState(Symbol batchSize) => [.. cells.SelectMany(c => c.GetInitialState(batchSize))];

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        Shape next = input;
        foreach (RNNCell cell in cells)
        {
            if (!cell.IsBuilt)
                cell.BuildFor(next);
            next = [input[0], cell.OutputSize];
        }
    }

    /// <inheritdoc/>
    protected override (Symbol Output, IReadOnlyList<Symbol> States) Step(Symbol x, IReadOnlyList<Symbol> states, CallContext context)
    {
        List<Symbol> next = [];
        foreach ((RNNCell cell, IReadOnlyList<Symbol> own) in WithStates(states))
        {
            (x, IReadOnlyList<Symbol> after) = cell.Apply(x, own, context);
            next.AddRange(after);
        }

        DType dtype = ComputeDType;
        return (x.Cast(dtype), [.. next.Select(s => s.Cast(dtype))]);
    }

    /// <inheritdoc/>
    protected internal override void BeginSequence(Symbol x, IReadOnlyList<Symbol> states, CallContext context)
    {
        foreach ((RNNCell cell, IReadOnlyList<Symbol> own) in WithStates(states))
        {
            cell.BeginSequence(x, own, context);
            if (cell != cells[^1])
                x = own.Count > 0 && cell.OutputSize == own[0].Shape[^1] ? own[0]
                    : StepShapes.Zeros(Ops.Shape(x, 0), [cell.OutputSize], x.DType);
        }
    }

    /// <inheritdoc/>
    protected internal override void EndSequence(CallContext context)
    {
        foreach (RNNCell cell in cells)
            cell.EndSequence(context);
    }

    private IEnumerable<(RNNCell Cell, IReadOnlyList<Symbol> States)> WithStates(IReadOnlyList<Symbol> states)
    {
        int next = 0;
        foreach (RNNCell cell in cells)
        {
            int count = cell.StateShapes.Count;
            yield return (cell, [.. states.Skip(next).Take(count)]);
            next += count;
        }
    }
}
