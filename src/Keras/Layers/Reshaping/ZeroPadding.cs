using TensorFlow;

namespace Keras.Layers;

/// <summary>The base of the zero-padding layers, which add zeros at both ends of the spatial axes.</summary>
[KerasSerializable]
public abstract class ZeroPadding : Layer
{
    private readonly (int Before, int After)[] margins;

    private protected ZeroPadding(SpatialMargins margins, int axes) => this.margins = margins.For(axes, ClassName);

    /// <summary>The amounts at the beginning and the end of each spatial axis.</summary>
    [ConfigArgument("padding", Converter = typeof(SpatialMargins))]
    public IReadOnlyList<(int Before, int After)> Padding => margins;

    /// <summary>"channels_last" (default) or "channels_first".</summary>
    public string DataFormat { get; init => field = DataFormats.Check(value, ClassName); } = DataFormats.ChannelsLast;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        int first = FirstSpatialAxis(x);
        int[] amounts = new int[2 * x.Rank];
        for (int i = 0; i < margins.Length; i++)
            (amounts[2 * (first + i)], amounts[(2 * (first + i)) + 1]) = margins[i];
        return RawOps.Pad(x, x.Graph.Constant(amounts).Reshape([x.Rank, 2]));
    }

    private int FirstSpatialAxis(Symbol x)
    {
        SpatialInput.RequireRank(this, x.Shape, margins.Length, DataFormat);
        return DataFormat == DataFormats.ChannelsFirst ? 2 : 1;
    }
}
