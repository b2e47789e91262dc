using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The dot product of two inputs, sample by sample, along an axis of each: <c>[batch, a, d]</c> and <c>[batch, b, d]</c> become <c>[batch,
/// a, b]</c>.
/// </summary>
[KerasSerializable]
public sealed partial class Dot : Merge
{
    [ConfigArgument("axes", Converter = typeof(DotAxes))]
    private readonly DotAxes axes;

    /// <summary>A dot product along the same axis of both inputs.</summary>
    /// <param name="axes">The axis of both inputs, not the batch axis; negative ones count from the end.</param>
    /// <param name="normalize">Whether samples are scaled to an L2 norm of 1 along the axis first, which gives the cosine proximity.
    /// Default: false.</param>
    public Dot(int axes, bool normalize = false)
        : this(new DotAxes(axes, axes, IsOne: true), normalize)
    {
    }

    /// <summary>A dot product along an axis of each input.</summary>
    /// <param name="axes">The axis of the first and that of the second input, not the batch axis; negative ones count from the end.</param>
    /// <param name="normalize">Whether samples are scaled to an L2 norm of 1 along the axis first, which gives the cosine proximity.
    /// Default: false.</param>
    public Dot((int First, int Second) axes, bool normalize = false)
        : this(new DotAxes(axes.First, axes.Second, IsOne: false), normalize)
    {
    }

    [ConfigConstructor]
    private Dot(DotAxes axes, bool normalize = false) => (this.axes, Normalize) = (axes, normalize);

    /// <summary>The axis of each input.</summary>
    [ConfigIgnore]
    public (int First, int Second) Axes => (axes.First, axes.Second);

    /// <summary>Whether samples are scaled to an L2 norm of 1 along the axis first.</summary>
    public bool Normalize { get; }

    private protected override int LeastInputs => 2;

    private protected override int? MostInputs => 2;

    private protected override void CheckShapes(IReadOnlyList<Shape> inputs)
    {
        (int a, int b) = Positions(inputs[0], inputs[1]);
        if (inputs[0][a] >= 0 && inputs[1][b] >= 0 && inputs[0][a] != inputs[1][b])
        {
            throw new ShapeException(
                $"Dot '{Name}': expected axes of equal length, got {inputs[0][a]} of {inputs[0]} and {inputs[1][b]} of {inputs[1]}.");
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol> Call(IReadOnlyList<Symbol> inputs, CallContext context)
    {
        // Lengths that were not known when the layer was built may be now.
        CheckShapes([.. inputs.Select(x => x.Shape)]);
        return [MergeInputs(inputs, context)];
    }

    /// <inheritdoc/>
    protected override Symbol MergeInputs(IReadOnlyList<Symbol> inputs, CallContext context)
    {
        (Symbol x, Symbol y) = (inputs[0], inputs[1]);
        (int a, int b) = Positions(x.Shape, y.Shape);
        if (Normalize)
            (x, y) = (Unit(x, a), Unit(y, b));
        (int xRank, int yRank) = (x.Rank, y.Rank);
        if (xRank == 2)
            (x, a) = (Ops.ExpandDims(x, 1), 2);
        if (yRank == 2)
            y = Ops.ExpandDims(y, 2);
        Symbol left = MoveAxis(x, a, x.Rank - 1), right = MoveAxis(y, b, 1);
        Symbol product = Ops.MatMul(Flat(left, 1, left.Rank - 1), Flat(right, 2, right.Rank));
        product = Unflatten(product, left, right);
        return xRank == 2 ? Ops.Squeeze(product, 1) : yRank == 2 ? Ops.Squeeze(product, -1) : product;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol?> ComputeMask(IReadOnlyList<Symbol> inputs, IReadOnlyList<Symbol?> masks) => [null];

    /// <inheritdoc/>
    protected override IReadOnlyList<KerasTensor?> ComputeMask(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks) => [];

    private static Symbol Unit(Symbol x, int axis)
    {
        // Keras's ops.normalize.
        const double epsilon = 1e-7;
        Symbol inverse = RawOps.Rsqrt(Ops.Sum(Ops.Square(x), axis, keepDims: true));
        return x * RawOps.Minimum(inverse, inverse.Number(1 / epsilon));
    }

    private static Symbol MoveAxis(Symbol x, int from, int to)
    {
        if (from == to)
            return x;
        List<int> order = [.. Enumerable.Range(0, x.Rank).Where(i => i != from)];
        order.Insert(to, from);
        return Ops.Transpose(x, [.. order]);
    }

    /// <summary>The axes of a range as one.</summary>
    private static Symbol Flat(Symbol x, int start, int end) => end - start == 1 ? x : RawOps.Reshape(
        x, Ops.Stack([.. Lengths(x)[..start], x.Graph.Constant(-1, DType.Int32), .. Lengths(x)[end..]]));

    private static Symbol Unflatten(Symbol product, Symbol left, Symbol right) =>
        left.Rank <= 3 && right.Rank <= 3 ? product : RawOps.Reshape(
        product, Ops.Stack([.. Lengths(left)[..^1], .. Lengths(right)[2..]]));

    private static Symbol[] Lengths(Symbol x) => [.. Enumerable.Range(0, x.Rank).Select(i => Ops.Shape(x, i))];

    private (int A, int B) Positions(Shape x, Shape y)
    {
        (int first, int second) = Axes;
        int a = first < 0 ? first + x.Rank : first, b = second < 0 ? second + y.Rank : second;
        if (a < 1 || a >= x.Rank || b < 1 || b >= y.Rank)
            throw new ShapeException($"Dot '{Name}': expected axes other than the batch axis, got {first} of {x} and {second} of {y}.");
        return (a, b);
    }
}
