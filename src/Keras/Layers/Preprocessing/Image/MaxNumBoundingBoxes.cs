using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Brings the bounding boxes of images to one number, in training and otherwise: the first ones are kept, and rows of a fill value are
/// added where there are fewer.
/// </summary>
[KerasSerializable(Unwritten = [nameof(FillValue)])]
public sealed partial class MaxNumBoundingBoxes : ImagePreprocessingLayer
{
    private const int LargestConfig = 1 << 20;

    /// <summary>Creates the layer.</summary>
    /// <param name="maxNumber">The number of boxes.</param>
    /// <param name="fillValue">The value of the boxes and labels that are added. Default: -1.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public MaxNumBoundingBoxes(int maxNumber, int fillValue = -1, string? dataFormat = null)
        : base(dataFormat, isRandom: false)
    {
        Required.AtLeast("MaxNumBoundingBoxes", 1, maxNumber);
        (MaxNumber, FillValue) = (maxNumber, fillValue);
    }

    /// <summary>The number of boxes.</summary>
    [ConfigArgument(LargestInFile = LargestConfig)]
    public int MaxNumber { get; }

    /// <summary>The value of the boxes and labels that are added.</summary>
    public int FillValue { get; }

    /// <inheritdoc/>
    private protected override bool ActsAlways => true;

    /// <inheritdoc/>
    private protected override bool KeepsIntegers => true;

    internal override bool HasOneNumberForm(string argument) => argument == "max_number";

    private protected override Symbol Transform(Symbol x, ImageTransformation transformation, bool isMask) => x;

    private protected override (Symbol Boxes, Symbol? Labels) TransformBoxes(
        Symbol boxes, Symbol? labels, ImageTransformation transformation) =>
        (Limited(boxes), labels is { } given ? Limited(given) : null);

    // As many rows of the fill value as can be needed, and the first of all rows.
    private Symbol Limited(Symbol x)
    {
        Symbol zero = x.Graph.Constant(0, DType.Int32), all = x.Graph.Constant(-1, DType.Int32);
        Symbol missing = x.Graph.Constant(MaxNumber, DType.Int32), none = RawOps.Pack([zero, zero]);
        Symbol padded = RawOps.PadV2(
            x, RawOps.Pack([none, RawOps.Pack([zero, missing]), .. Enumerable.Repeat(none, x.Rank - 2)]),
            BoundingBoxes.Number(x, FillValue));
        Symbol[] size = [.. Enumerable.Repeat(all, x.Rank)];
        size[1] = missing;
        long[] shape = [.. x.Shape];
        shape[1] = MaxNumber;
        return RawOps.Slice(padded, RawOps.Pack([.. Enumerable.Repeat(zero, x.Rank)]), RawOps.Pack(size)).WithShape([.. shape]);
    }
}
