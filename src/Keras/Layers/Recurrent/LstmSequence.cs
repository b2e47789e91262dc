using TensorFlow;

namespace Keras.Layers;

/// <summary>A long short-term memory layer over a sequence.</summary>
internal sealed class LstmSequence(
    ActivationFunction activation,
    Func<Symbol, Symbol, Symbol> derivative,
    ActivationFunction gate,
    Func<Symbol, Symbol, Symbol> gateDerivative) : SequenceKernel
{
    private const int Gates = 4;

    public override (Symbol[] States, Symbol[] Kept) Forward(Symbol projected, Symbol[] weights, Symbol[] states)
    {
        Symbol[] z = Ops.Split(projected + states[0].MatMul(weights[0]), Gates, -1);
        Symbol i = gate.Apply(z[0]), f = gate.Apply(z[1]), g = activation.Apply(z[2]), o = gate.Apply(z[3]);
        Symbol c = (f * states[1]) + (i * g);
        return ([o * activation.Apply(c), c], [i, f, g, o]);
    }

    public override BackwardStep Backward(Symbol[] kept, Symbol[] before, Symbol[] after, Symbol[] gradients, Symbol[] weights)
    {
        (Symbol i, Symbol f, Symbol g, Symbol o) = (kept[0], kept[1], kept[2], kept[3]);
        Symbol dh = gradients[0], output = activation.Apply(after[1]);
        Symbol dc = gradients[1] + derivative(output, dh * o);
        Symbol d = Ops.Concatenate(
            [gateDerivative(i, dc * g), gateDerivative(f, dc * before[1]), derivative(g, dc * i), gateDerivative(o, dh * output)], -1);
        return new([d.MatMul(weights[0]), dc * f], [d]);
    }

    public override (Symbol Projected, Symbol[] Weights) Finish(Symbol[] stacked, Symbol before, Symbol[] weights) =>
        (stacked[0], [Rows.Product(before, stacked[0])]);
}
