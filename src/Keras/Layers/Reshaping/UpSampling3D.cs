namespace Keras.Layers;

/// <summary>Upsamples volumes by repeating positions: <c>[batch, depth, rows, columns, channels]</c>.</summary>
/// <param name="size">The factors of depth, rows and columns. Default: 2.</param>
[KerasSerializable]
public sealed partial class UpSampling3D(SpatialSizes size = default) : UpSampling(3, size)
{
}
