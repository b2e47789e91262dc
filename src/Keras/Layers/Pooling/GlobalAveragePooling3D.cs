using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Global average pooling, the average of each channel: <c>[batch, depth, rows, columns, channels]</c> becomes <c>[batch, channels]</c>.
/// </summary>
/// <param name="keepDims">Whether the spatial axes are kept, with length 1. Default: false.</param>
[KerasSerializable]
public sealed partial class GlobalAveragePooling3D(bool keepDims = false) : GlobalPooling(3, keepDims)
{
    private protected override Symbol Reduce(Symbol x, int[] spatialAxes, CallContext context) => Ops.Mean(x, spatialAxes, KeepDims);
}
