namespace Keras.Layers;

/// <summary>
/// A layer of gated recurrent units (Cho et al., 2014): from sequences <c>[batch, steps, features]</c> to the last output, <c>[batch,
/// units]</c>, or those of all steps. <see cref="GRUCell"/> has the formulas.
/// </summary>
[KerasSerializable(DefaultOnly = ["time_major"])]
[ConfigOrder(nameof(Units), nameof(Activation), nameof(RecurrentActivation), nameof(UseBias), nameof(KernelInitializer),
    nameof(RecurrentInitializer), nameof(BiasInitializer), nameof(KernelRegularizer), nameof(RecurrentRegularizer),
    nameof(BiasRegularizer), nameof(ActivityRegularizer))]
public partial class GRU : RecurrentLayer
{
    /// <summary>A layer of gated recurrent units.</summary>
    /// <param name="units">The length of the output and of the state.</param>
    /// <param name="activation">The function of the candidate. Default: tanh.</param>
    /// <param name="recurrentActivation">The function of the gates. Default: sigmoid.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is not at least one unit.</exception>
    public GRU(int units, ActivationFunction? activation = null, ActivationFunction? recurrentActivation = null)
        : base(new GRUCell(units, activation, recurrentActivation) { Name = "gru_cell" }) => Units = units;

    /// <summary>The length of the output and of the state.</summary>
    public int Units { get; }

    /// <summary>The function of the gates.</summary>
    public ActivationFunction RecurrentActivation => Arguments.RecurrentActivation;

    /// <inheritdoc cref="GRUCell.ResetAfter"/>
    public bool ResetAfter { get => Arguments.ResetAfter; init => Arguments.ResetAfter = value; }
}
