using TensorFlow;

namespace Keras.Layers;

/// <summary>The base of the upsampling layers, which repeat positions along the spatial axes.</summary>
[KerasSerializable]
public abstract class UpSampling : Layer
{
    private readonly int[] size;

    private protected UpSampling(int axes, SpatialSizes size) => this.size = size.For(axes, 2, ClassName);

    /// <summary>The factor of each spatial axis.</summary>
    public IReadOnlyList<int> Size => size;

    /// <summary>"channels_last" (default) or "channels_first".</summary>
    public string DataFormat { get; init => field = DataFormats.Check(value, ClassName); } = DataFormats.ChannelsLast;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        SpatialInput.RequireRank(this, x.Shape, size.Length, DataFormat);
        return Enlarge(x);
    }

    /// <summary>Writes the upsampled value. Default: each position repeated.</summary>
    private protected virtual Symbol Enlarge(Symbol x)
    {
        int first = DataFormat == DataFormats.ChannelsFirst ? 2 : 1;
        for (int i = 0; i < size.Length; i++)
            x = Ops.Repeat(x, size[i], first + i);
        return x;
    }
}
