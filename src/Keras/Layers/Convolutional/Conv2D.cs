namespace Keras.Layers;

/// <summary>A convolution of images, <c>[batch, rows, columns, channels]</c>.</summary>
[KerasSerializable]
public sealed partial class Conv2D : Conv
{
    /// <summary>Creates a layer.</summary>
    /// <param name="filters">The number of output channels.</param>
    /// <param name="kernelSize">The kernel size: one number for all spatial axes, or one for each.</param>
    /// <param name="activation">The activation function. Default: none.</param>
    /// <param name="strides">The strides of the convolution. Default: 1.</param>
    /// <param name="padding">"valid" (default) for no padding, or "same" for zeros on both sides.</param>
    /// <exception cref="ArgumentException">A number is less than 1, or the padding is unknown.</exception>
    public Conv2D(
        int filters, SpatialSizes kernelSize, ActivationFunction? activation =
            null, SpatialSizes strides = default, string padding = "valid")
        : base(2, filters, kernelSize, activation, strides, padding)
    {
    }
}
