using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The base of <see cref="Maximum"/> and <see cref="Minimum"/>: masked elements take no part, as they have no neutral element.
/// </summary>
public abstract class MaskedExtremum : Merge
{
    private protected MaskedExtremum()
    {
    }

    private protected abstract Symbol Choose(Symbol a, Symbol b);

    /// <inheritdoc/>
    protected override Symbol MergeInputs(IReadOnlyList<Symbol> inputs, CallContext context)
    {
        Symbol output = inputs[0];
        Symbol? outputMask = MaskOf(inputs[0], context);
        foreach (Symbol input in inputs.Skip(1))
        {
            Symbol x = input;
            Symbol? mask = MaskOf(input, context);
            if (mask is { } m)
                x = RawOps.SelectV2(m, x, output);
            if (outputMask is { } before)
                output = RawOps.SelectV2(before, output, x);
            outputMask = mask is { } one && outputMask is { } other ? RawOps.LogicalOr(other, one) : null;
            output = Choose(output, x);
        }

        if (outputMask is { } all)
            context.SetMask(output, RawOps.Any(all, output.Graph.Constant(-1, DType.Int32)));
        return output;
    }

    private static Symbol? MaskOf(Symbol x, CallContext context) => context.MaskOf(x) is { } mask ? Broadcast(mask, x) : null;
}
