using TensorFlow;

namespace Keras.Layers;

/// <summary>A fully connected recurrent layer over a sequence.</summary>
internal sealed class SimpleRnnSequence(ActivationFunction activation, Func<Symbol, Symbol, Symbol> derivative) : SequenceKernel
{
    public override (Symbol[] States, Symbol[] Kept) Forward(Symbol projected, Symbol[] weights, Symbol[] states) =>
        ([activation.Apply(projected + states[0].MatMul(weights[0]))], []);

    public override BackwardStep Backward(Symbol[] kept, Symbol[] before, Symbol[] after, Symbol[] gradients, Symbol[] weights)
    {
        Symbol d = derivative(after[0], gradients[0]);
        return new([d.MatMul(weights[0])], [d]);
    }

    public override (Symbol Projected, Symbol[] Weights) Finish(Symbol[] stacked, Symbol before, Symbol[] weights) =>
        (stacked[0], [Rows.Product(before, stacked[0])]);
}
