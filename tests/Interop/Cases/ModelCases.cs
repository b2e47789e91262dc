using Keras.Initializers;
using Keras.Layers;
using Keras.Losses;
using Keras.Optimizers;

namespace Keras.Interop;

/// <summary>Kinds of models: how they come to know their inputs, what is inside of them, and in which state they are saved.</summary>
internal static class ModelCases
{
    public static IEnumerable<Case> All =>
    [
        Of("named-input", () => [new InputLayer([4, 3]) { Name = "pixels" },
            new Flatten(), new Dense(3, "softmax")]) with { IsExported = true },
        Of("fixed-batch", () => [new InputLayer([4, 3], batchSize: 8), new Flatten(), new Dense(3, "softmax")]),
        Of("deferred", () => [new Flatten(), new Dense(5, "relu"), new Dense(3, "softmax")]) with { IsBuiltByData = true,
            IsExported = true },
        new("model-built-by-shape", BuiltByShape) { Compile = Compile, IsTrained = false },
        Of("unbuilt", () => [new Flatten(), Known(5, "tanh"), Known(3, "softmax")]) with { IsTrained = false },
        Of("untrained", () => [new InputLayer([4, 3]), new Flatten(), new Dense(3, "softmax")]) with { IsTrained = false },
        Of("uncompiled", () => [new InputLayer([4, 3]), new Flatten(), new Dense(3, "softmax")]) with { Compile = null },
        Of("frozen-layer", () => [new InputLayer([4, 3]), new Flatten(),
            new Dense(5, "relu") { Trainable = false }, new Dense(3, "softmax")]),
        Of("nested", () =>
        [
            new InputLayer([4, 3]),
            new Flatten(),
            new Sequential(new InputLayer([12]), new Dense(6, "relu"),
                new Sequential(new Dense(5), new Dense(4, "tanh")) { Name = "innermost" }),
            new Dense(3, "softmax"),
            new Sequential(new Dense(3, "softmax")) { Name = "last" },
        ]) with { IsExported = true },
        Of("nested-frozen", () =>
        [
            new InputLayer([4, 3]),
            new Flatten(),
            new Sequential(new InputLayer([12]), new Dense(6, "relu")) { Name = "base", Trainable = false },
            new Dense(3, "softmax"),
        ]),
        Of("many-layers", () =>
        [
            new InputLayer([4, 3]), new Flatten(), .. Enumerable.Range(0, 12).Select(_ => new Dense(4, "tanh")), new Dense(3, "softmax"),
        ]),
        Of("settings", () => [new InputLayer([4, 3]), new Flatten(), new Dense(3, "softmax")]) with
        {
            Compile = m => m.Compile(new Adam(0.01), new CategoricalCrossentropy(), ["accuracy"], stepsPerExecution: 3),
        },
    ];

    private static Case Of(string name, Func<Layer[]> layers) =>
        new($"model-{name}", () => new Sequential(layers()) { Name = "mine" }) { Compile = Compile };

    private static Dense Known(int units, string activation) =>
        new(units, activation) { KernelInitializer = new Constant(0.1), BiasInitializer = new Ones() };

    private static Sequential BuiltByShape()
    {
        Sequential model = new(new Flatten(), new Dense(5, "relu"), new Dense(3, "softmax"));
        model.BuildModel([-1, 4, 3]);
        return model;
    }

    private static void Compile(Model model) => model.Compile(new Adam(0.01), new CategoricalCrossentropy(), ["accuracy"]);
}
