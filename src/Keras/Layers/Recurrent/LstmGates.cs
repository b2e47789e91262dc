using TensorFlow;

namespace Keras.Layers;

/// <summary>The elementwise part of an LSTM step, the gates, and its gradient.</summary>
/// <param name="activation">The activation function of the candidate and of the output.</param>
/// <param name="derivative">The derivative of <paramref name="activation"/>, from its value.</param>
/// <param name="gate">The activation function of the gates.</param>
/// <param name="gateDerivative">The derivative of <paramref name="gate"/>, from its value.</param>
/// <param name="axis">The axis of the channels.</param>
internal sealed class LstmGates(
    ActivationFunction activation,
    Func<Symbol, Symbol, Symbol> derivative,
    ActivationFunction gate,
    Func<Symbol, Symbol, Symbol> gateDerivative,
    int axis)
{
    private const int Gates = 4;

    /// <summary>Writes a step.</summary>
    /// <param name="z">The pre-activations of the gates.</param>
    /// <param name="before">The cell state before the step.</param>
    /// <returns>The output, the cell state, and the values of the input gate, the forget gate, the candidate and the output gate.</returns>
    public Symbol[] Forward(Symbol z, Symbol before)
    {
        Symbol[] parts = Ops.Split(z, Gates, axis);
        Symbol i = gate.Apply(parts[0]), f = gate.Apply(parts[1]), g = activation.Apply(parts[2]), o = gate.Apply(parts[3]);
        Symbol c = (f * before) + (i * g);
        return [o * activation.Apply(c), c, i, f, g, o];
    }

    /// <summary>Writes the gradient of a step.</summary>
    /// <param name="kept">The values of the gates.</param>
    /// <param name="before">The cell state before the step.</param>
    /// <param name="after">The cell state after the step.</param>
    /// <param name="gradients">The gradients of the output and of the cell state after the step.</param>
    /// <returns>The gradients of the pre-activations and of the cell state before the step.</returns>
    public Symbol[] Backward(ReadOnlySpan<Symbol> kept, Symbol before, Symbol after, ReadOnlySpan<Symbol> gradients)
    {
        (Symbol i, Symbol f, Symbol g, Symbol o) = (kept[0], kept[1], kept[2], kept[3]);
        Symbol dh = gradients[0], output = activation.Apply(after);
        Symbol dc = gradients[1] + derivative(output, dh * o);
        Symbol d = Ops.Concatenate(
            [gateDerivative(i, dc * g), gateDerivative(f, dc * before), derivative(g, dc * i), gateDerivative(o, dh * output)], axis);
        return [d, dc * f];
    }
}
