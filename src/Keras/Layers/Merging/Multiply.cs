using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Multiplies its inputs elementwise. The shapes broadcast. Masked elements count as 1; where all inputs have masks, elements that no mask
/// has are 0.
/// </summary>
[KerasSerializable]
public sealed partial class Multiply : Merge
{
    /// <inheritdoc/>
    protected override Symbol MergeInputs(IReadOnlyList<Symbol> inputs, CallContext context)
    {
        Symbol? product = null;
        Symbol? anyMask = null;
        bool allMasked = inputs.All(x => context.MaskOf(x) is not null);
        foreach (Symbol input in inputs)
        {
            Symbol x = input;
            if (context.MaskOf(input) is { } given)
            {
                Symbol mask = Broadcast(given, input);
                x = RawOps.SelectV2(mask, x, Ops.OnesLike(x));
                anyMask = anyMask is { } any ? RawOps.LogicalOr(any, mask) : mask;
            }

            product = product is { } before ? before * x : x;
        }

        if (!allMasked)
            return product!.Value;
        Symbol output = RawOps.SelectV2(anyMask!.Value, product!.Value, Ops.ZerosLike(product.Value));
        context.SetMask(output, RawOps.Any(anyMask.Value, output.Graph.Constant(-1, DType.Int32)));
        return output;
    }
}
