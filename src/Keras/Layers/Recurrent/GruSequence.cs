using TensorFlow;

namespace Keras.Layers;

/// <summary>A GRU layer over a sequence, with the reset gate after the state's projection.</summary>
internal sealed class GruSequence(
    ActivationFunction activation,
    Func<Symbol, Symbol, Symbol> derivative,
    ActivationFunction gate,
    Func<Symbol, Symbol, Symbol> gateDerivative) : SequenceKernel
{
    private const int Gates = 3;

    public override (Symbol[] States, Symbol[] Kept) Forward(Symbol projected, Symbol[] weights, Symbol[] states)
    {
        Symbol h = states[0], recurrent = h.MatMul(weights[0]);
        if (weights.Length > 1)
            recurrent += weights[1];
        Symbol[] x = Ops.Split(projected, Gates, -1), q = Ops.Split(recurrent, Gates, -1);
        Symbol z = gate.Apply(x[0] + q[0]), r = gate.Apply(x[1] + q[1]);
        Symbol g = activation.Apply(x[2] + (r * q[2]));
        return ([(z * h) + ((1 - z) * g)], [z, r, q[2], g]);
    }

    public override BackwardStep Backward(Symbol[] kept, Symbol[] before, Symbol[] after, Symbol[] gradients, Symbol[] weights)
    {
        (Symbol z, Symbol r, Symbol q, Symbol g) = (kept[0], kept[1], kept[2], kept[3]);
        Symbol dh = gradients[0], dg = derivative(g, dh * (1 - z));
        Symbol d = Ops.Concatenate([gateDerivative(z, dh * (before[0] - g)), gateDerivative(r, dg * q), dg * r], -1);
        return new([d.MatMul(weights[0]) + (dh * z)], [d, dg]);
    }

    public override (Symbol Projected, Symbol[] Weights) Finish(Symbol[] stacked, Symbol before, Symbol[] weights)
    {
        int units = checked((int)stacked[1].Shape[^1]);
        Symbol projected = Ops.Concatenate([Ops.Split(stacked[0], [2 * units], -1)[0], stacked[1]], -1);
        Symbol recurrent = Rows.Product(before, stacked[0]);
        return (projected, weights.Length == 1 ? [recurrent] : [recurrent, Ops.Sum(Rows.Joined(stacked[0]), 0)]);
    }
}
