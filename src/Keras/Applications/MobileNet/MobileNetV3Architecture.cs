using System.Globalization;
using Keras.Layers;
using TensorFlow;

namespace Keras.Applications;

/// <summary>Inverted residual blocks with squeeze-and-excite and hard swish, found by search (Howard et al., 2019).</summary>
/// <param name="name">The name: MobileNetV3Small.</param>
/// <param name="lastFilters">The number of channels before the classifier.</param>
/// <param name="blocks">The blocks.</param>
/// <param name="hashes">The hashes of the files of weights by the middle of their names.</param>
internal sealed class MobileNetV3Architecture(
    string name, int lastFilters, MobileNetV3Block[] blocks, Dictionary<string, (string Top, string Features)> hashes)
    : Architecture<MobileNetV3Options>(name, name, 224)
{
    private const string Address = "https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v3/";

    protected override (string? Average, string? Maximum) PoolingNames => ("avg_pool", "max_pool");

    protected override void Check(MobileNetV3Options options)
    {
        MobileNetSizes.RequireAlpha(Name, options, options.Alpha, options.Minimalistic ? [1] : [0.75, 1]);
    }

    // Any size, also with a classifier, which has no layer that depends on the size; the tensor's where one is given.
    protected override Shape InputShape(MobileNetV3Options options)
    {
        Shape shape = options.InputShape ?? MobileNetSizes.ImageOf(options.InputTensor) ?? [-1, -1, 3];
        if (shape.Rank != 3)
            throw new ShapeException(
                $"{Name}: expected an InputShape of three axes, [rows, columns, channels] without the batch axis, got {shape}.");
        if (options.Weights == ApplicationOptions.ImageNetWeights && shape[2] != 3)
            throw new ShapeException(
                $"{Name}: the weights of ImageNet are for images of 3 channels, got the InputShape {shape}; convert the images, or set "
                + "Weights = null.");
        InputShapes.RequireSame(Name, options);
        InputShapes.RequireSize(Name, shape, MinimumSize);
        return shape;
    }

    protected override KerasTensor Body(KerasTensor input, MobileNetV3Options options)
    {
        KerasTensor x = options.IncludePreprocessing ? new Rescaling(1 / 127.5, -1).Apply(input) : input;
        x = new Conv2D(16, 3, strides: 2, padding: "same") { UseBias = false, Name = "conv" }.Apply(x);
        x = Swish(Normalized(x, "conv_bn"), options);
        for (int i = 0; i < blocks.Length; i++)
            x = Block(x, blocks[i], i, options);
        x = new Conv2D(Blocks.Rounded(x.Shape[^1] * 6), 1, padding: "same") { UseBias = false, Name = "conv_1" }.Apply(x);
        return Swish(Normalized(x, "conv_1_bn"), options);
    }

    protected override KerasTensor Top(KerasTensor features, MobileNetV3Options options)
    {
        int filters = options.Alpha > 1 ? Blocks.Rounded(lastFilters * options.Alpha) : lastFilters;
        KerasTensor x = new GlobalAveragePooling2D(keepDims: true).Apply(features);
        x = Swish(new Conv2D(filters, 1, padding: "same") { Name = "conv_2" }.Apply(x), options);
        if (options.DropoutRate > 0)
            x = new Dropout(options.DropoutRate).Apply(x);
        x = new Conv2D(options.Classes, 1, padding: "same") { Name = "logits" }.Apply(x);
        x = new Flatten().Apply(x);
        return new Activation(options.ClassifierActivation ?? Activations.Linear) { Name = "predictions" }.Apply(x);
    }

    protected override WeightFile ImageNetFile(MobileNetV3Options options, Shape shape)
    {
        string size = Name == nameof(MobileNetV3Small) ? "small" : "large";
        string middle = string.Create(
            CultureInfo.InvariantCulture,
            $"{size}{(options.Minimalistic ? "_minimalistic" : "")}_224_{Blocks.Text(options.Alpha)}_float");
        (string top, string features) = hashes[middle];
        return WeightFile.Of(Address, $"weights_mobilenet_v3_{middle}{(options.IncludeTop ? "" : "_no_top_v2")}.h5",
            options.IncludeTop ? top : features);
    }

    private static KerasTensor Block(KerasTensor input, MobileNetV3Block block, int index, MobileNetV3Options options)
    {
        string prefix = index == 0 ? "expanded_conv_" : $"expanded_conv_{index}_";
        int channels = (int)input.Shape[^1], expanded = Blocks.Rounded(channels * block.Expansion);
        int kernelSize = block.IsLarge && !options.Minimalistic ? 5 : 3, filters = Blocks.Rounded(block.Filters * options.Alpha);
        KerasTensor x = input;
        if (index > 0)
        {
            x = new Conv2D(expanded, 1, padding: "same") { UseBias = false, Name = $"{prefix}expand" }.Apply(x);
            x = Activated(Normalized(x, $"{prefix}expand_bn"), block, options);
        }

        if (block.Stride == 2)
            x = new ZeroPadding2D(Blocks.HalvingPad(x, kernelSize)) { Name = $"{prefix}depthwise_pad" }.Apply(x);
        x = new DepthwiseConv2D(kernelSize, strides: block.Stride, padding: block.Stride == 1 ? "same" : "valid")
        {
            UseBias = false,
            Name = $"{prefix}depthwise",
        }.Apply(x);
        x = Activated(Normalized(x, $"{prefix}depthwise_bn"), block, options);
        if (block.Excites && !options.Minimalistic)
            x = SqueezeAndExcite(x, expanded, prefix);
        x = new Conv2D(filters, 1, padding: "same") { UseBias = false, Name = $"{prefix}project" }.Apply(x);
        x = Normalized(x, $"{prefix}project_bn");
        return block.Stride == 1 && channels == filters ? new Add() { Name = $"{prefix}add" }.Apply(input, x) : x;
    }

    private static KerasTensor SqueezeAndExcite(KerasTensor input, int filters, string prefix)
    {
        KerasTensor x = new GlobalAveragePooling2D(keepDims: true) { Name = $"{prefix}squeeze_excite_avg_pool" }.Apply(input);
        x = new Conv2D(Blocks.Rounded(filters * 0.25), 1, padding: "same") { Name = $"{prefix}squeeze_excite_conv" }.Apply(x);
        x = new ReLU() { Name = $"{prefix}squeeze_excite_relu" }.Apply(x);
        x = new Conv2D(filters, 1, padding: "same") { Name = $"{prefix}squeeze_excite_conv_1" }.Apply(x);
        x = new ReLU(6).Apply(x + 3.0) * (1.0 / 6.0);
        return new Multiply() { Name = $"{prefix}squeeze_excite_mul" }.Apply(input, x);
    }

    private static KerasTensor Activated(KerasTensor x, MobileNetV3Block block, MobileNetV3Options options) =>
        block.IsSwish ? Swish(x, options) : new ReLU().Apply(x);

    private static KerasTensor Swish(KerasTensor x, MobileNetV3Options options) =>
        options.Minimalistic ? new ReLU().Apply(x) : Blocks.Activate(x, "hard_swish");

    private static KerasTensor Normalized(KerasTensor x, string normalization) =>
        new BatchNormalization(momentum: 0.999, epsilon: 1e-3) { Name = normalization }.Apply(x);
}
