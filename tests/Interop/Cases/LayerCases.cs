using Keras.Constraints;
using Keras.Initializers;
using Keras.Layers;
using Keras.Losses;
using Keras.Optimizers;
using Keras.Regularizers;

namespace Keras.Interop;

/// <summary>What the layers can be given.</summary>
internal static class LayerCases
{
    public static IEnumerable<Case> All =>
    [
        Of("regularizers", () =>
        [
            new Flatten(),
            new Dense(5) { KernelRegularizer = new L1(0.01), BiasRegularizer = new L2(0.02) },
            new Dense(4) { KernelRegularizer = new L1L2(0.01, 0.02) },
            new Dense(3) { KernelRegularizer = new OrthogonalRegularizer(0.05, mode: "columns") },
        ]),
        Of("activity-regularizer", () => [new Flatten(), new Dense(5) { ActivityRegularizer = new L1L2(0.001, 0.002) }, new Dense(3)]),
        Of("constraints", () =>
        [
            new Flatten(),
            new Dense(5) { KernelConstraint = new MaxNorm(1.5, axis: 1), BiasConstraint = new NonNeg() },
            new Dense(4) { KernelConstraint = new UnitNorm() },
            new Dense(3) { KernelConstraint = new MinMaxNorm(0.5, 1.5, rate: 0.5) },
        ]),
        Of("initializers", () =>
        [
            new Flatten(),
            new Dense(5) { KernelInitializer = new RandomNormal(0.1, 0.2, seed: 3), BiasInitializer = new Constant(0.25) },
            new Dense(5) { KernelInitializer = new TruncatedNormal(stddev: 0.3), BiasInitializer = new Ones() },
            new Dense(5) { KernelInitializer = new RandomUniform(-0.5, 0.5) },
            new Dense(5) { KernelInitializer = new VarianceScaling(2, mode: "fan_out", distribution: "uniform", seed: 5) },
            new Dense(5) { KernelInitializer = new Orthogonal(gain: 1.5) },
            new Dense(5) { KernelInitializer = new Keras.Initializers.Identity() },
            new Dense(5) { KernelInitializer = new GlorotNormal(seed: 1) },
            new Dense(5) { KernelInitializer = new HeNormal() },
            new Dense(5) { KernelInitializer = new HeUniform() },
            new Dense(5) { KernelInitializer = new LecunNormal() },
            new Dense(3) { KernelInitializer = new LecunUniform(), BiasInitializer = new Zeros() },
        ]),
        Of("identity-gain", () => [new Flatten(), new Dense(3) { KernelInitializer = new Keras.Initializers.Identity(gain: 0.5) }]),
        Of("activations", () => Chain(
            "elu", "gelu", "hard_sigmoid", "leaky_relu", "linear", "log_softmax", "mish",
                "relu", "relu6", "selu", "sigmoid", "silu", "hard_silu", "softmax",
            "softplus", "softsign", "tanh", "exponential")),
        Of("newer-activations", () => Chain(
            "celu", "hard_shrink", "hard_tanh", "log_sigmoid", "soft_shrink", "sparse_plus", "sparsemax", "squareplus", "tanh_shrink")),
        Of("newest-activations", () => Chain("sparse_sigmoid")),
        Of("no-bias", () => [new Flatten(), new Dense(5, "relu") { UseBias = false }, new Dense(3) { UseBias = false }]),
        Of("dense-on-sequences", () => [new Dense(5, "tanh"), new Dense(2), new Flatten(), new Dense(3)]),
        Of("channels-first", () => [new Flatten("channels_first"), new Dense(3)]),
        Of("dropout", () => [new Flatten(), new Dropout(0.5, seed: 11), new Dense(6),
            new Dropout(0.25, noiseShape: [-1, 1]), new Dropout(0), new Dense(3)]) with
        {
            IsRandom = true, IsExported = true,
        },
        Of("names", () => [new Flatten { Name = "to-one.axis" }, new Dense(5) { Name = "B_1" }, new Dense(3) { Name = "dense_7" }]),
        Of("types-float64", () => [new Flatten(), new Dense(5, "relu") { DTypePolicy = "float64" }, new Dense(3)]),
        Of("types-mixed-float16",
            () => [new Flatten(), new Dense(5, "relu") { DTypePolicy = "mixed_float16" }, new Dense(3)]) with { IsExported = true },
        Of("types-mixed-bfloat16", () => [new Flatten(), new Dense(5, "relu") { DTypePolicy = "mixed_bfloat16" }, new Dense(3)]),
    ];

    private static Case Of(string name, Func<Layer[]> layers) =>
        new($"layers-{name}", () => new Sequential([new InputLayer([4, 3]), .. layers(), new Activation("softmax")]))
        {
            Compile = model => model.Compile(new Adam(0.01), new CategoricalCrossentropy(), ["accuracy"]),
        };

    private static Layer[] Chain(params string[] activations) =>
        [new Flatten(), .. activations.SelectMany(name => (Layer[])[new Dense(6), new Activation(name)]), new Dense(3)];
}
