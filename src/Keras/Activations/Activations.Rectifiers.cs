namespace Keras;

/// <content>Rectifiers: nearly 0 or small below 0, nearly x above.</content>
public static partial class Activations
{
    /// <summary>max(x, 0).</summary>
    public static ActivationFunction Relu { get; } = new("relu", x => Ops.Relu(x));

    /// <summary>min(max(x, 0), 6).</summary>
    public static ActivationFunction Relu6 { get; } = new("relu6", Ops.Relu6);

    /// <summary>x above 0, 0.2·x below. (The layer of that name in Keras has 0.3.)</summary>
    public static ActivationFunction LeakyRelu { get; } = new("leaky_relu", x => Ops.LeakyRelu(x));

    /// <summary>x above 0, eˣ - 1 below.</summary>
    public static ActivationFunction Elu { get; } = new("elu", x => Ops.Elu(x));

    /// <summary>1.0507·x above 0, 1.0507·1.6733·(eˣ - 1) below.</summary>
    public static ActivationFunction Selu { get; } = new("selu", Ops.Selu);

    /// <summary>max(x, 0) + e^min(x, 0) - 1.</summary>
    public static ActivationFunction Celu { get; } = new("celu", x => Ops.Celu(x));

    /// <summary>x · P(X ≤ x) of a standard normal X, exactly.</summary>
    public static ActivationFunction Gelu { get; } = new("gelu", x => Ops.Gelu(x, approximate: false));

    /// <summary>x · sigmoid(x).</summary>
    public static ActivationFunction Silu { get; } = new("silu", Ops.Silu);

    /// <summary>Another name of <see cref="Silu"/>.</summary>
    public static ActivationFunction Swish => Silu;

    /// <summary>x · hard_sigmoid(x).</summary>
    public static ActivationFunction HardSilu { get; } = new("hard_silu", Ops.HardSilu);

    /// <summary>Another name of <see cref="HardSilu"/>.</summary>
    public static ActivationFunction HardSwish => HardSilu;

    /// <summary>x · tanh(softplus(x)).</summary>
    public static ActivationFunction Mish { get; } = new("mish", Ops.Mish);
}
