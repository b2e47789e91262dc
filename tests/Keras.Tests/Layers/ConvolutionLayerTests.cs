using System.Text.Json.Nodes;
using Keras.Constraints;
using Keras.Layers;
using Keras.Tests.Saving;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>What convolution layers accept and refuse, what goes to files, and the other names that Keras has for them.</summary>
public sealed class ConvolutionLayerTests
{
    public static TheoryData<string, Func<object>, string> Misuse => new()
    {
        { "filters", () => new Conv2D(0, 3), "Conv2D: expected filters of at least 1, got 0." },
        { "kernel size", () => new Conv2D(1, 0), "one size of at least 1 for each of 2 spatial axes" },
        { "sizes", () => new Conv1D(1, [1, 2]), "of 1 spatial axes" },
        { "strides", () => new Conv3D(1, 2, strides: [1, 2]), "Conv3D, strides" },
        { "padding", () => new Conv2D(1, 2, padding: "causal"), "expected the padding valid or same, got 'causal'" },
        { "padding of sequences", () => new Conv1D(1, 2, padding: "full"), "expected the padding valid or same or causal, got 'full'" },
        { "groups", () => new Conv2D(3, 2) { Groups = 2 }, "a number of groups that divides the 3 filters, got 2" },
        { "strides and dilation", () => new Conv2D(3, 2, strides: 2) { DilationRate = 2 },
            "strides above 1 do not go with dilation rates above 1" },
        { "transposed with dilation", () => new Conv1DTranspose(3, 2, strides: 2) { DilationRate = 2 },
            "strides above 1 do not go with dilation rates above 1" },
        { "output padding", () => new Conv2DTranspose(3, 2, strides: 2) { OutputPadding = 2 },
            "an output padding less than the strides [2, 2], got [2, 2]" },
        { "negative output padding", () => new Conv2DTranspose(3, 2, strides: 2) { OutputPadding = -1 }, "at least 0" },
        { "depth multiplier", () => new DepthwiseConv2D(2) { DepthMultiplier = 0 }, "a depth multiplier of at least 1, got 0" },
        { "data format", () => new SeparableConv2D(2, 2) { DataFormat = "NHWC" }, "channels_last or channels_first, got 'NHWC'" },
        { "rank of an adaptation", () => new Conv2D(2, 2) { LoraRank = 0 }, "a LoRA rank of at least 1, got 0" },
        { "clipping", () => new BatchNormalization { RenormClipping = new(RMax: 1, RMin: 2) }, "an RMax of at least RMin, got 1 and 2" },
        { "clipping of d", () => new BatchNormalization { RenormClipping = new(DMax: -1) }, "a DMax of at least 0, got -1" },
        { "power iterations", () => new SpectralNormalization(new Dense(1), 0), "at least 1 power iteration, got 0" },
    };

    public static TheoryData<string, Func<Layer>, long[], string> WrongInput => new()
    {
        { "too small", () => new Conv2D(1, 5), [-1, 4, 8, 1], "a kernel of [5, 5] does not fit into [?, 4, 8, 1]; use a smaller one" },
        { "too small with gaps", () => new Conv1D(1, 3) { DilationRate = 4 },
            [-1, 8, 1], "a kernel of [3] with dilation rates [4] does not fit" },
        { "depthwise", () => new DepthwiseConv2D(3), [-1, 2, 9, 1], "does not fit into [?, 2, 9, 1]" },
        { "separable", () => new SeparableConv1D(2, 3), [-1, 2, 1], "does not fit into [?, 2, 1]" },
        { "volumes", () => new Conv3D(2, 3), [-1, 4, 4, 2, 1], "does not fit into [?, 4, 4, 2, 1]" },
        { "nothing left", () => new Conv1DTranspose(1, 2, padding: "same") { OutputPadding = 0 },
            [-1, 1, 1], "has no elements with padding 'same'" },
        { "no channels", () => new Conv2D(1, 3), [-1, 28, 28],
            "expected an input of 4 axes, [batch, rows, columns, channels], got [?, 28, 28]; add a channel axis with Reshape" },
        { "channels first", () => new Conv1D(1, 3) { DataFormat = "channels_first" }, [-1, 28], "[batch, channels, steps]" },
        { "unknown channels", () => new Conv2D(1, 3), [-1, 8, 8, -1], "a known number of channels on axis 3" },
        { "groups", () => new Conv2D(4, 3) { Groups = 2 }, [-1, 8, 8, 3], "a number of input channels that its 2 groups divide, got 3" },
        { "axis", () => new BatchNormalization(axis: 4), [-1, 3], "expected an input that has the axis 4, got [?, 3]" },
        { "unknown length", () => new BatchNormalization(axis: 1), [-1, -1, 3], "a known length of the axis 1" },
        { "no kernel", () => new SpectralNormalization(new Flatten()), [-1, 3],
            "a layer with a weight 'kernel' or 'embeddings', got Flatten" },
        { "two kernels", () => new SpectralNormalization(new SeparableConv1D(2, 2)), [-1, 3, 3],
            "a layer with a weight 'kernel' or 'embeddings', got SeparableConv1D" },
        { "adapted", () => new SpectralNormalization(new Conv1D(2, 2) { LoraRank = 1 }),
            [-1, 3, 3], "does not go with the low-rank adaptation" },
    };

