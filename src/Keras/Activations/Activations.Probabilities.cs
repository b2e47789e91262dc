namespace Keras;

/// <content>Probabilities and gates.</content>
public static partial class Activations
{
    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static ActivationFunction Sigmoid { get; } = new("sigmoid", Ops.Sigmoid);

    /// <summary>ln(1 / (1 + e⁻ˣ)).</summary>
    public static ActivationFunction LogSigmoid { get; } = new("log_sigmoid", Ops.LogSigmoid);

    /// <summary>0 up to -3, 1 from 3, x / 6 + 0.5 between.</summary>
    public static ActivationFunction HardSigmoid { get; } = new("hard_sigmoid", Ops.HardSigmoid);

    /// <summary>0 up to -1, 1 from 1, (x + 1) / 2 between.</summary>
    public static ActivationFunction SparseSigmoid { get; } = new("sparse_sigmoid", Ops.SparseSigmoid);

    /// <summary>Positive numbers that sum to 1 along the last axis: eˣ / Σ eˣ.</summary>
    public static ActivationFunction Softmax { get; } = new("softmax", x => Ops.Softmax(x));

    /// <summary>The logarithm of softmax.</summary>
    public static ActivationFunction LogSoftmax { get; } = new("log_softmax", x => Ops.LogSoftmax(x));

    /// <summary>
    /// Sparse probabilities along the last axis, many exactly 0; see <see cref="Ops.Sparsemax(TensorFlow.Symbol, int)"/>.
    /// </summary>
    public static ActivationFunction Sparsemax { get; } = new("sparsemax", x => Ops.Sparsemax(x, -1));

    /// <summary>The first half of the last axis times the sigmoid of the second.</summary>
    public static ActivationFunction Glu { get; } = new("glu", x => Ops.Glu(x));
}
