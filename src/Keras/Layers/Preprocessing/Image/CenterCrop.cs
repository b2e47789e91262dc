using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Cuts out the middle of images, in training and otherwise: one image or a batch of them. Images that are smaller are brought to the size:
/// their largest part of its aspect ratio is enlarged.
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(DataFormat))]
public sealed partial class CenterCrop : Layer
{
    private const int LargestConfig = 1 << 16;

    /// <summary>Creates the layer.</summary>
    /// <param name="height">The height of the part.</param>
    /// <param name="width">The width of the part.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
    public CenterCrop(int height, int width, string? dataFormat = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        (Height, Width) = (height, width);
        DataFormat = DataFormats.Check(dataFormat ?? DataFormats.ChannelsLast, "CenterCrop");
    }

    /// <summary>The height of the part.</summary>
    [ConfigArgument(LargestInFile = LargestConfig)]
    public int Height { get; }

    /// <summary>The width of the part.</summary>
    [ConfigArgument(LargestInFile = LargestConfig)]
    public int Width { get; }

    /// <summary>"channels_last" or "channels_first".</summary>
    public string DataFormat { get; }

    /// <inheritdoc/>
    protected internal override bool? RecordedTraining => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        x = ImageInput.Of(x, this).Cast(ComputeDType);
        int rows = x.Rank - (DataFormat == DataFormats.ChannelsFirst ? 2 : 3);
        bool isSmall = (x.Shape[rows] >= 0 && x.Shape[rows] < Height) || (x.Shape[rows + 1] >= 0 && x.Shape[rows + 1] < Width);
        return isSmall
            ? Ops.Image.Resize(x, (Height, Width), cropToAspectRatio: true, dataFormat: DataFormat)
            : Middle(Middle(x, rows, Height), rows + 1, Width);
    }

    private static Symbol Middle(Symbol x, int axis, int length)
    {
        Symbol zero = x.Graph.Constant(0, DType.Int32), all = x.Graph.Constant(-1, DType.Int32);
        Symbol first = x.Shape[axis] >= 0
            ? x.Graph.Constant((x.Shape[axis] - length) / 2, DType.Int32)
            : RawOps.FloorDiv(Ops.Shape(x, axis) - length, zero.Number(2));
        Symbol[] begin = [.. Enumerable.Repeat(zero, x.Rank)], size = [.. Enumerable.Repeat(all, x.Rank)];
        (begin[axis], size[axis]) = (first, x.Graph.Constant(length, DType.Int32));
        long[] shape = [.. x.Shape];
        shape[axis] = length;
        return RawOps.Slice(x, RawOps.Pack(begin), RawOps.Pack(size)).WithShape([.. shape]);
    }
}
