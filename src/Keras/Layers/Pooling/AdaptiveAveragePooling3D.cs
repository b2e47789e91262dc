using TensorFlow;

namespace Keras.Layers;

/// <summary>Adaptive average pooling, to a given output size: <c>[batch, depth, rows, columns, channels]</c>.</summary>
/// <param name="outputSize">The output size along each spatial axis.</param>
[KerasSerializable]
public sealed partial class AdaptiveAveragePooling3D(SpatialSizes outputSize) : AdaptivePooling(3, outputSize)
{
    private protected override Symbol Pool(Symbol x, SpatialSizes size) => Ops.AdaptiveAveragePool(x, size, DataFormat);
}
