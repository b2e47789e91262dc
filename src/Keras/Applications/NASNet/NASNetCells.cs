using Keras.Layers;

namespace Keras.Applications;

/// <summary>The cells of NASNet-A.</summary>
internal static class NASNetCells
{
    /// <summary>A cell that keeps the size.</summary>
    /// <returns>The output, and the input for the cell after the next.</returns>
    public static (KerasTensor Output, KerasTensor Previous) Normal(KerasTensor input, KerasTensor? previous, int filters, string id)
    {
        KerasTensor p = Adjusted(previous, input, filters, id);
        KerasTensor h = Projected(input, filters, $"normal_conv_1_{id}", $"normal_bn_1_{id}");
        KerasTensor left = Separable(h, filters, 5, 1, $"normal_left1_{id}");
        KerasTensor first = Sum(left, Separable(p, filters, 3, 1, $"normal_right1_{id}"), $"normal_add_1_{id}");
        left = Separable(p, filters, 5, 1, $"normal_left2_{id}");
        KerasTensor second = Sum(left, Separable(p, filters, 3, 1, $"normal_right2_{id}"), $"normal_add_2_{id}");
        KerasTensor third = Sum(Average(h, $"normal_left3_{id}"), p, $"normal_add_3_{id}");
        left = Average(p, $"normal_left4_{id}");
        KerasTensor fourth = Sum(left, Average(p, $"normal_right4_{id}"), $"normal_add_4_{id}");
        KerasTensor fifth = Sum(Separable(h, filters, 3, 1, $"normal_left5_{id}"), h, $"normal_add_5_{id}");
        return (new Concatenate() { Name = $"normal_concat_{id}" }.Apply(p, first, second, third, fourth, fifth), input);
    }

    /// <summary>A cell that halves the size.</summary>
    /// <returns>The output, and the input for the cell after the next.</returns>
    public static (KerasTensor Output, KerasTensor Previous) Reduction(KerasTensor input, KerasTensor? previous, int filters, string id)
    {
        KerasTensor p = Adjusted(previous, input, filters, id);
        KerasTensor h = Projected(input, filters, $"reduction_conv_1_{id}", $"reduction_bn_1_{id}");
        KerasTensor padded = new ZeroPadding2D(Blocks.HalvingPad(h, 3)) { Name = $"reduction_pad_1_{id}" }.Apply(h);
        KerasTensor left = Separable(h, filters, 5, 2, $"reduction_left1_{id}");
        KerasTensor first = Sum(left, Separable(p, filters, 7, 2, $"reduction_right1_{id}"), $"reduction_add_1_{id}");
        left = new MaxPooling2D(3, 2) { Name = $"reduction_left2_{id}" }.Apply(padded);
        KerasTensor second = Sum(left, Separable(p, filters, 7, 2, $"reduction_right2_{id}"), $"reduction_add_2_{id}");
        left = new AveragePooling2D(3, 2) { Name = $"reduction_left3_{id}" }.Apply(padded);
        KerasTensor third = Sum(left, Separable(p, filters, 5, 2, $"reduction_right3_{id}"), $"reduction_add3_{id}");
        KerasTensor fourth = new Add().Apply(second, Average(first, $"reduction_left4_{id}"));
        left = Separable(first, filters, 3, 1, $"reduction_left4_{id}");
        KerasTensor fifth = Sum(
            left, new MaxPooling2D(3, 2) { Name = $"reduction_right5_{id}" }.Apply(padded), $"reduction_add4_{id}");
        return (new Concatenate() { Name = $"reduction_concat_{id}" }.Apply(second, third, fourth, fifth), input);
    }

    public static KerasTensor Normalized(KerasTensor x, string name) =>
        new BatchNormalization(momentum: 0.9997, epsilon: 1e-3) { Name = name }.Apply(x);

    // The output of the cell before the last, in the size and the channels of this one.
    private static KerasTensor Adjusted(KerasTensor? previous, KerasTensor input, int filters, string id)
    {
        if (previous is null)
            return input;
        if (previous.Shape[^2] != input.Shape[^2])
            return Halved(previous, filters, id);
        if (previous.Shape[^1] == filters)
            return previous;
        KerasTensor x = Blocks.Activate(previous, "relu");
        return Normalized(Pointwise(x, filters, $"adjust_conv_projection_{id}"), $"adjust_bn_{id}");
    }

    private static KerasTensor Halved(KerasTensor previous, int filters, string id)
    {
        KerasTensor x = Blocks.Relu(previous, $"adjust_relu_1_{id}");
        KerasTensor even = new AveragePooling2D(1, 2) { Name = $"adjust_avg_pool_1_{id}" }.Apply(x);
        even = Pointwise(even, filters / 2, $"adjust_conv_1_{id}");
        KerasTensor odd = new ZeroPadding2D(((0, 1), (0, 1))).Apply(x);
        odd = new Cropping2D(((1, 0), (1, 0))).Apply(odd);
        odd = new AveragePooling2D(1, 2) { Name = $"adjust_avg_pool_2_{id}" }.Apply(odd);
        odd = Pointwise(odd, filters / 2, $"adjust_conv_2_{id}");
        return Normalized(new Concatenate().Apply(even, odd), $"adjust_bn_{id}");
    }

    private static KerasTensor Projected(KerasTensor x, int filters, string convolution, string normalization) =>
        Normalized(Pointwise(Blocks.Activate(x, "relu"), filters, convolution), normalization);

    private static KerasTensor Separable(KerasTensor input, int filters, int kernelSize, int strides, string id)
    {
        KerasTensor x = Blocks.Activate(input, "relu");
        if (strides == 2)
            x = new ZeroPadding2D(Blocks.HalvingPad(x, kernelSize)) { Name = $"separable_conv_1_pad_{id}" }.Apply(x);
        x = new SeparableConv2D(filters, kernelSize, strides: strides, padding: strides == 2 ? "valid" : "same")
        {
            UseBias = false,
            Name = $"separable_conv_1_{id}",
        }.Apply(x);
        x = Blocks.Activate(Normalized(x, $"separable_conv_1_bn_{id}"), "relu");
        x = new SeparableConv2D(filters, kernelSize, padding: "same") { UseBias = false, Name = $"separable_conv_2_{id}" }.Apply(x);
        return Normalized(x, $"separable_conv_2_bn_{id}");
    }

    private static KerasTensor Pointwise(KerasTensor x, int filters, string name) => new Conv2D(filters, 1, padding: "same")
    {
        UseBias = false,
        KernelInitializer = Initializer.HeNormal,
        Name = name,
    }.Apply(x);

    private static KerasTensor Average(KerasTensor x, string name) => new AveragePooling2D(3, 1, "same") { Name = name }.Apply(x);

    private static KerasTensor Sum(KerasTensor left, KerasTensor right, string name) => new Add() { Name = name }.Apply(left, right);
}
