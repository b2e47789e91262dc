using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// A convolutional LSTM layer over a sequence: one convolution of all gates per step, and one gradient of the kernel for all steps.
/// </summary>
/// <param name="gates">The gates along the axis of the channels.</param>
/// <param name="dataFormat">"channels_last" or "channels_first".</param>
internal sealed class ConvLstmSequence(LstmGates gates, string dataFormat) : SequenceKernel
{
    // Between the convolutions of ordinary kernels, XLA makes one pass of what is computed of each element.
    public override (Symbol[] States, Symbol[] Kept) Forward(Symbol projected, Symbol[] weights, Symbol[] states)
    {
        Symbol[] all = CompiledPart.Write(
            "gates", [projected, Convolved(states[0], weights[0]), states[1]], x => gates.Forward(x[0] + x[1], x[2]));
        return (all[..2], all[2..]);
    }

    public override BackwardStep Backward(Symbol[] kept, Symbol[] before, Symbol[] after, Symbol[] gradients, Symbol[] weights)
    {
        Symbol[] all = CompiledPart.Write("gates_gradient", [.. kept, before[1], after[1], .. gradients],
            x => gates.Backward(x.AsSpan(0, 4), x[4], x[5], x.AsSpan(6)));
        return new([Ops.ConvTranspose(all[0], weights[0], 1, "same", dataFormat: dataFormat), all[1]], [all[0]]);
    }

    public override Symbol[] ForBackward(Symbol[] weights) => weights;

    public override (Symbol Projected, Symbol[] Weights) Finish(Symbol[] stacked, Symbol before, Symbol[] weights)
    {
        // Differentiation is by symbols of the graph that is being written.
        Symbol kernel = RawOps.Identity(weights[0]);
        Symbol convolved = Convolved(StepShapes.Joined(before), kernel);
        return (stacked[0], [Gradients.Of([convolved], [StepShapes.Joined(stacked[0])], [kernel])[0]!.Value]);
    }

    private Symbol Convolved(Symbol h, Symbol kernel) => Ops.Conv(h, kernel, 1, "same", dataFormat);
}
