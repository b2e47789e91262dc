using TensorFlow;

namespace Keras;

/// <summary>Keras's activation functions (<c>keras.activations</c>).</summary>
public static partial class Activations
{
    /// <summary>The input itself.</summary>
    public static ActivationFunction Linear { get; } = new("linear", x => x);

    /// <summary>max(x, 0).</summary>
    public static ActivationFunction Relu { get; } = new("relu", x => RawOps.Relu(x));

    /// <summary>Positive numbers that sum to 1 along the last axis: eˣ / Σ eˣ.</summary>
    public static ActivationFunction Softmax { get; } = new("softmax", x => RawOps.Softmax(x));

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static ActivationFunction Sigmoid { get; } = new("sigmoid", x => RawOps.Sigmoid(x));

    internal static ActivationFunction FromName(string name) => name switch
    {
        "linear" => Linear,
        "relu" => Relu,
        "softmax" => Softmax,
        "sigmoid" => Sigmoid,
        _ => throw new UnknownNameException("activation", name, ["linear"]),
    };
}
