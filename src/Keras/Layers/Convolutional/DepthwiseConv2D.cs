namespace Keras.Layers;

/// <summary>A depthwise convolution of images, <c>[batch, rows, columns, channels]</c>: each channel has kernels of its own.</summary>
[KerasSerializable]
public sealed partial class DepthwiseConv2D : DepthwiseConv
{
    /// <summary>Creates a layer.</summary>
    /// <param name="kernelSize">The kernel size: one number for all spatial axes, or one for each.</param>
    /// <param name="activation">The activation function. Default: none.</param>
    /// <param name="strides">The strides of the convolution. Default: 1.</param>
    /// <param name="padding">"valid" (default) for no padding, or "same" for zeros on both sides.</param>
    /// <exception cref="ArgumentException">A number is less than 1, or the padding is unknown.</exception>
    public DepthwiseConv2D(
        SpatialSizes kernelSize, ActivationFunction? activation = null, SpatialSizes strides = default, string padding = "valid")
        : base(2, kernelSize, activation, strides, padding)
    {
    }
}
