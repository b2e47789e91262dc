using System.Globalization;

namespace Keras.Layers;

/// <summary>The arguments of the built-in cells, which a cell and the layer around it share.</summary>
internal sealed class RecurrentArguments
{
    private double dropout;
    private double recurrentDropout;

    public ActivationFunction Activation { get; set; } = Activations.Tanh;

    public ActivationFunction RecurrentActivation { get; set; } = Activations.Sigmoid;

    public bool UseBias { get; set; } = true;

    public Initializer KernelInitializer { get; set; } = Initializers.GlorotUniform;

    public Initializer RecurrentInitializer { get; set; } = Initializers.Orthogonal;

    public Initializer BiasInitializer { get; set; } = Initializers.Zeros;

    public bool UnitForgetBias { get; set; } = true;

    public Regularizer? KernelRegularizer { get; set; }

    public Regularizer? RecurrentRegularizer { get; set; }

    public Regularizer? BiasRegularizer { get; set; }

    public Constraint? KernelConstraint { get; set; }

    public Constraint? RecurrentConstraint { get; set; }

    public Constraint? BiasConstraint { get; set; }

    public double Dropout { get => dropout; set => dropout = Rate(value, nameof(Dropout)); }

    public double RecurrentDropout { get => recurrentDropout; set => recurrentDropout = Rate(value, nameof(RecurrentDropout)); }

    public bool ResetAfter { get; set; } = true;

    public long? Seed { get; set; }

    /// <summary>Whether each gate has a dropout mask of its own, as with Keras 2's <c>implementation=1</c>.</summary>
    public bool HasMaskPerGate { get; set; }

    private static double Rate(double value, string name) => value is >= 0 and <= 1
        ? Hyperparameter.Meant(value)
        : throw new ArgumentOutOfRangeException(
            name, value, string.Create(CultureInfo.InvariantCulture, $"{name}: expected a rate in [0, 1], got {value}."));
}
