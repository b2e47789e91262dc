using System.Globalization;
using Keras.Layers;
using TensorFlow;

namespace Keras.Applications;

/// <summary>Depthwise convolutions, each followed by one of 1 × 1 (Howard et al., 2017).</summary>
internal sealed class MobileNetArchitecture() : Architecture<MobileNetOptions>("MobileNet", "mobilenet", 224)
{
    private const string Address = "https://storage.googleapis.com/tensorflow/keras-applications/mobilenet/";
    private static readonly int[] Sizes = [128, 160, 192, 224];
    private static readonly double[] Alphas = [0.25, 0.5, 0.75, 1];

    // Channels and stride of each block.
    private static readonly (int Filters, int Stride)[] Stages =
    [
        (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1), (512, 1), (512, 1), (512, 1), (512, 1), (1024, 2), (1024, 1),
    ];

    public override ImageScaling Scaling => ImageScaling.Symmetric;

    protected override int DefaultSizeFor(MobileNetOptions options) => MobileNetSizes.Default(options.InputShape, Sizes);

    protected override void Check(MobileNetOptions options)
    {
        MobileNetSizes.RequireAlpha(Name, options, options.Alpha, Alphas);
        if (options.Weights == ApplicationOptions.ImageNetWeights && options.DepthMultiplier != 1)
            throw new ArgumentException(
                $"MobileNet: there are weights of ImageNet for a DepthMultiplier of 1, got {options.DepthMultiplier}; set Weights = null.",
                nameof(options));
    }

    protected override string ModelName(MobileNetOptions options, Shape shape) =>
        string.Create(CultureInfo.InvariantCulture, $"mobilenet_{options.Alpha:0.00}_{MobileNetSizes.Title(options, shape, Sizes)}");

    protected override KerasTensor Body(KerasTensor input, MobileNetOptions options)
    {
        KerasTensor x = new Conv2D((int)(32 * options.Alpha), 3, strides: 2, padding: "same")
        {
            UseBias = false,
            Name = "conv1",
        }.Apply(input);
        x = Activated(x, "conv1");
        for (int block = 1; block <= Stages.Length; block++)
        {
            (int filters, int stride) = Stages[block - 1];
            if (stride == 2)
                x = new ZeroPadding2D(((0, 1), (0, 1))) { Name = $"conv_pad_{block}" }.Apply(x);
            x = new DepthwiseConv2D(3, strides: stride, padding: stride == 1 ? "same" : "valid")
            {
                DepthMultiplier = options.DepthMultiplier,
                UseBias = false,
                Name = $"conv_dw_{block}",
            }.Apply(x);
            x = Activated(x, $"conv_dw_{block}");
            x = new Conv2D((int)(filters * options.Alpha), 1, padding: "same") { UseBias = false, Name = $"conv_pw_{block}" }.Apply(x);
            x = Activated(x, $"conv_pw_{block}");
        }

        return x;
    }

    protected override KerasTensor Top(KerasTensor features, MobileNetOptions options)
    {
        KerasTensor x = new GlobalAveragePooling2D(keepDims: true).Apply(features);
        x = new Dropout(options.DropoutRate) { Name = "dropout" }.Apply(x);
        x = new Conv2D(options.Classes, 1, padding: "same") { Name = "conv_preds" }.Apply(x);
        x = new Reshape([options.Classes]) { Name = "reshape_2" }.Apply(x);
        return new Activation(options.ClassifierActivation ?? Activations.Linear) { Name = "predictions" }.Apply(x);
    }

    protected override WeightFile ImageNetFile(MobileNetOptions options, Shape shape)
    {
        string alpha = options.Alpha switch { 1 => "1_0", 0.75 => "7_5", 0.5 => "5_0", _ => "2_5" };
        return WeightFile.Of(Address,
            $"mobilenet_{alpha}_{MobileNetSizes.OfWeights(shape, Sizes)}_tf{(options.IncludeTop ? "" : "_no_top")}.h5", null);
    }

    private static KerasTensor Activated(KerasTensor x, string convolution) =>
        Blocks.Relu6(new BatchNormalization() { Name = $"{convolution}_bn" }.Apply(x), $"{convolution}_relu");
}
