using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The base of the layers that merge several inputs elementwise. Inputs of fewer axes get axes of length 1 behind the batch axis; lengths
/// of 1 broadcast. The mask of the output is true where that of any input is.
/// </summary>
public abstract class Merge : Layer
{
    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <summary>The minimum number of inputs.</summary>
    private protected virtual int LeastInputs => 1;

    /// <summary>The maximum number of inputs; null for any.</summary>
    private protected virtual int? MostInputs => null;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count < LeastInputs || inputs.Count > MostInputs)
        {
            string expected = MostInputs == LeastInputs ? $"{LeastInputs}" : $"at least {LeastInputs}";
            throw new ArgumentException($"{ClassName} '{Name}': expected {expected} inputs, got {inputs.Count}; give them as a list.");
        }

        CheckShapes(inputs);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol> Call(IReadOnlyList<Symbol> inputs, CallContext context)
    {
        // Lengths that were not known when the layer was built may be now.
        CheckShapes([.. inputs.Select(x => x.Shape)]);
        int rank = inputs.Max(x => x.Rank);
        // Integers beside floating-point numbers are converted, as by Keras's operations.
        DType dtype = inputs.All(x => x.DType == inputs[0].DType) ? inputs[0].DType
            : TypePromotion.Result([.. inputs.Select(x => (PromotedType)x.DType)]);
        Symbol[] aligned = [.. inputs.Select(x => Align(x, rank, dtype, context))];
        return [MergeInputs(aligned, context)];
    }

    /// <summary>Writes the merged value.</summary>
    /// <param name="inputs">The inputs, all of one number of axes.</param>
    /// <param name="context">The context of the call: the mode and masks.</param>
    protected abstract Symbol MergeInputs(IReadOnlyList<Symbol> inputs, CallContext context);

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol?> ComputeMask(IReadOnlyList<Symbol> inputs, IReadOnlyList<Symbol?> masks)
    {
        if (masks.Any(m => m is null))
            return [null];
        Symbol any = masks[0]!.Value;
        foreach (Symbol? mask in masks.Skip(1))
            any = RawOps.LogicalOr(any, mask!.Value);
        return [any];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<KerasTensor?> ComputeMask(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        if (masks.Any(m => m is null))
            return [];
        return [masks.Skip(1).Aggregate(masks[0]!, (any, mask) => Ops.LogicalOr(any, mask!))];
    }

    /// <summary>Checks that the shapes go together.</summary>
    private protected virtual void CheckShapes(IReadOnlyList<Shape> inputs)
    {
        long[] batchSizes = [.. inputs.Where(s => s.Rank > 0 && s[0] >= 0).Select(s => s[0]).Distinct()];
        if (batchSizes.Length > 1)
            throw Mismatch(inputs);
        int rank = inputs.Max(s => s.Rank);
        for (int fromEnd = 1; fromEnd < rank; fromEnd++)
        {
            if (inputs.Where(s => s.Rank > fromEnd).Select(s => s[s.Rank - fromEnd])
                .Where(d => d is not (1 or Shape.UnknownDimension)).Distinct().Count() > 1)
                throw Mismatch(inputs);
        }
    }

    /// <summary>The exception for shapes that do not merge.</summary>
    private protected ShapeException Mismatch(IReadOnlyList<Shape> inputs) =>
        new($"{ClassName} '{Name}': expected inputs whose shapes merge, got {string.Join(" and ", inputs)}; "
            + "give them equal axes, or axes of length 1.");

    // Keras's rule: new axes come behind the batch axis.
    private static Symbol Align(Symbol x, int rank, DType dtype, CallContext context)
    {
        Symbol aligned = x.Cast(dtype);
        while (aligned.Rank < rank)
            aligned = Ops.ExpandDims(aligned, 1);
        context.CarryMask(x, aligned);
        return aligned;
    }

    /// <summary>A mask in the shape of its input.</summary>
    private protected static Symbol Broadcast(Symbol mask, Symbol x) => Ops.BroadcastTo(Ops.ExpandDims(mask, -1), x);
}
