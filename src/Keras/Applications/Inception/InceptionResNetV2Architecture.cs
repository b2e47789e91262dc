using Keras.Layers;
using TensorFlow;
using static Keras.Applications.InceptionBlocks;

namespace Keras.Applications;

/// <summary>Inception blocks whose output is scaled and added to their input (Szegedy et al., 2016).</summary>
internal sealed class InceptionResNetV2Architecture() : Architecture<ApplicationOptions>("InceptionResNetV2", "inception_resnet_v2", 299)
{
    private const string Address = "https://storage.googleapis.com/tensorflow/keras-applications/inception_resnet_v2/";

    public override int MinimumSize => 75;

    public override ImageScaling Scaling => ImageScaling.Symmetric;

    protected override KerasTensor Body(KerasTensor input, ApplicationOptions options)
    {
        KerasTensor x = First(Stem(input));
        for (int i = 1; i <= 10; i++)
            x = Residual(x, 0.17, "block35", i, Branches35(x));
        x = FirstReduction(x);
        for (int i = 1; i <= 20; i++)
            x = Residual(x, 0.1, "block17", i, [Convolution(x, 192, 1), Chain(x, (128, 1), (160, [1, 7]), (192, [7, 1]))]);
        x = SecondReduction(x);
        for (int i = 1; i <= 10; i++)
            x = Residual(x, i < 10 ? 0.2 : 1, "block8", i, [Convolution(x, 192, 1), Chain(x, (192, 1), (224, [1, 3]), (256, [3, 1]))]);
        x = new Conv2D(1536, 1, padding: "same") { UseBias = false, Name = "conv_7b" }.Apply(x);
        x = new BatchNormalization(axis: 3) { Scale = false, Name = "conv_7b_bn" }.Apply(x);
        return Blocks.Relu(x, "conv_7b_ac");
    }

    protected override WeightFile ImageNetFile(ApplicationOptions options, Shape shape) => WeightFile.WithKernels(
        Address, "inception_resnet_v2", options.IncludeTop, "e693bd0210a403b3192acc6073ad2e96", "d19885ff4a710c122648d3b5c3b684e4");

    private static KerasTensor First(KerasTensor x)
    {
        KerasTensor one = Convolution(x, 96, 1);
        KerasTensor five = Chain(x, (48, 1), (64, 5));
        KerasTensor three = Chain(x, (64, 1), (96, 3), (96, 3));
        return Join("mixed_5b", one, five, three, Convolution(Average(x), 64, 1));
    }

    private static KerasTensor[] Branches35(KerasTensor x) =>
        [Convolution(x, 32, 1), Chain(x, (32, 1), (32, 3)), Chain(x, (32, 1), (48, 3), (64, 3))];

    private static KerasTensor FirstReduction(KerasTensor x)
    {
        KerasTensor three = Convolution(x, 384, 3, 2, "valid");
        KerasTensor twice = Convolution(Chain(x, (256, 1), (256, 3)), 384, 3, 2, "valid");
        return Join("mixed_6a", three, twice, new MaxPooling2D(3, 2).Apply(x));
    }

    private static KerasTensor SecondReduction(KerasTensor x)
    {
        KerasTensor first = Convolution(Convolution(x, 256, 1), 384, 3, 2, "valid");
        KerasTensor second = Convolution(Convolution(x, 256, 1), 288, 3, 2, "valid");
        KerasTensor third = Convolution(Chain(x, (256, 1), (288, 3)), 320, 3, 2, "valid");
        return Join("mixed_7a", first, second, third, new MaxPooling2D(3, 2).Apply(x));
    }

    private static KerasTensor Chain(KerasTensor x, params ReadOnlySpan<(int Filters, SpatialSizes KernelSize)> convolutions)
    {
        foreach ((int filters, SpatialSizes kernelSize) in convolutions)
            x = Convolution(x, filters, kernelSize);
        return x;
    }

    // The very last block is not rectified.
    private static KerasTensor Residual(KerasTensor x, double scale, string kind, int index, KerasTensor[] branches)
    {
        string name = $"{kind}_{index}";
        KerasTensor mixed = Join($"{name}_mixed", branches);
        KerasTensor up = new Conv2D((int)x.Shape[^1], 1, padding: "same") { Name = $"{name}_conv" }.Apply(mixed);
        KerasTensor sum = new CustomScaleLayer(scale).Apply(x, up);
        return scale == 1 ? sum : Blocks.Relu(sum, $"{name}_ac");
    }
}
