using TensorFlow;

namespace Keras.Layers;

/// <summary>The base of the cropping layers, which remove elements at both ends of the spatial axes.</summary>
[KerasSerializable]
public abstract class Cropping : Layer
{
    private readonly (int Before, int After)[] margins;

    private protected Cropping(SpatialMargins margins, int axes) => this.margins = margins.For(axes, ClassName);

    /// <summary>The amounts at the beginning and the end of each spatial axis.</summary>
    [ConfigArgument("cropping", Converter = typeof(SpatialMargins))]
    public IReadOnlyList<(int Before, int After)> Margins => margins;

    /// <summary>"channels_last" (default) or "channels_first".</summary>
    public string DataFormat { get; init => field = DataFormats.Check(value, ClassName); } = DataFormats.ChannelsLast;

    internal override bool TakesStrings => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        int first = FirstSpatialAxis(x);
        int[] begin = new int[x.Rank], end = new int[x.Rank];
        int endMask = 0;
        for (int axis = 0; axis < x.Rank; axis++)
        {
            (int before, int after) = axis >= first && axis < first + margins.Length ? margins[axis - first] : (0, 0);
            if (x.Shape[axis] >= 0 && before + after >= x.Shape[axis] && before + after > 0)
                throw new ShapeException(
                    $"{ClassName} '{Name}': expected more than {before + after} elements on axis {axis}, as many as are cropped, "
                    + $"got {x.Shape}; crop less.");
            (begin[axis], end[axis]) = (before, -after);
            if (after == 0)
                endMask |= 1 << axis;
        }

        return RawOps.StridedSlice(
            x, x.Graph.Constant(begin), x.Graph.Constant(end), x.Graph.Constant([.. Enumerable.Repeat(1, x.Rank)]), endMask: endMask);
    }

    private int FirstSpatialAxis(Symbol x)
    {
        SpatialInput.RequireRank(this, x.Shape, margins.Length, DataFormat);
        return DataFormat == DataFormats.ChannelsFirst ? 2 : 1;
    }
}
