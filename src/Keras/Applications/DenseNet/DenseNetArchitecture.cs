using Keras.Layers;
using TensorFlow;

namespace Keras.Applications;

/// <summary>Blocks in which each convolution sees the outputs of all before it (Huang et al., 2016).</summary>
/// <param name="name">The name: DenseNet121.</param>
/// <param name="depths">The number of convolutions of each block.</param>
/// <param name="hash">The hash of the file of weights.</param>
/// <param name="featuresHash">The hash of the file of weights without a classifier.</param>
internal sealed class DenseNetArchitecture(string name, int[] depths, string hash, string featuresHash)
    : Architecture<ApplicationOptions>(name, name.ToLowerInvariant(), 224)
{
    private const string Address = "https://storage.googleapis.com/tensorflow/keras-applications/densenet/";
    private const int Growth = 32;

    public override ImageScaling Scaling => ImageScaling.Standardized;

    protected override (string? Average, string? Maximum) PoolingNames => ("avg_pool", "max_pool");

    protected override KerasTensor Body(KerasTensor input, ApplicationOptions options)
    {
        KerasTensor x = new ZeroPadding2D(3).Apply(input);
        x = new Conv2D(64, 7, strides: 2) { UseBias = false, Name = "conv1_conv" }.Apply(x);
        x = Activated(x, "conv1_bn", "conv1_relu");
        x = new ZeroPadding2D(1).Apply(x);
        x = new MaxPooling2D(3, 2) { Name = "pool1" }.Apply(x);
        for (int i = 0; i < depths.Length; i++)
        {
            for (int block = 1; block <= depths[i]; block++)
                x = Grown(x, $"conv{i + 2}_block{block}");
            if (i < depths.Length - 1)
                x = Halved(x, $"pool{i + 2}");
        }

        return Activated(x, "bn", "relu");
    }

    protected override WeightFile ImageNetFile(ApplicationOptions options, Shape shape) =>
        WeightFile.WithKernels(Address, BaseName, options.IncludeTop, hash, featuresHash);

    private static KerasTensor Grown(KerasTensor input, string prefix)
    {
        KerasTensor x = Activated(input, $"{prefix}_0_bn", $"{prefix}_0_relu");
        x = new Conv2D(4 * Growth, 1) { UseBias = false, Name = $"{prefix}_1_conv" }.Apply(x);
        x = Activated(x, $"{prefix}_1_bn", $"{prefix}_1_relu");
        x = new Conv2D(Growth, 3, padding: "same") { UseBias = false, Name = $"{prefix}_2_conv" }.Apply(x);
        return new Concatenate(3) { Name = $"{prefix}_concat" }.Apply(input, x);
    }

    private static KerasTensor Halved(KerasTensor x, string prefix)
    {
        x = Activated(x, $"{prefix}_bn", $"{prefix}_relu");
        x = new Conv2D((int)x.Shape[^1] / 2, 1) { UseBias = false, Name = $"{prefix}_conv" }.Apply(x);
        return new AveragePooling2D(2, 2) { Name = $"{prefix}_pool" }.Apply(x);
    }

    private static KerasTensor Activated(KerasTensor x, string normalization, string activation) =>
        Blocks.Relu(new BatchNormalization(axis: 3, epsilon: 1.001e-5) { Name = normalization }.Apply(x), activation);
}
