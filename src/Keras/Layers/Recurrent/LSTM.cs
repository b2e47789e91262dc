namespace Keras.Layers;

/// <summary>
/// An LSTM layer, long short-term memory (Hochreiter and Schmidhuber, 1997): from sequences <c>[batch, steps, features]</c> to the last
/// output, <c>[batch, units]</c>, or those of all steps. <see cref="LSTMCell"/> has the formulas. The states are h and c.
/// </summary>
[KerasSerializable(DefaultOnly = ["time_major"])]
[ConfigOrder(nameof(Units), nameof(Activation), nameof(RecurrentActivation), nameof(UseBias), nameof(KernelInitializer),
    nameof(RecurrentInitializer), nameof(BiasInitializer), nameof(UnitForgetBias), nameof(KernelRegularizer),
    nameof(RecurrentRegularizer), nameof(BiasRegularizer), nameof(ActivityRegularizer))]
public partial class LSTM : RecurrentLayer
{
    /// <summary>Creates an LSTM layer.</summary>
    /// <param name="units">The number of units: the dimension of the output and of both states.</param>
    /// <param name="activation">The activation function of the candidate and of the output. Default: tanh.</param>
    /// <param name="recurrentActivation">The activation function of the gates. Default: sigmoid.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of units is less than 1.</exception>
    public LSTM(int units, ActivationFunction? activation = null, ActivationFunction? recurrentActivation = null)
        : base(new LSTMCell(units, activation, recurrentActivation) { Name = "lstm_cell" }) => Units = units;

    /// <summary>The number of units: the dimension of the output and of both states.</summary>
    public int Units { get; }

    /// <summary>The activation function of the gates.</summary>
    public ActivationFunction RecurrentActivation => Arguments.RecurrentActivation;

    /// <inheritdoc cref="LSTMCell.UnitForgetBias"/>
    public bool UnitForgetBias { get => Arguments.UnitForgetBias; init => Arguments.UnitForgetBias = value; }
}
