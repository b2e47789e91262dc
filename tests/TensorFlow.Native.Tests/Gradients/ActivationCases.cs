namespace TensorFlow.Tests.Differentiation;

/// <summary>Activations: their gradients, and the gradients of these.</summary>
internal static class ActivationCases
{
    public static IReadOnlyList<GradientCase> All { get; } =
    [
        Of("Relu", x => RawOps.Relu(x)),
        Of("Relu6", x => RawOps.Relu6(x * 7)),
        Of("LeakyRelu", x => RawOps.LeakyRelu(x, 0.3f)),
        Of("Elu", x => RawOps.Elu(x)),
        Of("Selu", x => RawOps.Selu(x)),
        Of("Softplus", x => RawOps.Softplus(x)),
        Of("Softsign", x => RawOps.Softsign(x)),
        new("BiasAdd", [[2, 4, 3], [3]], s => RawOps.BiasAdd(s[0] * s[0], s[1] * s[1])),
        new("BiasAddGrad", [[2, 4, 3]], s => RawOps.BiasAddGrad(s[0] * s[0])),
        new("LogSoftmax", [[2, 3, 2]], s => RawOps.LogSoftmax(s[0]) * s[0]),
        new("SoftmaxCrossEntropyWithLogits", [[3, 4], [3, 4]], s =>
            RawOps.SoftmaxCrossEntropyWithLogits(s[0] * s[0], RawOps.Softmax(s[1])).Loss),
        new("SoftmaxCrossEntropyWithLogits, the gradient", [[3, 4], [3, 4]], s =>
            RawOps.SoftmaxCrossEntropyWithLogits(s[0] * s[0], s[1] * s[1]).Backprop),
        new("SoftmaxCrossEntropyWithLogits of one row of labels", [[3, 4], [1, 4]], s =>
            RawOps.SoftmaxCrossEntropyWithLogits(s[0] * s[0], RawOps.Softmax(s[1])).Loss),
        new("Softmax", [[2, 3]], s => RawOps.Softmax(s[0]) * s[0]),
        .. new[] { "ReluGrad", "Relu6Grad", "LeakyReluGrad", "EluGrad", "SeluGrad", "SoftplusGrad", "SoftsignGrad" }
            .Select(op => new GradientCase(op, [[2, 3], [2, 3]], s => CaseOps.One(op, s))),
    ];

    // Times a function of the input, so that the place counts in the second order, too.
    private static GradientCase Of(string name, Func<Symbol, Symbol> activation) =>
        new(name, [[2, 5]], s => activation(s[0]) * (s[0] + RawOps.Sin(s[0])));
}
