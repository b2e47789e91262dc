using System.Text.Json.Nodes;

namespace Keras;

/// <summary>The activation functions and their Keras names.</summary>
internal static class ActivationRegistry
{
    /// <summary>Reads a layer that is an activation function; null for what is none. Set when the library is loaded, because layers are in
    /// a room above.</summary>
    public static Func<JsonObject, ActivationFunction?>? ReadLayer { get; set; }

    public static readonly Registry<ActivationFunction> Instance = new Registry<ActivationFunction>("activation")
        .Register("celu", _ => Activations.Celu)
        .Register("elu", _ => Activations.Elu)
        .Register("exponential", _ => Activations.Exponential)
        .Register("gelu", _ => Activations.Gelu)
        .Register("glu", _ => Activations.Glu)
        .Register("hard_shrink", _ => Activations.HardShrink)
        .Register("hard_sigmoid", _ => Activations.HardSigmoid)
        .Register("hard_silu", _ => Activations.HardSilu)
        .Register("hard_swish", _ => Activations.HardSilu)
        .Register("hard_tanh", _ => Activations.HardTanh)
        .Register("leaky_relu", _ => Activations.LeakyRelu)
        .Register("linear", _ => Activations.Linear)
        .Register("log_sigmoid", _ => Activations.LogSigmoid)
        .Register("log_softmax", _ => Activations.LogSoftmax)
        .Register("mish", _ => Activations.Mish)
        .Register("relu", _ => Activations.Relu)
        .Register("relu6", _ => Activations.Relu6)
        .Register("selu", _ => Activations.Selu)
        .Register("sigmoid", _ => Activations.Sigmoid)
        .Register("silu", _ => Activations.Silu)
        .Register("soft_shrink", _ => Activations.SoftShrink)
        .Register("softmax", _ => Activations.Softmax)
        .Register("softplus", _ => Activations.Softplus)
        .Register("softsign", _ => Activations.Softsign)
        .Register("sparse_plus", _ => Activations.SparsePlus)
        .Register("sparse_sigmoid", _ => Activations.SparseSigmoid)
        .Register("sparsemax", _ => Activations.Sparsemax)
        .Register("squareplus", _ => Activations.Squareplus)
        .Register("swish", _ => Activations.Silu)
        .Register("tanh", _ => Activations.Tanh)
        .Register("tanh_shrink", _ => Activations.TanhShrink)
        .Register("threshold", _ => throw new ArgumentException(
            "The activation 'threshold' has no defaults: pass a function of your own, (Symbol x) => Ops.Threshold(x, threshold, "
            + "defaultValue)."));
}
