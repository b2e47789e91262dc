using Keras.Layers;
using TensorFlow;

namespace Keras.Applications;

/// <summary>Cells found by search, which each see the outputs of the two cells before (Zoph et al., 2017).</summary>
/// <param name="variant">The numbers in which the two networks differ.</param>
internal sealed class NASNetArchitecture(NASNetVariant variant)
    : Architecture<ApplicationOptions>(variant.Name, variant.ModelName, variant.DefaultSize)
{
    private const string Address = "https://storage.googleapis.com/tensorflow/keras-applications/nasnet/";

    public override ImageScaling Scaling => ImageScaling.Symmetric;

    // The cells of the small network are made for one size.
    protected override Shape? ShapeOf(ApplicationOptions options) =>
        options.InputShape ?? (variant.HasFixedSize && !options.IncludeTop ? [DefaultSize, DefaultSize, 3] : null);

    protected override void Check(ApplicationOptions options)
    {
        if (options.Weights == ApplicationOptions.ImageNetWeights && options.InputShape is { IsFullyKnown: false } shape)
            throw new ShapeException(
                $"{Name}: with the weights of ImageNet expected an InputShape whose axes are known, got {shape}.");
    }

    protected override KerasTensor Body(KerasTensor input, ApplicationOptions options)
    {
        int filters = variant.PenultimateFilters / 24, count = variant.Blocks;
        KerasTensor x = new Conv2D(variant.StemFilters, 3, strides: 2)
        {
            UseBias = false,
            KernelInitializer = Initializer.HeNormal,
            Name = "stem_conv1",
        }.Apply(input);
        x = NASNetCells.Normalized(x, "stem_bn1");
        (x, KerasTensor? p) = NASNetCells.Reduction(x, null, filters / 4, "stem_1");
        (x, p) = NASNetCells.Reduction(x, p, filters / 2, "stem_2");
        for (int stage = 0; stage < 3; stage++)
        {
            if (stage > 0)
            {
                (x, KerasTensor before) = NASNetCells.Reduction(x, p, filters << stage, $"reduce_{stage * count}");
                p = variant.SkipsReduction ? p : before;
            }

            for (int i = 0; i < count; i++)
                (x, p) = NASNetCells.Normal(x, p, filters << stage, $"{(stage * count) + i + (stage > 0 ? 1 : 0)}");
        }

        return Blocks.Activate(x, "relu");
    }

    protected override KerasTensor Top(KerasTensor features, ApplicationOptions options) => Predictions(Blocks.Average(features), options);

    protected override WeightFile ImageNetFile(ApplicationOptions options, Shape shape)
    {
        (string cached, string published) = options.IncludeTop ? ("", "") : ("_no_top", "-no-top");
        return new($"{BaseName}{cached}.h5", $"{Address}{BaseName.Replace("nasnet_", "NASNet-", StringComparison.Ordinal)}"
            + $"{published}.h5", options.IncludeTop ? variant.Hash : variant.FeaturesHash);
    }
}
