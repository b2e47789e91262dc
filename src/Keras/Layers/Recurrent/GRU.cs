namespace Keras.Layers;

/// <summary>
/// A GRU layer, gated recurrent units (Cho et al., 2014): from sequences <c>[batch, steps, features]</c> to the last output, <c>[batch,
/// units]</c>, or those of all steps. <see cref="GRUCell"/> has the formulas.
/// </summary>
[KerasSerializable(DefaultOnly = ["time_major"])]
[ConfigOrder(nameof(Units), nameof(Activation), nameof(RecurrentActivation), nameof(UseBias), nameof(KernelInitializer),
    nameof(RecurrentInitializer), nameof(BiasInitializer), nameof(KernelRegularizer), nameof(RecurrentRegularizer),
    nameof(BiasRegularizer), nameof(ActivityRegularizer))]
public partial class GRU : RecurrentLayer
{
    /// <summary>Creates a GRU layer.</summary>
    /// <param name="units">The number of units: the dimension of the output and of the state.</param>
    /// <param name="activation">The activation function of the candidate. Default: tanh.</param>
    /// <param name="recurrentActivation">The activation function of the gates. Default: sigmoid.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of units is less than 1.</exception>
    public GRU(int units, ActivationFunction? activation = null, ActivationFunction? recurrentActivation = null)
        : base(new GRUCell(units, activation, recurrentActivation) { Name = "gru_cell" }) => Units = units;

    /// <summary>The number of units: the dimension of the output and of the state.</summary>
    public int Units { get; }

    /// <summary>The activation function of the gates.</summary>
    public ActivationFunction RecurrentActivation => Arguments.RecurrentActivation;

    /// <inheritdoc cref="GRUCell.ResetAfter"/>
    public bool ResetAfter { get => Arguments.ResetAfter; init => Arguments.ResetAfter = value; }
}
