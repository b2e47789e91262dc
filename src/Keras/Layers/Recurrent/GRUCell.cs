using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The cell of <see cref="GRU"/> (Cho et al., 2014): with the update gate z, the reset gate r and the candidate g, <c>h' = z·h + (1 -
/// z)·g</c>. The kernels have them in this order.
/// </summary>
[KerasSerializable(DefaultOnly = ["time_major"])]
[ConfigOrder(nameof(Units), nameof(Activation), nameof(RecurrentActivation), nameof(UseBias))]
public partial class GRUCell : MatrixCell
{
    private const int Gates = 3;

    /// <summary>Creates a GRU cell.</summary>
    /// <param name="units">The number of units: the dimension of the output and of the state.</param>
    /// <param name="activation">The activation function of the candidate. Default: tanh.</param>
    /// <param name="recurrentActivation">The activation function of the gates. Default: sigmoid.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of units is less than 1.</exception>
    public GRUCell(int units, ActivationFunction? activation = null, ActivationFunction? recurrentActivation = null)
        : base(units, Gates, activation, recurrentActivation)
    {
    }

    /// <summary>The activation function of the gates.</summary>
    public ActivationFunction RecurrentActivation => Arguments.RecurrentActivation;

    /// <summary>
    /// Whether the reset gate is applied after the state was projected, as cuDNN does it, with a second bias; otherwise before. Default:
    /// true.
    /// </summary>
    public bool ResetAfter { get => Arguments.ResetAfter; init => Arguments.ResetAfter = value; }

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> StateShapes => [[Units]];

    private protected override int? MaskCount => Gates;

    private protected override Shape BiasShape => ResetAfter ? [2, Units * Gates] : [Units * Gates];

    private protected override Symbol? InputBias => Bias is null ? null : ResetAfter ? StepShapes.At(Bias, 0) : Bias;

    internal override SequenceKernel? FindSequenceKernel(DropoutMasks masks) =>
        ResetAfter && masks.Recurrent is null && OutputDerivative.Find(Activation) is { } activation
            && OutputDerivative.Find(RecurrentActivation) is { } gate
            ? new GruSequence(Activation, activation, RecurrentActivation, gate)
            : null;

    internal override Symbol[] SequenceWeights() => Bias is null ? [RecurrentKernel] : [RecurrentKernel, StepShapes.At(Bias, 1)];

    internal override Symbol[] StepProjected(Symbol projected, IReadOnlyList<Symbol> states, DropoutMasks masks)
    {
        Symbol h = states[0];
        Symbol[] x = Ops.Split(projected, Gates, -1);
        (Symbol z, Symbol recurrent) = ResetAfter ? After(x, h, masks) : Before(x, h, masks);
        return [(z * h) + ((1 - z) * Activation.Apply(x[2] + recurrent))];
    }

    private (Symbol Z, Symbol Recurrent) After(Symbol[] x, Symbol h, DropoutMasks masks)
    {
        Symbol[] inner = ProjectState(h, RecurrentKernel, Gates, masks.Recurrent);
        if (Bias is not null)
            inner = [.. inner.Zip(Ops.Split(StepShapes.At(Bias, 1), Gates), (product, bias) => product + bias)];
        return (RecurrentActivation.Apply(x[0] + inner[0]), RecurrentActivation.Apply(x[1] + inner[1]) * inner[2]);
    }

    private (Symbol Z, Symbol Recurrent) Before(Symbol[] x, Symbol h, DropoutMasks masks)
    {
        Symbol[] kernels = Ops.Split(RecurrentKernel, Gates, 1);
        Symbol Masked(int gate) => masks.Recurrent is { } all ? h * all[all.Length == 1 ? 0 : gate] : h;
        Symbol z = RecurrentActivation.Apply(x[0] + Masked(0).MatMul(kernels[0]));
        Symbol r = RecurrentActivation.Apply(x[1] + Masked(1).MatMul(kernels[1]));
        return (z, (r * Masked(2)).MatMul(kernels[2]));
    }
}
