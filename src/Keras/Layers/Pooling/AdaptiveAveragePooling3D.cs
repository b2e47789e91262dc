using TensorFlow;

namespace Keras.Layers;

/// <summary>The average of windows whose number is given, for each channel: <c>[batch, depth, rows, columns, channels]</c>.</summary>
/// <param name="outputSize">The number of windows along each spatial axis.</param>
[KerasSerializable]
public sealed partial class AdaptiveAveragePooling3D(SpatialSizes outputSize) : AdaptivePooling(3, outputSize)
{
    private protected override Symbol Pool(Symbol x, SpatialSizes size) => Ops.AdaptiveAveragePool(x, size, DataFormat);
}
