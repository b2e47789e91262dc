using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The cell of <see cref="LSTM"/> (Hochreiter and Schmidhuber, 1997): with the gates i, f, o and the candidate g of <c>x·kernel +
/// h·recurrent_kernel + bias</c>, in the order i, f, g, o, <c>c' = f·c + i·g</c> and <c>h' = o·activation(c')</c>. Its states are h and c.
/// </summary>
[KerasSerializable(DefaultOnly = ["time_major"])]
[ConfigOrder(nameof(Units), nameof(Activation), nameof(RecurrentActivation), nameof(UseBias), nameof(UnitForgetBias))]
public partial class LSTMCell : MatrixCell
{
    private const int Gates = 4;

    /// <summary>Creates an LSTM cell.</summary>
    /// <param name="units">The number of units: the dimension of the output and of both states.</param>
    /// <param name="activation">The activation function of the candidate and of the output. Default: tanh.</param>
    /// <param name="recurrentActivation">The activation function of the gates. Default: sigmoid.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of units is less than 1.</exception>
    public LSTMCell(int units, ActivationFunction? activation = null, ActivationFunction? recurrentActivation = null)
        : base(units, Gates, activation, recurrentActivation)
    {
    }

    /// <summary>The activation function of the gates.</summary>
    public ActivationFunction RecurrentActivation => Arguments.RecurrentActivation;

    /// <summary>Whether the bias of the forget gate begins at 1 (Jozefowicz et al., 2015). Default: true.</summary>
    public bool UnitForgetBias { get => Arguments.UnitForgetBias; init => Arguments.UnitForgetBias = value; }

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> StateShapes => [[Units], [Units]];

    private protected override int? MaskCount => Gates;

    private protected override Initializer WholeBiasInitializer =>
        UnitForgetBias ? new UnitForgetBiasInitializer(BiasInitializer, Units) : BiasInitializer;

    internal override SequenceKernel? FindSequenceKernel(DropoutMasks masks) =>
        masks.Recurrent is null && OutputDerivative.Find(Activation) is { } activation
            && OutputDerivative.Find(RecurrentActivation) is { } gate
            ? new LstmSequence(new(Activation, activation, RecurrentActivation, gate, -1))
            : null;

    internal override Symbol[] StepProjected(Symbol projected, IReadOnlyList<Symbol> states, DropoutMasks masks)
    {
        Symbol[] z = masks.Recurrent is null
            ? Ops.Split(projected + states[0].MatMul(RecurrentKernel), Gates, -1)
            : [.. Ops.Split(projected, Gates, -1).Zip(ProjectState(states[0], RecurrentKernel, Gates, masks.Recurrent), (x, h) => x + h)];
        Symbol c = (RecurrentActivation.Apply(z[1]) * states[1]) + (RecurrentActivation.Apply(z[0]) * Activation.Apply(z[2]));
        return [RecurrentActivation.Apply(z[3]) * Activation.Apply(c), c];
    }
}
