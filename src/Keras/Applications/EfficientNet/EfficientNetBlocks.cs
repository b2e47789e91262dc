using Keras.Initializers;
using Keras.Layers;

namespace Keras.Applications;

/// <summary>Parts of both EfficientNets.</summary>
internal static class EfficientNetBlocks
{
    private const string Swish = "silu";

    /// <summary>The initializer of the kernels.</summary>
    public static Initializer KernelInitializer => new VarianceScaling(2, "fan_out", "truncated_normal");

    /// <summary>The initializer of the classifier.</summary>
    public static Initializer ClassifierInitializer => new VarianceScaling(1 / 3.0, "fan_out", "uniform");

    /// <summary>A convolution without a bias.</summary>
    public static KerasTensor Convolution(
        KerasTensor x, int filters, int kernelSize, string name, int strides = 1, string padding = "same") =>
        new Conv2D(filters, kernelSize, strides: strides, padding: padding)
        {
            UseBias = false,
            KernelInitializer = KernelInitializer,
            Name = name,
        }.Apply(x);

    public static KerasTensor Activated(KerasTensor x, double momentum, string normalization, string activation) =>
        Blocks.Activate(Normalized(x, momentum, normalization), Swish, activation);

    public static KerasTensor Normalized(KerasTensor x, double momentum, string name) =>
        new BatchNormalization(axis: 3, momentum: momentum) { Name = name }.Apply(x);

    /// <summary>Each channel scaled by what all channels together say of the image.</summary>
    public static KerasTensor SqueezeAndExcite(KerasTensor x, int squeezed, string prefix)
    {
        int filters = (int)x.Shape[^1];
        KerasTensor gate = Blocks.Average(x, $"{prefix}se_squeeze");
        gate = new Reshape([1, 1, filters]) { Name = $"{prefix}se_reshape" }.Apply(gate);
        gate = new Conv2D(squeezed, 1, Swish, padding: "same")
        {
            KernelInitializer = KernelInitializer,
            Name = $"{prefix}se_reduce",
        }.Apply(gate);
        gate = new Conv2D(filters, 1, "sigmoid", padding: "same")
        {
            KernelInitializer = KernelInitializer,
            Name = $"{prefix}se_expand",
        }.Apply(gate);
        return new Multiply() { Name = $"{prefix}se_excite" }.Apply(x, gate);
    }

    /// <summary>The block's input added, in training without the block for some of the images (stochastic depth).</summary>
    public static KerasTensor Residual(KerasTensor x, KerasTensor input, double dropRate, string prefix)
    {
        if (dropRate > 0)
            x = new Dropout(dropRate, [-1, 1, 1, 1]) { Name = $"{prefix}drop" }.Apply(x);
        return new Add() { Name = $"{prefix}add" }.Apply(x, input);
    }

    /// <summary>The classifier.</summary>
    public static KerasTensor Top(KerasTensor features, double dropoutRate, Initializer biasInitializer, ApplicationOptions options)
    {
        KerasTensor x = Blocks.Average(features, "avg_pool");
        x = new Dropout(dropoutRate) { Name = "top_dropout" }.Apply(x);
        return new Dense(options.Classes, options.ClassifierActivation)
        {
            KernelInitializer = ClassifierInitializer,
            BiasInitializer = biasInitializer,
            Name = "predictions",
        }.Apply(x);
    }
}
