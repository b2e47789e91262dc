using TensorFlow;

namespace Keras.CustomParts;

/// <summary>A layer whose config is generated; two of its arguments are parameters.</summary>
[KerasSerializable(Package = "custom_parts")]
public sealed partial class Affine(int units, ActivationFunction? activation = null) : Layer
{
    private Weight? kernel;
    private Weight? bias;

    public int Units { get; } = units;

    public ActivationFunction Activation { get; } = activation ?? Activations.Linear;

    public bool UseBias { get; init; } = true;

    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    public Regularizer? KernelRegularizer { get; init; }

    [ConfigArgument("scale", OmittedAtDefault = true)]
    public double Factor { get; init; } = 1;

    [ConfigIgnore]
    public string? Remark { get; set; }

    protected override void Build(Shape input)
    {
        kernel = AddWeight("kernel", [input[^1], Units], KernelInitializer, KernelRegularizer);
        if (UseBias)
            bias = AddWeight("bias", [Units], Initializer.Zeros);
    }

    protected override Symbol Call(Symbol x, CallContext context)
    {
        Symbol output = x.MatMul(kernel!) * Factor;
        return Activation.Apply(bias is null ? output : output + bias);
    }
}
