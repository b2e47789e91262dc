using Keras.Losses;
using Keras.Optimizers;

namespace Keras.Interop;

/// <summary>Every loss, with arguments that are not its defaults, on outputs and targets that suit it.</summary>
internal static class LossCases
{
    public static IEnumerable<Case> All =>
    [
        Of("mean-squared-error", () => new MeanSquaredError(), "linear", Target.Real),
        Of("mean-absolute-error", () => new MeanAbsoluteError(name: "mine"), "linear", Target.Real),
        Of("mean-absolute-percentage-error", () => new MeanAbsolutePercentageError(), "softplus", Target.Positive),
        Of("mean-squared-logarithmic-error", () => new MeanSquaredLogarithmicError(), "softplus", Target.Positive),
        Of("huber", () => new Huber(), "linear", Target.Real),
        Of("huber-delta", () => new Huber(delta: 0.5), "linear", Target.Real),
        Of("log-cosh", () => new LogCosh(), "linear", Target.Real),
        Of("cosine-similarity", () => new CosineSimilarity(), "linear", Target.Real),
        Of("cosine-similarity-axis", () => new CosineSimilarity(axis: 1), "linear", Target.Real),
        Of("kl-divergence", () => new KLDivergence(), "softmax", Target.Positive),
        Of("poisson", () => new Poisson(), "softplus", Target.Positive),
        Of("hinge", () => new Hinge(), "tanh", Target.Several),
        Of("squared-hinge", () => new SquaredHinge(), "linear", Target.Several),
        Of("categorical-hinge", () => new CategoricalHinge(), "linear", Target.OneHot),
        Of("binary-crossentropy", () => new BinaryCrossentropy(labelSmoothing: 0.1), "sigmoid", Target.Several),
        Of("binary-crossentropy-logits", () => new BinaryCrossentropy(fromLogits: true), "linear", Target.Several),
        Of("binary-focal-crossentropy", () => new BinaryFocalCrossentropy(applyClassBalancing: true, alpha: 0.3, gamma: 1.5),
            "sigmoid", Target.Several),
        Of("categorical-crossentropy", () => new CategoricalCrossentropy(labelSmoothing: 0.2), "softmax", Target.OneHot),
        Of("categorical-crossentropy-logits", () => new CategoricalCrossentropy(fromLogits: true), "linear", Target.OneHot),
        Of("categorical-focal-crossentropy", () => new CategoricalFocalCrossentropy(alpha: 0.4, gamma: 1.5), "softmax", Target.OneHot),
        Of("sparse-categorical-crossentropy",
            () => new SparseCategoricalCrossentropy(fromLogits: true, ignoreClass: 1), "linear", Target.Labels),
        Of("categorical-generalized-crossentropy", () => new CategoricalGeneralizedCrossEntropy(q: 0.7), "softmax", Target.Labels),
        Of("dice", () => new Dice(), "sigmoid", Target.Several),
        Of("tversky", () => new Tversky(alpha: 0.3, beta: 0.7), "sigmoid", Target.Several),
        Of("circle", () => new Circle(gamma: 4, margin: 0.3), "linear", Target.Labels),
        Of("reduction-sum", () => new MeanSquaredError(Reduction.Sum), "linear", Target.Real),
        Of("reduction-mean", () => new Huber(reduction: Reduction.Mean), "linear", Target.Real),
    ];

    private static Case Of(string name, Func<Loss> make, string activation, Target target) =>
        new($"loss-{name}", () => Networks.Small(activation, 3))
        {
            Compile = model => model.Compile(new SGD(0.01, momentum: 0.5), make()),
            Target = target,
        };
}
