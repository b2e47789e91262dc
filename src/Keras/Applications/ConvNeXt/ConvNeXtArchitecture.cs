using Keras.Layers;
using TensorFlow;

namespace Keras.Applications;

/// <summary>Convolutional networks in the form of vision transformers (Liu et al., 2022).</summary>
/// <param name="name">The name: ConvNeXtTiny.</param>
/// <param name="modelName">The default name of the models: convnext_tiny.</param>
/// <param name="depths">The number of blocks of each stage.</param>
/// <param name="filters">The number of channels of each stage.</param>
/// <param name="hash">The hash of the file of weights.</param>
/// <param name="featuresHash">The hash of the file of weights without a classifier.</param>
internal sealed class ConvNeXtArchitecture(
    string name, string modelName, int[] depths, int[] filters, string hash, string featuresHash)
    : Architecture<PreprocessingOptions>(name, modelName, 224)
{
    private const string Address = "https://storage.googleapis.com/tensorflow/keras-applications/convnext/";
    private const double FirstScale = 1e-6;
    private const double Epsilon = 1e-6;

    // The mean and the variance of ImageNet's channels, of values up to 255.
    private static readonly double[] Mean = [0.485 * 255, 0.456 * 255, 0.406 * 255];
    private static readonly double[] Variance = [Square(0.229 * 255), Square(0.224 * 255), Square(0.225 * 255)];

    protected override KerasTensor Body(KerasTensor input, PreprocessingOptions options)
    {
        string prefix = options.Name ?? BaseName;
        KerasTensor x = input;
        if (options.IncludePreprocessing && input.Shape[^1] == 3)
            x = new Normalization(mean: Mean, variance: Variance) { Name = $"{prefix}_prestem_normalization" }.Apply(x);
        for (int stage = 0; stage < depths.Length; stage++)
        {
            x = stage == 0 ? Stem(prefix).Apply(x) : Halving(prefix, stage).Apply(x);
            for (int block = 0; block < depths[stage]; block++)
                x = Block(x, filters[stage], $"{prefix}_stage_{stage}_block_{block}");
        }

        return x;
    }

    protected override KerasTensor Top(KerasTensor features, PreprocessingOptions options)
    {
        string prefix = options.Name ?? BaseName;
        KerasTensor x = Normalized(Blocks.Average(features, $"{prefix}_head_gap"), $"{prefix}_head_layernorm");
        return new Dense(options.Classes, options.ClassifierActivation) { Name = $"{prefix}_head_dense" }.Apply(x);
    }

    protected override KerasTensor Pool(KerasTensor features, PreprocessingOptions options) =>
        new LayerNormalization() { Epsilon = Epsilon }.Apply(base.Pool(features, options));

    protected override WeightFile ImageNetFile(PreprocessingOptions options, Shape shape) => WeightFile.Of(
        Address, $"{BaseName}{(options.IncludeTop ? "" : "_notop")}.h5", options.IncludeTop ? hash : featuresHash);

    private Sequential Stem(string prefix) => new(
        new Conv2D(filters[0], 4, strides: 4) { Name = $"{prefix}_stem_conv" },
        new LayerNormalization() { Epsilon = Epsilon, Name = $"{prefix}_stem_layernorm" })
    {
        Name = $"{prefix}_stem",
    };

    private Sequential Halving(string prefix, int stage) => new(
        new LayerNormalization() { Epsilon = Epsilon, Name = $"{prefix}_downsampling_layernorm_{stage - 1}" },
        new Conv2D(filters[stage], 2, strides: 2) { Name = $"{prefix}_downsampling_conv_{stage - 1}" })
    {
        Name = $"{prefix}_downsampling_block_{stage - 1}",
    };

    private static KerasTensor Block(KerasTensor input, int filters, string prefix)
    {
        KerasTensor x = new Conv2D(filters, 7, padding: "same") { Groups = filters, Name = $"{prefix}_depthwise_conv" }.Apply(input);
        x = Normalized(x, $"{prefix}_layernorm");
        x = new Dense(4 * filters) { Name = $"{prefix}_pointwise_conv_1" }.Apply(x);
        x = Blocks.Activate(x, "gelu", $"{prefix}_gelu");
        x = new Dense(filters) { Name = $"{prefix}_pointwise_conv_2" }.Apply(x);
        x = new LayerScale(FirstScale, filters) { Name = $"{prefix}_layer_scale" }.Apply(x);
        return input + Blocks.Activate(x, "linear", $"{prefix}_identity");
    }

    private static KerasTensor Normalized(KerasTensor x, string name) =>
        new LayerNormalization() { Epsilon = Epsilon, Name = name }.Apply(x);

    private static double Square(double x) => x * x;
}
