using TensorFlow;

namespace Keras.Layers;

/// <summary>The cell of <see cref="SimpleRNN"/>: <c>h' = activation(x·kernel + h·recurrent_kernel + bias)</c>.</summary>
[KerasSerializable(DefaultOnly = ["time_major"])]
public partial class SimpleRNNCell : MatrixCell
{
    /// <summary>Creates a fully connected cell.</summary>
    /// <param name="units">The number of units: the dimension of the output and of the state.</param>
    /// <param name="activation">The activation function of the output. Default: tanh.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of units is less than 1.</exception>
    public SimpleRNNCell(int units, ActivationFunction? activation = null)
        : base(units, 1, activation)
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> StateShapes => [[Units]];

    private protected override bool DropsAll => true;

    internal override SequenceKernel? FindSequenceKernel(DropoutMasks masks) =>
        masks.Recurrent is null && OutputDerivative.Find(Activation) is { } activation
            ? new SimpleRnnSequence(Activation, activation) : null;

    internal override Symbol[] StepProjected(Symbol projected, IReadOnlyList<Symbol> states, DropoutMasks masks) =>
        [Activation.Apply(projected + ProjectState(states[0], RecurrentKernel, 1, masks.Recurrent)[0])];
}