    [Theory]
    [MemberData(nameof(Misuse), DisableDiscoveryEnumeration = true)]
    public void A_wrong_argument_is_refused_in_a_sentence(string what, Func<object> make, string says)
    {
        Exception thrown = Assert.ThrowsAny<ArgumentException>(make);
        Assert.True(thrown.Message.Contains(says, StringComparison.Ordinal), $"{what}: {thrown.Message}");
    }

    [Theory]
    [MemberData(nameof(WrongInput), DisableDiscoveryEnumeration = true)]
    public void A_wrong_input_is_refused_in_a_sentence(string what, Func<Layer> make, long[] shape, string says)
    {
        using Layer layer = make();
        Exception thrown = Assert.ThrowsAny<Exception>(() => layer.BuildFor(Shape.Create(shape)));
        Assert.True(thrown is ShapeException or InvalidOperationException, $"{what}: {thrown}");
        Assert.True(thrown.Message.Contains(says, StringComparison.Ordinal), $"{what}: {thrown.Message}");
        Assert.Contains($"'{layer.Name}'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_input_than_the_layer_was_built_for_is_refused()
    {
        Input a = new([8, 8, 3]), b = new([8, 8, 2]), small = new([2, 2, 3]);
        Conv2D layer = new(4, 3);
        _ = layer.Apply(a);
        Assert.Contains("expected 3 channels on axis 3",
            Assert.Throws<ShapeException>(() => layer.Apply(b)).Message, StringComparison.Ordinal);
        Assert.Contains("does not fit into [?, 2, 2, 3]",
            Assert.Throws<ShapeException>(() => layer.Apply(small)).Message, StringComparison.Ordinal);
        BatchNormalization normalization = new();
        _ = normalization.Apply(a);
        Assert.Contains("a length of 3 of the axis -1",
            Assert.Throws<ShapeException>(() => normalization.Apply(b)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mask_has_one_axis_less_than_the_input()
    {
        Input x = new([5, 3]), mask = new([5, 3], dtype: DType.Bool);
        ShapeException thrown = Assert.Throws<ShapeException>(() => new BatchNormalization().Apply(x, mask: mask));
        Assert.Contains("a mask of one axis less than the input [?, 5, 3], got [?, 5, 3]", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Convolution1D", "Conv1D")]
    [InlineData("Convolution2D", "Conv2D")]
    [InlineData("Convolution3D", "Conv3D")]
    [InlineData("Convolution2DTranspose", "Conv2DTranspose")]
    [InlineData("SeparableConvolution2D", "SeparableConv2D")]
    public void Other_names_of_Keras_are_read(string other, string className)
    {
        JsonObject config = new() { ["filters"] = 2, ["kernel_size"] = 3 };
        using Layer layer = LayerRegistry.Instance.FromJson(
            new JsonObject { ["module"] = "keras.layers", ["class_name"] = other, ["config"] = config });
        Assert.Equal(className, layer.ClassName);
    }

    [Fact]
    public void A_low_rank_adaptation_is_a_part_of_the_kernel_in_files()
    {
        Conv2D layer = new(3, 2) { InputShape = [4, 4, 2] };
        using Sequential model = new(layer);
        layer.EnableLora(2, alpha: 3, bInitializer: "ones");
        Assert.Equal(["kernel", "bias", "lora_kernel_a", "lora_kernel_b"], layer.Weights.Select(w => w.Name));
        Assert.Equal([2, 2, 2, 2], layer.Weights[2].Shape);
        Assert.Equal(["bias", "lora_kernel_a", "lora_kernel_b"], layer.TrainableWeights.Select(w => w.Name));
        using Tensor x = Tensor.Create<float>([.. Enumerable.Range(0, 32).Select(i => i / 32f)], [1, 4, 4, 2]), before = model.Predict(x);
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        using Model again = Model.Load(path.Value);
        using Tensor after = again.Predict(x);
        foreach ((float a, float b) in before.ToArray<float>().Zip(after.ToArray<float>()))
            Assert.Equal(a, b, 1e-5);
    }

    [Fact]
    public void A_low_rank_adaptation_does_not_go_with_a_kernel_constraint()
    {
        using Conv1D layer = new(2, 2) { KernelConstraint = new NonNeg(), LoraRank = 1 };
        Assert.Contains("does not go with a kernel constraint",
            Assert.Throws<InvalidOperationException>(() => layer.BuildFor([1, 4, 2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frozen_normalization_uses_its_averages_and_leaves_them_alone()
    {
        BatchNormalization normalization = new(momentum: 0.5) { Trainable = false, InputShape = [2] };
        using Sequential model = new(normalization, new Dense(1));
        model.Compile("sgd", "mse");
        using Tensor x = Tensor.Create<float>([1, 2, 3, 4], [2, 2]), y = Tensor.Create<float>([0, 1], [2, 1]);
        model.Fit(x, y, verbose: Verbosity.Silent);
        Assert.Equal([0f, 0f], normalization.Weights[2].Read().ToArray<float>());
        normalization.Trainable = true;
        model.Compile("sgd", "mse");
        model.Fit(x, y, verbose: Verbosity.Silent);
        Assert.Equal([1f, 1.5f], normalization.Weights[2].Read().ToArray<float>());
    }
}
