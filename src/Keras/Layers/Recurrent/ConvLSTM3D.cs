namespace Keras.Layers;

/// <summary>A convolutional long short-term memory layer over sequences of volumes, <c>[batch, steps, depth, rows, columns,
/// channels]</c>.</summary>
[KerasSerializable(DefaultOnly = ["time_major"])]
public partial class ConvLSTM3D : ConvLSTM
{
    /// <summary>A convolutional long short-term memory layer.</summary>
    /// <param name="filters">The number of channels of the output and of both states.</param>
    /// <param name="kernelSize">The size of the windows along each spatial axis.</param>
    /// <param name="activation">The function of the candidate and of the output. Default: tanh.</param>
    /// <param name="recurrentActivation">The function of the gates. Default: sigmoid.</param>
    /// <param name="strides">The distance of the windows over the inputs. Default: 1.</param>
    /// <param name="padding">The padding of the inputs, "valid" (default) or "same"; that of the states is always "same".</param>
    /// <param name="dilationRate">The distance of the elements inside a window over the inputs. Default: 1.</param>
    /// <exception cref="ArgumentException">There are other sizes than spatial axes, strides and dilations above 1, or the padding is
    /// unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is not at least one filter.</exception>
    public ConvLSTM3D(
        int filters,
        SpatialSizes kernelSize,
        ActivationFunction? activation = null,
        ActivationFunction? recurrentActivation = null,
        SpatialSizes strides = default,
        string padding = "valid",
        SpatialSizes dilationRate = default)
        : base(new ConvLSTMCell(3, filters, kernelSize, activation, recurrentActivation,
            strides, padding, dilationRate)
        { Name = "conv_lstm_cell" })
    {
    }
}
