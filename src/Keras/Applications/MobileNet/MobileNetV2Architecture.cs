using System.Globalization;
using Keras.Layers;
using TensorFlow;

namespace Keras.Applications;

/// <summary>Inverted residual blocks with linear bottlenecks (Sandler et al., 2018).</summary>
internal sealed class MobileNetV2Architecture() : Architecture<MobileNetV2Options>("MobileNetV2", "mobilenetv2", 224)
{
    private const string Address = "https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v2/";
    private static readonly int[] Sizes = [96, 128, 160, 192, 224];
    private static readonly double[] Alphas = [0.35, 0.5, 0.75, 1, 1.3, 1.4];

    // Channels, blocks, stride of the first block.
    private static readonly (int Filters, int Count, int Stride)[] Stages =
        [(16, 1, 1), (24, 2, 2), (32, 3, 2), (64, 4, 2), (96, 3, 1), (160, 3, 2), (320, 1, 1)];

    public override ImageScaling Scaling => ImageScaling.Symmetric;

    protected override int DefaultSizeFor(MobileNetV2Options options) =>
        MobileNetSizes.Default(options.InputShape ?? MobileNetSizes.ImageOf(options.InputTensor), Sizes);

    protected override void Check(MobileNetV2Options options) => MobileNetSizes.RequireAlpha(Name, options, options.Alpha, Alphas);

    protected override string ModelName(MobileNetV2Options options, Shape shape) =>
        string.Create(CultureInfo.InvariantCulture, $"mobilenetv2_{options.Alpha:0.00}_{MobileNetSizes.Title(options, shape, Sizes)}");

    protected override KerasTensor Body(KerasTensor input, MobileNetV2Options options)
    {
        KerasTensor x = new Conv2D(Blocks.Rounded(32 * options.Alpha), 3, strides: 2, padding: "same")
        {
            UseBias = false,
            Name = "Conv1",
        }.Apply(input);
        x = Blocks.Relu6(Normalized(x, "bn_Conv1"), "Conv1_relu");
        int block = 0;
        foreach ((int filters, int count, int stride) in Stages)
        {
            for (int i = 0; i < count; i++)
                x = Block(x, Blocks.Rounded((int)(filters * options.Alpha)), i == 0 ? stride : 1, block++);
        }

        // The last convolution is never narrower than in the paper.
        x = new Conv2D(options.Alpha > 1 ? Blocks.Rounded(1280 * options.Alpha) : 1280, 1) { UseBias = false, Name = "Conv_1" }.Apply(x);
        return Blocks.Relu6(Normalized(x, "Conv_1_bn"), "out_relu");
    }

    protected override KerasTensor Top(KerasTensor features, MobileNetV2Options options) =>
        Predictions(Blocks.Average(features), options);

    protected override WeightFile ImageNetFile(MobileNetV2Options options, Shape shape) => WeightFile.Of(Address, string.Create(
        CultureInfo.InvariantCulture,
        $"mobilenet_v2_weights_tf_dim_ordering_tf_kernels_{Blocks.Text(options.Alpha)}_{MobileNetSizes.OfWeights(shape, Sizes)}"
            + $"{(options.IncludeTop ? "" : "_no_top")}.h5"), null);

    private static KerasTensor Block(KerasTensor input, int filters, int stride, int block)
    {
        string prefix = block == 0 ? "expanded_conv_" : $"block_{block}_";
        int channels = (int)input.Shape[^1];
        KerasTensor x = input;
        if (block > 0)
        {
            x = new Conv2D(6 * channels, 1, padding: "same") { UseBias = false, Name = $"{prefix}expand" }.Apply(x);
            x = Blocks.Relu6(Normalized(x, $"{prefix}expand_BN"), $"{prefix}expand_relu");
        }

        if (stride == 2)
            x = new ZeroPadding2D(Blocks.HalvingPad(x, 3)) { Name = $"{prefix}pad" }.Apply(x);
        x = new DepthwiseConv2D(3, strides: stride, padding: stride == 1 ? "same" : "valid")
        {
            UseBias = false,
            Name = $"{prefix}depthwise",
        }.Apply(x);
        x = Blocks.Relu6(Normalized(x, $"{prefix}depthwise_BN"), $"{prefix}depthwise_relu");
        x = new Conv2D(filters, 1, padding: "same") { UseBias = false, Name = $"{prefix}project" }.Apply(x);
        x = Normalized(x, $"{prefix}project_BN");
        return channels == filters && stride == 1 ? new Add() { Name = $"{prefix}add" }.Apply(input, x) : x;
    }

    private static KerasTensor Normalized(KerasTensor x, string name) =>
        new BatchNormalization(momentum: 0.999, epsilon: 1e-3) { Name = name }.Apply(x);
}
