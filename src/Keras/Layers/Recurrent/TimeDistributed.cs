using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Applies a layer to every step of sequences: <c>[batch, steps, …]</c> becomes <c>[batch, steps, …]</c>. The layer is called step by step,
/// as in Keras, so that batch statistics are those of one step.
/// </summary>
[KerasSerializable]
public sealed partial class TimeDistributed : Wrapper
{
    /// <summary>Wraps a layer.</summary>
    /// <param name="layer">The layer.</param>
    public TimeDistributed(Layer layer)
        : base(layer)
    {
    }

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    internal override bool TakesStrings => true;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> CallParameters => ["inputs", "training", "mask"];

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        RequireSequences(input);
        base.Build(StepShapes.Of(input));
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        RequireSequences(x.Shape);
        Symbol steps = StepShapes.Swapped(x);
        Symbol? mask = context.MaskOf(x) is { } given ? StepShapes.Swapped(Fitting(given, x)) : null;
        return StepShapes.Swapped(x.Shape[1] < 0 ? Looped(steps, mask, context) : Unrolled(steps, mask, context));
    }

    private Symbol Unrolled(Symbol steps, Symbol? mask, CallContext context)
    {
        Symbol[] outputs = new Symbol[steps.Shape[0]];
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = Step(StepShapes.At(steps, i), mask is { } m ? StepShapes.At(m, i) : null, context);
        return Ops.Stack(outputs);
    }

    private Symbol Looped(Symbol steps, Symbol? mask, CallContext context)
    {
        (_, Symbol[] outputs) = Ops.Scan(
            (_, slices) =>
            {
                CallContext inside = context.Inside();
                Symbol output = Step(slices[0], mask is null ? null : slices[1], inside);
                return ([], [output, .. inside.Losses]);
            },
            [],
            mask is { } counts ? [steps, counts] : [steps]);
        foreach (Symbol loss in outputs[1..])
            context.AddLoss(Ops.Sum(loss));
        return outputs[0];
    }

    private Symbol Step(Symbol x, Symbol? mask, CallContext context)
    {
        if (mask is { } counts)
            context.SetMask(x, counts);
        Symbol output = Layer.Apply(x, context);
        return output.DType.IsFloatingPoint && Layer.Tree().Count == 1 ? output.Cast(OutputDType) : output;
    }

    // Keras calls the layer's computation alone: on inputs of this layer's type, with weights that are of this type where this layer has
    // weights converted, and otherwise of their own. Layers inside of it, as of a model, are called with their own types.
    private DType OutputDType => ComputeDType != VariableDType || Layer.Weights.Count == 0
        ? ComputeDType : TypePromotion.Result(ComputeDType, Layer.VariableDType);

    private void RequireSequences(Shape input)
    {
        if (input.Rank < 3)
            throw new ShapeException($"TimeDistributed '{Name}': expected sequences of at least 3 axes, [batch, steps, …], got {input}; "
                + "give each sample a time axis with Reshape.");
    }

    private Symbol Fitting(Symbol mask, Symbol x)
    {
        Shape expected = [x.Shape[0], x.Shape[1]];
        return mask.Rank >= 2 && expected.IsCompatibleWith(mask.Shape[..2])
            ? mask
            : throw new ShapeException(
                $"TimeDistributed '{Name}': expected a mask that begins with the axes {expected} of the input, got {mask.Shape}.");
    }
}
