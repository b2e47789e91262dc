using TensorFlow;

namespace Keras.Layers;

/// <summary>An LSTM layer over a sequence.</summary>
/// <param name="gates">The gates along the last axis.</param>
internal sealed class LstmSequence(LstmGates gates) : SequenceKernel
{
    public override (Symbol[] States, Symbol[] Kept) Forward(Symbol projected, Symbol[] weights, Symbol[] states)
    {
        Symbol[] all = gates.Forward(projected + states[0].MatMul(weights[0]), states[1]);
        return (all[..2], all[2..]);
    }

    public override BackwardStep Backward(Symbol[] kept, Symbol[] before, Symbol[] after, Symbol[] gradients, Symbol[] weights)
    {
        Symbol[] all = gates.Backward(kept, before[1], after[1], gradients);
        return new([all[0].MatMul(weights[0]), all[1]], [all[0]]);
    }

    public override (Symbol Projected, Symbol[] Weights) Finish(Symbol[] stacked, Symbol before, Symbol[] weights) =>
        (stacked[0], [Rows.Product(before, stacked[0])]);
}
