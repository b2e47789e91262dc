namespace Keras.Layers;

/// <summary>
/// A fully connected recurrent layer, <c>h' = activation(x·kernel + h·recurrent_kernel + bias)</c>: from sequences <c>[batch, steps,
/// features]</c> to the last output, <c>[batch, units]</c>, or those of all steps.
/// </summary>
/// <remarks>Keras ignores a <c>SimpleRNN</c>'s activity regularizer; here it counts as in the other layers.</remarks>
[KerasSerializable(DefaultOnly = ["time_major"], Unwritten = [nameof(Seed)])]
[ConfigOrder(nameof(Units), nameof(Activation), nameof(UseBias), nameof(KernelInitializer), nameof(RecurrentInitializer),
    nameof(BiasInitializer), nameof(KernelRegularizer), nameof(RecurrentRegularizer), nameof(BiasRegularizer),
    nameof(ActivityRegularizer))]
public partial class SimpleRNN : RecurrentLayer
{
    /// <summary>Creates a fully connected recurrent layer.</summary>
    /// <param name="units">The number of units: the dimension of the output and of the state.</param>
    /// <param name="activation">The activation function of the output. Default: tanh.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of units is less than 1.</exception>
    public SimpleRNN(int units, ActivationFunction? activation = null)
        : base(new SimpleRNNCell(units, activation) { Name = "simple_rnn_cell" }) => Units = units;

    /// <summary>The number of units: the dimension of the output and of the state.</summary>
    public int Units { get; }
}
