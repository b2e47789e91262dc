using Keras.Layers;
using Keras.Quantizers;
using TensorFlow;

namespace Keras.Interop;

/// <summary>Quantized models, whose packed weights, scales and zero points the real Keras has to read.</summary>
internal static class WrittenQuantized
{
    private static readonly string[] Layers = ["wide", "narrow"];

    public static IEnumerable<WrittenCase> All =>
    [
        Of("int8", m => m.Quantize("int8", Chosen)),
        Of("int8-weights", m => m.Quantize(new Int8QuantizationConfig(new AbsMaxQuantizer(0), null), Chosen)),
        Of("int4", m => m.Quantize(new Int4QuantizationConfig(blockSize: 4), Chosen)),
        Of("int4-units", m => m.Quantize(new Int4QuantizationConfig(blockSize: -1), Chosen)),
        Of("float8", m => m.Quantize("float8", Chosen), isFixed: false),
        Of("float8-steps", m => m.Quantize("float8", Chosen), isFixed: false) with
        {
            Optimizer = () => new Optimizers.Adam(0.01) { GradientAccumulationSteps = 2 },
        },
        Calibrated("gptq", blocks => new GPTQConfig(Tokens()) { LayerStructure = blocks, GroupSize = 4 }),
        Calibrated("gptq-3-bits", blocks => new GPTQConfig(Tokens())
        {
            LayerStructure = blocks, GroupSize = 4, WeightBits = 3, ActivationOrder = true,
        }),
        Calibrated("gptq-symmetric",
            blocks => new GPTQConfig(Tokens()) { LayerStructure = blocks, GroupSize = -1, Symmetric = true }) with { Forgotten = null },
        Calibrated("gptq-blocks", blocks => new GPTQConfig(Tokens()) { LayerStructure = blocks, GroupSize = -1 }, width: 150),
        Calibrated("awq", blocks => new AWQConfig(Tokens()) { LayerStructure = blocks, GroupSize = 4 }),
    ];

    private static WrittenCase Of(string name, Action<Model> quantize, bool isFixed = true) => Case(name, () =>
    {
        Sequential model = new(new InputLayer([4, 6]), new Dense(7, "relu") { Name = "wide" },
            new EinsumDense("abc,cd->abd", [-1, 5], biasAxes: "d") { Name = "narrow" }, new Dense(3) { Name = "head" });
        quantize(model);
        return isFixed ? Freeze(model, model) : model;
    });

    private static WrittenCase Calibrated(string name, Func<QuantizationLayerStructure, CalibrationConfig> config, int width = 10) =>
        Case(name, () =>
        {
            Embedding tokens = new(5, 6) { Name = "tokens" };
            Sequential block = new(new InputLayer([-1, 6]), new Dense(width, "relu") { Name = "wide" }, new Dense(7) { Name = "narrow" });
            Sequential model = new(new InputLayer([6], dtype: DType.Int32), tokens, block, new Dense(3) { Name = "head" });
            model.Quantize(config(new([tokens], [block])), Chosen);
            return Freeze(model, block);
        }) with
        { Forgotten = "Keras 3.15.1 leaves the zero points out of its file, which it cannot read itself" };

    private static WrittenCase Case(string name, Func<Model> build) =>
        new($"quantized-{name}", build) { Since = "3.15.1", Before = "has other quantized weights" };

    private static bool Chosen(Layer layer) => Layers.Contains(layer.Name);

    private static Model Freeze(Model model, Model block)
    {
        foreach (string layer in Layers)
            block.GetLayer(layer).Trainable = false;
        return model;
    }

    private static int[][] Tokens() => [.. Enumerable.Range(0, 200).Select(i => i * i * 7 % 11 % 5).Chunk(40)];
}
