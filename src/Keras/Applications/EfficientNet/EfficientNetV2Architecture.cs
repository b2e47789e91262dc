using Keras.Initializers;
using Keras.Layers;
using TensorFlow;
using static Keras.Applications.EfficientNetBlocks;

namespace Keras.Applications;

/// <summary>Networks found by search for fast training, whose first blocks have one convolution for two (Tan and Le, 2021).</summary>
/// <param name="name">The name: EfficientNetV2B0.</param>
/// <param name="modelName">The default name of the models: efficientnetv2-b0.</param>
/// <param name="stages">The blocks.</param>
/// <param name="scale">The factors of the channels and of the blocks.</param>
/// <param name="defaultSize">The size of the images.</param>
/// <param name="hash">The hash of the file of weights.</param>
/// <param name="featuresHash">The hash of the file of weights without a classifier.</param>
internal sealed class EfficientNetV2Architecture(
    string name, string modelName, EfficientNetStage[] stages, (double Width, double Depth) scale, int defaultSize, string hash,
    string featuresHash)
    : Architecture<PreprocessingOptions>(name, modelName, defaultSize)
{
    private const string Address = "https://storage.googleapis.com/tensorflow/keras-applications/efficientnet_v2/";
    private const double Momentum = 0.9;
    private const double DropoutRate = 0.2;
    private const double DropRate = 0.2;
    private const int Divisor = 8;

    // Of ImageNet's channels, of values up to 1.
    private static readonly double[] Mean = [0.485, 0.456, 0.406];
    private static readonly double[] Variance = [0.229 * 0.229, 0.224 * 0.224, 0.225 * 0.225];

    protected override (string? Average, string? Maximum) PoolingNames => ("avg_pool", "max_pool");

    private bool IsSmall => BaseName.Contains("-b", StringComparison.Ordinal);

    protected override KerasTensor Body(KerasTensor input, PreprocessingOptions options)
    {
        KerasTensor x = options.IncludePreprocessing ? Scaled(input) : input;
        x = Convolution(x, Filters(stages[0].FiltersIn), 3, "stem_conv", 2);
        x = Activated(x, Momentum, "stem_bn", "stem_activation");
        int index = 0, count = stages.Sum(s => s.Repeats);
        for (int i = 0; i < stages.Length; i++)
        {
            EfficientNetStage stage = stages[i];
            for (int j = 0; j < (int)Math.Ceiling(scale.Depth * stage.Repeats); j++)
            {
                string prefix = $"block{i + 1}{Blocks.Letter(j)}_";
                int stride = j == 0 ? stage.Stride : 1;
                // As in Keras of the number of blocks before scaling.
                double dropRate = DropRate * index++ / count;
                x = stage.IsFused ? Fused(x, stage, stride, dropRate, prefix) : Inverted(x, stage, stride, dropRate, prefix);
            }
        }

        return Activated(Convolution(x, Filters(1280), 1, "top_conv"), Momentum, "top_bn", "top_activation");
    }

    protected override KerasTensor Top(KerasTensor features, PreprocessingOptions options) =>
        EfficientNetBlocks.Top(features, DropoutRate, new Constant(0), options);

    protected override WeightFile ImageNetFile(PreprocessingOptions options, Shape shape) => WeightFile.Of(
        Address, $"{BaseName}{(options.IncludeTop ? "" : "_notop")}.h5", options.IncludeTop ? hash : featuresHash);

    private KerasTensor Scaled(KerasTensor input)
    {
        if (!IsSmall || input.Shape[^1] != 3)
            return new Rescaling(1 / 128.0, -1).Apply(input);
        return new Normalization(3, Mean, Variance).Apply(new Rescaling(1 / 255.0).Apply(input));
    }

    private KerasTensor Inverted(KerasTensor input, EfficientNetStage stage, int stride, double dropRate, string prefix)
    {
        int channels = (int)input.Shape[^1];
        KerasTensor x = input;
        if (stage.Expansion != 1)
        {
            x = Convolution(x, channels * stage.Expansion, 1, $"{prefix}expand_conv");
            x = Activated(x, Momentum, $"{prefix}expand_bn", $"{prefix}expand_activation");
        }

        x = new DepthwiseConv2D(stage.KernelSize, strides: stride, padding: "same")
        {
            UseBias = false,
            DepthwiseInitializer = KernelInitializer,
            Name = $"{prefix}dwconv2",
        }.Apply(x);
        x = Activated(x, Momentum, $"{prefix}bn", $"{prefix}activation");
        if (stage.Excites)
            x = SqueezeAndExcite(x, Math.Max(1, channels / 4), prefix);
        x = Normalized(Convolution(x, Filters(stage.FiltersOut), 1, $"{prefix}project_conv"), Momentum, $"{prefix}project_bn");
        return stride == 1 && channels == Filters(stage.FiltersOut) ? Residual(x, input, dropRate, prefix) : x;
    }

    private KerasTensor Fused(KerasTensor input, EfficientNetStage stage, int stride, double dropRate, string prefix)
    {
        int channels = (int)input.Shape[^1], filters = Filters(stage.FiltersOut);
        bool expands = stage.Expansion != 1;
        KerasTensor x = input;
        if (expands)
        {
            x = Convolution(x, channels * stage.Expansion, stage.KernelSize, $"{prefix}expand_conv", stride);
            x = Activated(x, Momentum, $"{prefix}expand_bn", $"{prefix}expand_activation");
        }

        x = Convolution(x, filters, expands ? 1 : stage.KernelSize, $"{prefix}project_conv", expands ? 1 : stride);
        x = expands ? Normalized(x, Momentum, $"{prefix}project_bn")
            : Activated(x, Momentum, $"{prefix}project_bn", $"{prefix}project_activation");
        return stride == 1 && channels == filters ? Residual(x, input, dropRate, prefix) : x;
    }

    private int Filters(int filters) => Math.Max(Divisor, (int)((filters * scale.Width) + (Divisor / 2.0)) / Divisor * Divisor);
}
