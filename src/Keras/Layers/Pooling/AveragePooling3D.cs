using TensorFlow;

namespace Keras.Layers;

/// <summary>Average pooling: the average of each window of each channel, <c>[batch, depth, rows, columns, channels]</c>.</summary>
/// <param name="poolSize">The size of the pooling window. Default: 2.</param>
/// <param name="strides">The strides of the pooling window. Default: its size.</param>
/// <param name="padding">"valid" (default) for no padding, or "same" for as many windows as the length divided by the
/// stride.</param>
[KerasSerializable]
public sealed partial class AveragePooling3D(SpatialSizes poolSize = default, SpatialSizes strides = default, string padding = "valid")
    : Pooling(3, poolSize, strides, padding)
{
    private protected override Symbol Pool(Symbol x, SpatialSizes size, SpatialSizes steps) =>
        Ops.AveragePool(x, size, steps, Padding, DataFormat);
}
