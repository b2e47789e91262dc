using TensorFlow;

namespace Keras.Layers;

/// <summary>The base of the global pooling layers, which reduce all spatial axes to one value for each channel.</summary>
[KerasSerializable]
public abstract class GlobalPooling : Layer
{
    private readonly int axes;

    private protected GlobalPooling(int axes, bool keepDims) => (this.axes, KeepDims) = (axes, keepDims);

    /// <summary>"channels_last" (default) or "channels_first".</summary>
    public string DataFormat { get; init => field = DataFormats.Check(value, ClassName); } = DataFormats.ChannelsLast;

    /// <summary>Whether the spatial axes are kept, with length 1.</summary>
    [ConfigArgument("keepdims")]
    public bool KeepDims { get; }

    /// <inheritdoc/>
    protected internal override bool HasBuildConfig => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        SpatialInput.RequireRank(this, x.Shape, axes, DataFormat);
        int first = DataFormat == DataFormats.ChannelsFirst ? 2 : 1;
        return Reduce(x, [.. Enumerable.Range(first, axes)], context);
    }

    private protected abstract Symbol Reduce(Symbol x, int[] spatialAxes, CallContext context);
}
