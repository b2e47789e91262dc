using TensorFlow;

namespace Keras.Layers;

/// <summary>Max pooling: the maximum of each window of each channel, <c>[batch, rows, columns, channels]</c>.</summary>
/// <param name="poolSize">The size of the pooling window. Default: 2.</param>
/// <param name="strides">The strides of the pooling window. Default: its size.</param>
/// <param name="padding">"valid" (default) for no padding, or "same" for as many windows as the length divided by the
/// stride.</param>
[KerasSerializable]
public sealed partial class MaxPooling2D(SpatialSizes poolSize = default, SpatialSizes strides = default, string padding = "valid")
    : Pooling(2, poolSize, strides, padding)
{
    private protected override Symbol Pool(Symbol x, SpatialSizes size, SpatialSizes steps) =>
        Ops.MaxPool(x, size, steps, Padding, DataFormat);
}
