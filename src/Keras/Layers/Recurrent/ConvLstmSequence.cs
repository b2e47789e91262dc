using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// A convolutional long short-term memory layer over a sequence: one convolution of all gates a step, and of all steps one gradient of the
/// kernel.
/// </summary>
internal sealed class ConvLstmSequence(
    ActivationFunction activation,
    Func<Symbol, Symbol, Symbol> derivative,
    ActivationFunction gate,
    Func<Symbol, Symbol, Symbol> gateDerivative,
    string dataFormat) : SequenceKernel
{
    private const int Gates = 4;
    private readonly int channelAxis = dataFormat == DataFormats.ChannelsFirst ? 1 : -1;

    public override (Symbol[] States, Symbol[] Kept) Forward(Symbol projected, Symbol[] weights, Symbol[] states)
    {
        Symbol[] all = InOnePass("gates", [projected, Convolved(states[0], weights[0]), states[1]], x =>
        {
            Symbol[] z = Ops.Split(x[0] + x[1], Gates, channelAxis);
            Symbol i = gate.Apply(z[0]), f = gate.Apply(z[1]), g = activation.Apply(z[2]), o = gate.Apply(z[3]);
            Symbol c = (f * x[2]) + (i * g);
            return [o * activation.Apply(c), c, i, f, g, o];
        });
        return (all[..2], all[2..]);
    }

    public override BackwardStep Backward(Symbol[] kept, Symbol[] before, Symbol[] after, Symbol[] gradients, Symbol[] weights)
    {
        Symbol[] all = InOnePass("gates_gradient", [.. kept, before[1], after[1], .. gradients], x =>
        {
            (Symbol i, Symbol f, Symbol g, Symbol o) = (x[0], x[1], x[2], x[3]);
            Symbol dh = x[6], output = activation.Apply(x[5]);
            Symbol dc = x[7] + derivative(output, dh * o);
            Symbol d = Ops.Concatenate(
                [gateDerivative(i, dc * g), gateDerivative(f, dc * x[4]), derivative(g, dc * i), gateDerivative(o, dh * output)],
                channelAxis);
            return [d, dc * f];
        });
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

    // Between the convolutions of ordinary kernels, XLA makes one pass of what is computed of each element.
    private static Symbol[] InOnePass(string name, Symbol[] inputs, Func<Symbol[], Symbol[]> body) =>
        CompiledPart.IsPossible(inputs) ? CompiledPart.Call(name, inputs, body) : body(inputs);

    private Symbol Convolved(Symbol h, Symbol kernel) => Ops.Conv(h, kernel, 1, "same", dataFormat);
}
