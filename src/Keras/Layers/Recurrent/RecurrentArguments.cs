using System.Globalization;
using Keras.Constraints;
using Keras.Initializers;
using Keras.Regularizers;

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

    /// <summary>Whether each gate has a mask of its own, as Keras's <c>implementation=1</c>.</summary>
    public bool HasMaskPerGate { get; set; }

    /// <summary>Reads the arguments of a config.</summary>
    public void Read(Config config)
    {
        Activation = Function(config, "activation", Activation);
        UseBias = config.GetBool("use_bias", true);
        KernelInitializer = config.GetObject("kernel_initializer", InitializerRegistry.Instance) ?? KernelInitializer;
        RecurrentInitializer = config.GetObject("recurrent_initializer", InitializerRegistry.Instance) ?? RecurrentInitializer;
        BiasInitializer = config.GetObject("bias_initializer", InitializerRegistry.Instance) ?? BiasInitializer;
        KernelRegularizer = config.GetObject("kernel_regularizer", RegularizerRegistry.Instance);
        RecurrentRegularizer = config.GetObject("recurrent_regularizer", RegularizerRegistry.Instance);
        BiasRegularizer = config.GetObject("bias_regularizer", RegularizerRegistry.Instance);
        KernelConstraint = config.GetObject("kernel_constraint", ConstraintRegistry.Instance);
        RecurrentConstraint = config.GetObject("recurrent_constraint", ConstraintRegistry.Instance);
        BiasConstraint = config.GetObject("bias_constraint", ConstraintRegistry.Instance);
        Dropout = Math.Clamp(config.GetDouble("dropout", 0), 0, 1);
        RecurrentDropout = Math.Clamp(config.GetDouble("recurrent_dropout", 0), 0, 1);
        Seed = RandomInitializer.ReadSeed(config);
        // Releases of Keras 2 wrote these; all say which of several equal programs is run, but for the masks of dropout.
        HasMaskPerGate = config.GetInt("implementation", 2) == 1;
        config.RequireDefault("time_major");
    }

    /// <summary>Reads the arguments of cells with gates.</summary>
    public void ReadGates(Config config)
    {
        Read(config);
        RecurrentActivation = Function(config, "recurrent_activation", RecurrentActivation);
    }

    /// <summary>Writes initializers.</summary>
    public void WriteInitializers(Config config) => config
        .Set("kernel_initializer", KernelInitializer)
        .Set("recurrent_initializer", RecurrentInitializer)
        .Set("bias_initializer", BiasInitializer);

    /// <summary>Writes regularizers and constraints; between them, for layers, the regularizer of the output.</summary>
    public void WritePenalties(Config config, Layer? layer)
    {
        config.Set("kernel_regularizer", KernelRegularizer)
            .Set("recurrent_regularizer", RecurrentRegularizer)
            .Set("bias_regularizer", BiasRegularizer);
        if (layer is not null)
            config.Set("activity_regularizer", layer.ActivityRegularizer);
        config.Set("kernel_constraint", KernelConstraint)
            .Set("recurrent_constraint", RecurrentConstraint)
            .Set("bias_constraint", BiasConstraint);
    }

    /// <summary>Writes the rates of dropout.</summary>
    public void WriteDropout(Config config) => config.Set("dropout", Dropout).Set("recurrent_dropout", RecurrentDropout);

    private static ActivationFunction Function(Config config, string key, ActivationFunction missing) =>
        config.Keys.Contains(key) ? ActivationFunction.FromConfig(config, key) : missing;

    private static double Rate(double value, string name) => value is >= 0 and <= 1
        ? Hyperparameter.Meant(value)
        : throw new ArgumentOutOfRangeException(
            name, value, string.Create(CultureInfo.InvariantCulture, $"{name}: expected a rate in [0, 1], got {value}."));
}
