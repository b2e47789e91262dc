using Keras.Layers;
using TensorFlow;
using static Keras.Applications.EfficientNetBlocks;

namespace Keras.Applications;

/// <summary>Networks whose width, depth and image size grow together (Tan and Le, 2019).</summary>
/// <param name="name">The name: EfficientNetB0.</param>
/// <param name="width">The factor of the channels.</param>
/// <param name="depth">The factor of the blocks.</param>
/// <param name="defaultSize">The size of the images.</param>
/// <param name="dropoutRate">The dropout rate before the classifier.</param>
/// <param name="hash">The hash of the file of weights.</param>
/// <param name="featuresHash">The hash of the file of weights without a classifier.</param>
internal sealed class EfficientNetArchitecture(
    string name, double width, double depth, int defaultSize, double dropoutRate, string hash, string featuresHash)
    : Architecture<ApplicationOptions>(name, name.ToLowerInvariant(), defaultSize)
{
    private const string Address = "https://storage.googleapis.com/keras-applications/";
    private const double Momentum = 0.99;
    private const double DropRate = 0.2;
    private static readonly double[] StandardDeviation = [0.229, 0.224, 0.225];

    private static readonly EfficientNetStage[] Stages =
    [
        new(3, 1, 32, 16, 1, 1), new(3, 2, 16, 24, 6, 2), new(5, 2, 24, 40, 6, 2), new(3, 3, 40, 80, 6, 2),
        new(5, 3, 80, 112, 6, 1), new(5, 4, 112, 192, 6, 2), new(3, 1, 192, 320, 6, 1),
    ];

    protected override (string? Average, string? Maximum) PoolingNames => ("avg_pool", "max_pool");

    protected override KerasTensor Body(KerasTensor input, ApplicationOptions options)
    {
        KerasTensor x = new Rescaling(1 / 255.0).Apply(input);
        x = new Normalization(3).Apply(x);
        // The published weights were trained with a normalization that was off by a square root.
        if (options.Weights == ApplicationOptions.ImageNetWeights)
            x = new Rescaling(StandardDeviation.Select(d => 1 / Math.Sqrt(d)).ToArray()).Apply(x);
        x = new ZeroPadding2D(Blocks.HalvingPad(x, 3)) { Name = "stem_conv_pad" }.Apply(x);
        x = Convolution(x, Filters(32), 3, "stem_conv", 2, "valid");
        x = Activated(x, Momentum, "stem_bn", "stem_activation");
        int index = 0, count = Stages.Sum(s => Repeats(s.Repeats));
        for (int i = 0; i < Stages.Length; i++)
        {
            EfficientNetStage stage = Stages[i];
            for (int j = 0; j < Repeats(stage.Repeats); j++)
                x = Block(x, stage, j == 0 ? stage.Stride : 1, DropRate * index++ / count, $"block{i + 1}{Blocks.Letter(j)}_");
        }

        return Activated(Convolution(x, Filters(1280), 1, "top_conv"), Momentum, "top_bn", "top_activation");
    }

    protected override KerasTensor Top(KerasTensor features, ApplicationOptions options) =>
        EfficientNetBlocks.Top(features, dropoutRate, Initializer.Zeros, options);

    protected override WeightFile ImageNetFile(ApplicationOptions options, Shape shape) => WeightFile.Of(
        Address, $"{BaseName}{(options.IncludeTop ? "" : "_notop")}.h5", options.IncludeTop ? hash : featuresHash);

    private KerasTensor Block(KerasTensor input, EfficientNetStage stage, int stride, double dropRate, string prefix)
    {
        int channels = (int)input.Shape[^1], filters = Filters(stage.FiltersOut);
        KerasTensor x = input;
        if (stage.Expansion != 1)
        {
            x = Convolution(x, channels * stage.Expansion, 1, $"{prefix}expand_conv");
            x = Activated(x, Momentum, $"{prefix}expand_bn", $"{prefix}expand_activation");
        }

        if (stride == 2)
            x = new ZeroPadding2D(Blocks.HalvingPad(x, stage.KernelSize)) { Name = $"{prefix}dwconv_pad" }.Apply(x);
        x = new DepthwiseConv2D(stage.KernelSize, strides: stride, padding: stride == 2 ? "valid" : "same")
        {
            UseBias = false,
            DepthwiseInitializer = KernelInitializer,
            Name = $"{prefix}dwconv",
        }.Apply(x);
        x = Activated(x, Momentum, $"{prefix}bn", $"{prefix}activation");
        x = SqueezeAndExcite(x, Math.Max(1, channels / 4), prefix);
        x = Normalized(Convolution(x, filters, 1, $"{prefix}project_conv"), Momentum, $"{prefix}project_bn");
        return stride == 1 && channels == filters ? Residual(x, input, dropRate, prefix) : x;
    }

    private int Filters(int filters) => Blocks.Rounded(filters * width);

    private int Repeats(int repeats) => (int)Math.Ceiling(depth * repeats);
}
