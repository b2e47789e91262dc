using TensorFlow;

namespace Keras.Layers;

/// <summary>Concatenates its inputs along an axis. All other axes must be equal.</summary>
/// <param name="axis">The axis; negative ones count from the end. Default: -1.</param>
[KerasSerializable]
public sealed partial class Concatenate(int axis = -1) : Merge
{
    /// <summary>The axis; negative ones count from the end.</summary>
    public int Axis { get; } = axis;

    internal override bool TakesStrings => true;

    private protected override void CheckShapes(IReadOnlyList<Shape> inputs)
    {
        int rank = inputs[0].Rank;
        if (inputs.Any(s => s.Rank != rank))
            throw Mismatch(inputs);
        int along = Axis < 0 ? Axis + rank : Axis;
        if (along < 0 || along >= rank)
            throw new ShapeException(
                $"Concatenate '{Name}': expected an axis of the inputs, which have {rank}, got axis {Axis} for "
                + $"{string.Join(" and ", inputs)}.");
        for (int i = 0; i < rank; i++)
        {
            if (i != along && inputs.Select(s => s[i]).Where(d => d >= 0).Distinct().Count() > 1)
            {
                throw new ShapeException(
                    $"Concatenate '{Name}': expected inputs of equal shapes except for axis {Axis}, got {string.Join(" and ", inputs)}.");
            }
        }
    }

    /// <inheritdoc/>
    protected override Symbol MergeInputs(IReadOnlyList<Symbol> inputs, CallContext context) => Ops.Concatenate([.. inputs], Axis);

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol?> ComputeMask(IReadOnlyList<Symbol> inputs, IReadOnlyList<Symbol?> masks)
    {
        Symbol[] whole = [.. inputs.Zip(masks, Whole)];
        return [RawOps.Any(Ops.Concatenate(whole, Axis), whole[0].Graph.Constant(-1, DType.Int32))];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<KerasTensor?> ComputeMask(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(masks);
        if (masks.All(m => m is null))
            return [];
        KerasTensor[] whole = [.. inputs.Zip(masks, Whole)];
        return [Ops.Any(Ops.Concatenate(whole, Axis), -1)];
    }

    private static KerasTensor Whole(KerasTensor input, KerasTensor? mask) => mask switch
    {
        null => Ops.OnesLike(input, DType.Bool),
        { } given when given.Rank < input.Rank => Ops.LogicalOr(Ops.ExpandDims(given, -1), Ops.ZerosLike(input, DType.Bool)),
        { } given => given,
    };

    // Keras's rule: a mask in the shape of its input, all true where there is none.
    private static Symbol Whole(Symbol input, Symbol? mask) => mask switch
    {
        null => Ops.OnesLike(input).Cast(DType.Bool),
        { } given when given.Rank < input.Rank => RawOps.LogicalOr(Ops.ExpandDims(given, -1), Ops.ZerosLike(input).Cast(DType.Bool)),
        { } given => given,
    };
}
