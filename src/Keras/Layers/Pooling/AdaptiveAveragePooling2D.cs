using TensorFlow;

namespace Keras.Layers;

/// <summary>Adaptive average pooling, to a given output size: <c>[batch, rows, columns, channels]</c>.</summary>
/// <param name="outputSize">The output size along each spatial axis.</param>
[KerasSerializable]
public sealed partial class AdaptiveAveragePooling2D(SpatialSizes outputSize) : AdaptivePooling(2, outputSize)
{
    private protected override Symbol Pool(Symbol x, SpatialSizes size) => Ops.AdaptiveAveragePool(x, size, DataFormat);
}
