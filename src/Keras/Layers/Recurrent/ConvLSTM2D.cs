namespace Keras.Layers;

/// <summary>A convolutional LSTM layer over sequences of images, <c>[batch, steps, rows, columns,
/// channels]</c>.</summary>
[KerasSerializable(DefaultOnly = ["time_major"])]
public partial class ConvLSTM2D : ConvLSTM
{
    /// <summary>Creates a convolutional LSTM layer.</summary>
    /// <param name="filters">The number of channels of the output and of both states.</param>
    /// <param name="kernelSize">The kernel size along each spatial axis.</param>
    /// <param name="activation">The activation function of the candidate and of the output. Default: tanh.</param>
    /// <param name="recurrentActivation">The activation function of the gates. Default: sigmoid.</param>
    /// <param name="strides">The strides of the convolution of the inputs. Default: 1.</param>
    /// <param name="padding">The padding of the inputs, "valid" (default) or "same"; that of the states is always "same".</param>
    /// <param name="dilationRate">The dilation rate of the convolution of the inputs. Default: 1.</param>
    /// <exception cref="ArgumentException">The number of sizes is not that of the spatial axes, both strides and dilation rates are above
    /// 1, or the padding is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of filters is less than 1.</exception>
    public ConvLSTM2D(
        int filters,
        SpatialSizes kernelSize,
        ActivationFunction? activation = null,
        ActivationFunction? recurrentActivation = null,
        SpatialSizes strides = default,
        string padding = "valid",
        SpatialSizes dilationRate = default)
        : base(new ConvLSTMCell(2, filters, kernelSize, activation, recurrentActivation,
            strides, padding, dilationRate)
        { Name = "conv_lstm_cell" })
    {
    }
}
