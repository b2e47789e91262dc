using Keras.Layers;
using TensorFlow;

namespace Keras.Applications;

/// <summary>Depthwise separable convolutions with residual connections (Chollet, 2016).</summary>
internal sealed class XceptionArchitecture() : Architecture<ApplicationOptions>("Xception", "xception", 299)
{
    private const string Address = "https://storage.googleapis.com/tensorflow/keras-applications/xception/";

    public override int MinimumSize => 71;

    public override ImageScaling Scaling => ImageScaling.Symmetric;

    protected override KerasTensor Body(KerasTensor input, ApplicationOptions options)
    {
        KerasTensor x = new Conv2D(32, 3, strides: 2) { UseBias = false, Name = "block1_conv1" }.Apply(input);
        x = Blocks.Relu(Normalized(x, "block1_conv1_bn"), "block1_conv1_act");
        x = new Conv2D(64, 3) { UseBias = false, Name = "block1_conv2" }.Apply(x);
        x = Blocks.Relu(Normalized(x, "block1_conv2_bn"), "block1_conv2_act");
        x = Halving(x, 2, 128, 128);
        x = Halving(x, 3, 256, 256);
        x = Halving(x, 4, 728, 728);
        for (int block = 5; block <= 12; block++)
            x = Middle(x, block);
        x = Halving(x, 13, 728, 1024);
        x = Blocks.Relu(Separable(x, 1536, "block14_sepconv1"), "block14_sepconv1_act");
        return Blocks.Relu(Separable(x, 2048, "block14_sepconv2"), "block14_sepconv2_act");
    }

    protected override WeightFile ImageNetFile(ApplicationOptions options, Shape shape) => WeightFile.WithKernels(
        Address, "xception", options.IncludeTop, "0a58e3b7378bc2990ea3b43d5981f1f6", "b0042744bf5b25fce3cb969f33bebb97");

    private static KerasTensor Halving(KerasTensor input, int block, int first, int second)
    {
        KerasTensor residual = new Conv2D(second, 1, strides: 2, padding: "same") { UseBias = false }.Apply(input);
        residual = new BatchNormalization().Apply(residual);
        // The input of the second block is rectified already.
        KerasTensor x = block == 2 ? input : Blocks.Relu(input, $"block{block}_sepconv1_act");
        x = Separable(x, first, $"block{block}_sepconv1");
        x = Separable(Blocks.Relu(x, $"block{block}_sepconv2_act"), second, $"block{block}_sepconv2");
        x = new MaxPooling2D(3, 2, "same") { Name = $"block{block}_pool" }.Apply(x);
        return new Add().Apply(x, residual);
    }

    private static KerasTensor Middle(KerasTensor input, int block)
    {
        KerasTensor x = input;
        for (int i = 1; i <= 3; i++)
            x = Separable(Blocks.Relu(x, $"block{block}_sepconv{i}_act"), 728, $"block{block}_sepconv{i}");
        return new Add().Apply(x, input);
    }

    private static KerasTensor Separable(KerasTensor x, int filters, string name) => Normalized(
        new SeparableConv2D(filters, 3, padding: "same") { UseBias = false, Name = name }.Apply(x), $"{name}_bn");

    private static KerasTensor Normalized(KerasTensor x, string name) => new BatchNormalization() { Name = name }.Apply(x);
}
