using Keras.Layers;
using TensorFlow;

namespace Keras.Applications;

/// <summary>
/// Residual networks: blocks whose output is added to their input (He et al., 2015), in the second version with normalization and
/// activation before the convolutions (He et al., 2016).
/// </summary>
/// <param name="name">The name: ResNet50V2.</param>
/// <param name="depths">The number of blocks of each stack.</param>
/// <param name="isSecond">Whether the activation comes before the convolutions.</param>
/// <param name="hash">The hash of the file of weights.</param>
/// <param name="featuresHash">The hash of the file of weights without a classifier.</param>
internal sealed class ResNetArchitecture(string name, int[] depths, bool isSecond, string hash, string featuresHash)
    : Architecture<ApplicationOptions>(name, name.ToLowerInvariant(), 224)
{
    private const string Address = "https://storage.googleapis.com/tensorflow/keras-applications/resnet/";

    public override ImageScaling Scaling => isSecond ? ImageScaling.Symmetric : ImageScaling.Centered;

    protected override (string? Average, string? Maximum) PoolingNames => ("avg_pool", "max_pool");

    protected override KerasTensor Body(KerasTensor input, ApplicationOptions options)
    {
        KerasTensor x = Blocks.ZeroPad(input, 3, "conv1_pad");
        x = new Conv2D(64, 7, strides: 2) { Name = "conv1_conv" }.Apply(x);
        if (!isSecond)
            x = Activated(x, "conv1_bn", "conv1_relu");
        x = Blocks.ZeroPad(x, 1, "pool1_pad");
        x = new MaxPooling2D(3, 2) { Name = "pool1_pool" }.Apply(x);
        for (int stack = 0; stack < depths.Length; stack++)
        {
            for (int block = 1; block <= depths[stack]; block++)
                x = Block(x, stack, block);
        }

        return isSecond ? Activated(x, "post_bn", "post_relu") : x;
    }

    protected override WeightFile ImageNetFile(ApplicationOptions options, Shape shape) =>
        WeightFile.WithKernels(Address, BaseName, options.IncludeTop, hash, featuresHash);

    // The first version halves the image in the first block of a stack, the second in the last one of all stacks but the last.
    private KerasTensor Block(KerasTensor x, int stack, int block)
    {
        string prefix = $"conv{stack + 2}_block{block}";
        int filters = 64 << stack;
        if (!isSecond)
            return First(x, filters, stack > 0 && block == 1 ? 2 : 1, block == 1, prefix);
        return Second(x, filters, stack < depths.Length - 1 && block == depths[stack] ? 2 : 1, block == 1, prefix);
    }

    private static KerasTensor First(KerasTensor x, int filters, int stride, bool projects, string prefix)
    {
        KerasTensor shortcut = !projects ? x : Normalized(
            new Conv2D(4 * filters, 1, strides: stride) { Name = $"{prefix}_0_conv" }.Apply(x), $"{prefix}_0_bn");
        x = new Conv2D(filters, 1, strides: stride) { Name = $"{prefix}_1_conv" }.Apply(x);
        x = Activated(x, $"{prefix}_1_bn", $"{prefix}_1_relu");
        x = new Conv2D(filters, 3, padding: "same") { Name = $"{prefix}_2_conv" }.Apply(x);
        x = Activated(x, $"{prefix}_2_bn", $"{prefix}_2_relu");
        x = new Conv2D(4 * filters, 1) { Name = $"{prefix}_3_conv" }.Apply(x);
        x = Normalized(x, $"{prefix}_3_bn");
        x = new Add() { Name = $"{prefix}_add" }.Apply(shortcut, x);
        return Blocks.Relu(x, $"{prefix}_out");
    }

    private static KerasTensor Second(KerasTensor x, int filters, int stride, bool projects, string prefix)
    {
        KerasTensor before = Activated(x, $"{prefix}_preact_bn", $"{prefix}_preact_relu");
        KerasTensor shortcut = projects ? new Conv2D(4 * filters, 1, strides: stride) { Name = $"{prefix}_0_conv" }.Apply(before)
            : stride > 1 ? new MaxPooling2D(1, stride).Apply(x) : x;
        KerasTensor y = new Conv2D(filters, 1) { UseBias = false, Name = $"{prefix}_1_conv" }.Apply(before);
        y = Activated(y, $"{prefix}_1_bn", $"{prefix}_1_relu");
        y = Blocks.ZeroPad(y, 1, $"{prefix}_2_pad");
        y = new Conv2D(filters, 3, strides: stride) { UseBias = false, Name = $"{prefix}_2_conv" }.Apply(y);
        y = Activated(y, $"{prefix}_2_bn", $"{prefix}_2_relu");
        y = new Conv2D(4 * filters, 1) { Name = $"{prefix}_3_conv" }.Apply(y);
        return new Add() { Name = $"{prefix}_out" }.Apply(shortcut, y);
    }

    private static KerasTensor Activated(KerasTensor x, string normalization, string activation) =>
        Blocks.Relu(Normalized(x, normalization), activation);

    private static KerasTensor Normalized(KerasTensor x, string normalization) =>
        new BatchNormalization(axis: 3, epsilon: 1.001e-5) { Name = normalization }.Apply(x);
}
