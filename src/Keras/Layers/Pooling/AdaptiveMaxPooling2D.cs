using TensorFlow;

namespace Keras.Layers;

/// <summary>The maximum of windows whose number is given, for each channel: <c>[batch, rows, columns, channels]</c>.</summary>
/// <param name="outputSize">The number of windows along each spatial axis.</param>
[KerasSerializable]
public sealed partial class AdaptiveMaxPooling2D(SpatialSizes outputSize) : AdaptivePooling(2, outputSize)
{
    private protected override Symbol Pool(Symbol x, SpatialSizes size) => Ops.AdaptiveMaxPool(x, size, DataFormat);
}
