using TensorFlow;

namespace Keras.Layers;

/// <summary>The average of each window of each channel: <c>[batch, steps, channels]</c>.</summary>
/// <param name="poolSize">The size of the windows. Default: 2.</param>
/// <param name="strides">The distance of the windows. Default: their size.</param>
/// <param name="padding">"valid" (default) for windows that lie inside, or "same" for as many windows as the length divided by the
/// stride.</param>
[KerasSerializable]
public sealed partial class AveragePooling1D(SpatialSizes poolSize = default, SpatialSizes strides = default, string padding = "valid")
    : Pooling(1, poolSize, strides, padding)
{
    private protected override Symbol Pool(Symbol x, SpatialSizes size, SpatialSizes steps) =>
        Ops.AveragePool(x, size, steps, Padding, DataFormat);
}
