using TensorFlow;

namespace Keras.Layers;

/// <summary>Global max pooling, the maximum of each channel: <c>[batch, steps, channels]</c> becomes <c>[batch, channels]</c>.</summary>
/// <param name="keepDims">Whether the spatial axes are kept, with length 1. Default: false.</param>
[KerasSerializable]
public sealed partial class GlobalMaxPooling1D(bool keepDims = false) : GlobalPooling(1, keepDims)
{
    private protected override Symbol Reduce(Symbol x, int[] spatialAxes, CallContext context) =>
        Ops.Max(x, spatialAxes, KeepDims);
}
