namespace Keras.Layers;

/// <summary>A transposed convolution of sequences, <c>[batch, steps, channels]</c>, which makes them larger by the strides.</summary>
[KerasSerializable]
public sealed partial class Conv1DTranspose : ConvTranspose
{
    /// <summary>Creates a layer.</summary>
    /// <param name="filters">The number of output channels.</param>
    /// <param name="kernelSize">The kernel size: one number for all spatial axes, or one for each.</param>
    /// <param name="activation">The activation function. Default: none.</param>
    /// <param name="strides">The strides of the windows in the output. Default: 1.</param>
    /// <param name="padding">"valid" (default) or "same", as in the convolution that this one is the transpose of.</param>
    /// <exception cref="ArgumentException">A number is less than 1, or the padding is unknown.</exception>
    public Conv1DTranspose(
        int filters, SpatialSizes kernelSize, ActivationFunction? activation =
            null, SpatialSizes strides = default, string padding = "valid")
        : base(1, filters, kernelSize, activation, strides, padding)
    {
    }
}
