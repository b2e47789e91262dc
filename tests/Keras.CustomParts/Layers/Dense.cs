using TensorFlow;

namespace Keras.CustomParts;

public sealed class Dense : Layer
{
    private Weight? kernel;
    private Weight? bias;

    public Dense(int units, ActivationFunction? activation = null)
    {
        if (units < 1)
            throw new ArgumentOutOfRangeException(nameof(units), units, $"Dense: expected at least 1 unit, got {units}.");
        Units = units;
        Activation = activation ?? Activations.Linear;
    }

    public int Units { get; }

    public ActivationFunction Activation { get; }

    public bool UseBias { get; init; } = true;

    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    public Regularizer? KernelRegularizer { get; init; }

    public Regularizer? BiasRegularizer { get; init; }

    public Constraint? KernelConstraint { get; init; }

    public Constraint? BiasConstraint { get; init; }

    protected override bool SupportsMasking => true;

    public static Dense FromConfig(Config config)
    {
        return new(config.GetInt("units"), ActivationFunction.FromConfig(config))
        {
            UseBias = config.GetBool("use_bias", true),
            KernelInitializer = config.GetObject("kernel_initializer", Initializer.Registry) ?? Initializer.GlorotUniform,
            BiasInitializer = config.GetObject("bias_initializer", Initializer.Registry) ?? Initializer.Zeros,
            KernelRegularizer = config.GetObject("kernel_regularizer", Regularizer.Registry),
            BiasRegularizer = config.GetObject("bias_regularizer", Regularizer.Registry),
            KernelConstraint = config.GetObject("kernel_constraint", Constraint.Registry),
            BiasConstraint = config.GetObject("bias_constraint", Constraint.Registry),
        };
    }

    protected override void Build(Shape input)
    {
        if (input.Rank < 2 || input[^1] < 1)
            throw new ShapeException(
                $"Dense '{Name}': expected an input of at least 2 axes whose last is known, "
                + $"got {input}.");
        kernel = AddWeight("kernel", [input[^1], Units], KernelInitializer, KernelRegularizer, KernelConstraint);
        if (UseBias)
            bias = AddWeight("bias", [Units], BiasInitializer, BiasRegularizer, BiasConstraint);
    }

    protected override Symbol Call(Symbol x, CallContext context)
    {
        long inputs = kernel!.Shape[0];
        Shape shape = x.Shape;
        if (shape.Rank < 2 || (shape[^1] >= 0 && shape[^1] != inputs))
        {
            string hint = shape.Rank > 2 && shape[1..].ElementCount == inputs ? "; add Flatten before it" : "";
            throw new ShapeException($"Dense '{Name}': expected a last axis of {inputs}, got {shape}{hint}.");
        }

        Symbol output = shape.Rank == 2 ? x.MatMul(kernel) : Ops.MatMul(x, kernel);
        if (bias is not null)
            output = RawOps.BiasAdd(output, bias);
        return Activation.Apply(output);
    }

    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("units", Units)
            .SetNode("activation", Activation.ToJson())
            .Set("use_bias", UseBias)
            .Set("kernel_initializer", KernelInitializer)
            .Set("bias_initializer", BiasInitializer)
            .Set("kernel_regularizer", KernelRegularizer)
            .Set("bias_regularizer", BiasRegularizer)
            .Set("kernel_constraint", KernelConstraint)
            .Set("bias_constraint", BiasConstraint);
    }
}
