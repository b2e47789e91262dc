using TensorFlow;

namespace Keras.Layers;

/// <summary>The base of the layers that reduce all spatial axes to one number for each channel.</summary>
public abstract class GlobalPooling : Layer
{
    private readonly int axes;

    private protected GlobalPooling(int axes, bool keepDims) => (this.axes, KeepDims) = (axes, keepDims);

    /// <summary>Whether the spatial axes stay, with a length of 1.</summary>
    public bool KeepDims { get; }

    /// <summary>"channels_last" (default) or "channels_first".</summary>
    public string DataFormat { get; init => field = DataFormats.Check(value, ClassName); } = DataFormats.ChannelsLast;

    /// <inheritdoc/>
    protected internal override bool HasBuildConfig => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        if (x.Rank != axes + 2)
            throw new ShapeException($"{ClassName} '{Name}': expected an input of {axes + 2} axes, got {x.Shape}.");
        int first = DataFormat == DataFormats.ChannelsFirst ? 2 : 1;
        return Reduce(x, x.Graph.Constant([.. Enumerable.Range(first, axes)]), context);
    }

    private protected abstract Symbol Reduce(Symbol x, Symbol spatialAxes, CallContext context);

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("data_format", DataFormat).Set("keepdims", KeepDims);
    }
}
