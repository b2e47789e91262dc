using Keras.Layers;
using Keras.Quantizers;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>What quantization refuses, each in one sentence, before anything has changed.</summary>
public sealed class QuantizationErrorTests
{
    private static readonly float[,] X = { { 1, 2, 3, 4 }, { 5, 6, 7, 8 } };
    private static readonly float[,] Y = { { 1, 2 }, { 3, 4 } };

    [Fact]
    public void An_unknown_mode_is_refused_with_the_nearest()
    {
        using Model model = Small();
        UnknownNameException e = Assert.Throws<UnknownNameException>(() => model.Quantize("int9"));
        Assert.Contains("There is no quantization mode 'int9'", e.Message, StringComparison.Ordinal);
        Assert.Contains("int8", e.Message, StringComparison.Ordinal);
        Assert.Contains("GPTQConfig", Assert.Throws<ArgumentException>(() => model.Quantize("gptq")).Message, StringComparison.Ordinal);
        Assert.Contains("AWQConfig", Assert.Throws<ArgumentException>(() => model.Quantize("awq")).Message, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentNullException>(() => model.Quantize((QuantizationConfig)null!));
        Assert.Null(((Dense)model.Layers[0]).QuantizationMode);
    }

    [Fact]
    public void Layers_without_weights_to_quantize_are_refused()
    {
        using Flatten flatten = new();
        flatten.BuildFor(Shape.Create(-1, 2, 2));
        Assert.Equal("Flatten 'flat': it has no weights that can be quantized to int8; Dense, EinsumDense and, to int8 and int4, Embedding "
            + "and ReversibleEmbedding have.", Assert.Throws<NotSupportedException>(() => Named(flatten).Quantize("int8")).Message);
        using Embedding table = new(4, 2);
        table.BuildFor(Shape.Create(-1, 3));
        _ = Assert.Throws<NotSupportedException>(() => table.Quantize("float8"));
        using Sequential model = new(new Conv2D(2, 1) { InputShape = [2, 2, 1], DTypePolicy = "float32" });
        _ = Assert.Throws<NotSupportedException>(() => model.Quantize("int8"));
        _ = Assert.Throws<NotSupportedException>(
            () => new Conv2D(2, 1) { DTypePolicy = "int8_from_float32" }.BuildFor(Shape.Create(-1, 2, 2, 1)));
        using Model small = Small();
        Assert.Contains("the filter chose none of the 2 layers",
            Assert.Throws<NotSupportedException>(() => small.Quantize("int8", l => l.Name == "third")).Message, StringComparison.Ordinal);

        static Flatten Named(Flatten built)
        {
            built.Dispose();
            Flatten layer = new() { Name = "flat" };
            layer.BuildFor(Shape.Create(-1, 2, 2));
            return layer;
        }
    }

    [Fact]
    public void Layers_that_are_not_built_or_quantized_already_are_refused()
    {
        using Dense dense = new(2) { Name = "d" };
        Assert.StartsWith("Dense 'd': Quantize needs weights, and it is not built yet",
            Assert.Throws<InvalidOperationException>(() => dense.Quantize("int8")).Message, StringComparison.Ordinal);
        dense.BuildFor(Shape.Create(-1, 4));
        dense.Quantize("int4");
        Assert.Equal("int4/128_from_float32", dense.DTypePolicy.Name);
        Assert.StartsWith("Dense 'd' is quantized already (int4/128_from_float32), and can be only once",
            Assert.Throws<InvalidOperationException>(() => dense.Quantize("int8")).Message, StringComparison.Ordinal);
        using Dense half = new(2) { DTypePolicy = "float16" };
        half.BuildFor(Shape.Create(-1, 4));
        _ = Assert.Throws<ArgumentException>(() => half.Quantize("int8"));
        Assert.Null(half.QuantizationMode);
    }

    [Fact]
    public void Quantized_weights_are_not_trained()
    {
        using Model model = Small();
        model.Compile("sgd", "mse");
        model.Quantize("int8");
        Assert.Equal("Fit: the weights of Dense 'first' are quantized to int8 and cannot be trained; train before Quantize, add a low-rank "
            + "adaptation with EnableLora, or freeze the layer with Trainable = false.",
            Assert.Throws<InvalidOperationException>(() => model.Fit(X, Y, verbose: Verbosity.Silent)).Message);
        _ = Assert.Throws<InvalidOperationException>(() => model.TrainOnBatch(X, Y));
        Assert.True(double.IsFinite(model.Evaluate(X, Y, verbose: Verbosity.Silent).Loss));
        model.Layers[0].Trainable = false;
        model.Layers[1].Trainable = false;
        using Sequential head = new(model, new Dense(2));
        head.Compile("sgd", "mse");
        Assert.True(double.IsFinite(head.Fit(X, Y, verbose: Verbosity.Silent)["loss"][0]));
    }

    [Fact]
    public void Wrong_arguments_of_configs_are_refused()
    {
        Assert.Contains("block size of -1 or at least 1, got 0", Assert.Throws<ArgumentOutOfRangeException>(
            () => new Int4QuantizationConfig(0)).Message, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentException>(() => new Int4QuantizationConfig(8, new AbsMaxQuantizer(0, -8, 7)));
        _ = Assert.Throws<ArgumentException>(() => new Int4QuantizationConfig(-1, new AbsMaxQuantizer(0)));
        _ = Assert.Throws<ArgumentException>(() => new Int8QuantizationConfig(new AbsMaxQuantizer(0, outputDType: DType.Int16), null));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new AbsMaxQuantizer(0, -200, 127));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new AbsMaxQuantizer(0, -127, 128));
        Assert.Contains("group size of -1 or at least 1, got 0", Assert.Throws<ArgumentOutOfRangeException>(
            () => new GPTQConfig((int[][])[[1]]) { GroupSize = 0 }).Message, StringComparison.Ordinal);
        Assert.Contains("2, 3, 4 or 8 bits, got 5", Assert.Throws<ArgumentOutOfRangeException>(
            () => new GPTQConfig((int[][])[[1]]) { WeightBits = 5 }).Message, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new AWQConfig((int[][])[[1]]) { WeightBits = 8 });
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new AWQConfig((int[][])[[1]]) { NumGridPoints = 0 });
        using Dense dense = new(2);
        dense.BuildFor(Shape.Create(-1, 4));
        Assert.Contains("set its axis to [0]", Assert.Throws<ArgumentException>(
            () => dense.Quantize(new Int8QuantizationConfig(new AbsMaxQuantizer(-1), null))).Message, StringComparison.Ordinal);
        Assert.Null(dense.QuantizationMode);
        Assert.Equal(DType.Float32, dense.Weights[0].DType);
    }

    [Fact]
    public void Float8_goes_with_no_low_rank_adaptation()
    {
        using Dense dense = new(2);
        dense.BuildFor(Shape.Create(-1, 4));
        dense.Quantize("float8");
        _ = Assert.Throws<NotSupportedException>(() => dense.EnableLora(2));
        using Dense adapted = new(2) { LoraRank = 1 };
        adapted.BuildFor(Shape.Create(-1, 4));
        _ = Assert.Throws<NotSupportedException>(() => adapted.Quantize("float8"));
    }

    private static Sequential Small() => new(new Dense(3) { Name = "first", InputShape = [4] }, new Dense(2) { Name = "second" });
}
