using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Cuts a part of images at a random place in training, the same of all images of a batch. Outside of training, the largest part in the
/// middle that has the aspect ratio is brought to the size, as Keras documents (3.15 passes images on there, and a model's next layer gets
/// another shape than in training).
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(Height), nameof(Width), nameof(Seed))]
public sealed partial class RandomCrop : ImagePreprocessingLayer
{
    private const int LargestConfig = 1 << 16;

    /// <summary>Creates the layer.</summary>
    /// <param name="height">The height of the part.</param>
    /// <param name="width">The width of the part.</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
    public RandomCrop(int height, int width, long? seed = null, string? dataFormat = null)
        : base(dataFormat, seed)
    {
        Required.AtLeast("RandomCrop", 1, height);
        Required.AtLeast("RandomCrop", 1, width);
        (Height, Width) = (height, width);
    }

    /// <summary>The height of the part.</summary>
    [ConfigArgument(LargestInFile = LargestConfig)]
    public int Height { get; }

    /// <summary>The width of the part.</summary>
    [ConfigArgument(LargestInFile = LargestConfig)]
    public int Width { get; }

    /// <inheritdoc/>
    private protected override bool MovesPixels => true;

    /// <inheritdoc/>
    private protected override bool ConvertsMasks => true;

    /// <inheritdoc/>
    protected internal override bool ConvertsInputs => false;

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source)
    {
        Window window = WindowOf(images.Shape[1], images.Shape[2]);
        return new Dictionary<string, Symbol>
        {
            ["h_start"] = Start(window.Top, window.SpareRows),
            ["w_start"] = Start(window.Left, window.SpareColumns),
        };

        // Rounded down, so that each place is as likely as another.
        Symbol Start(int first, int spare) => window.IsRandom
            ? source.Uniform([], 0, spare + 1).Cast(DType.Int32)
            : images.Graph.Constant(first, DType.Int32);
    }

    private protected override Symbol Transform(Symbol x, ImageTransformation transformation, bool isMask)
    {
        Window window = WindowOf(x.Shape[1], x.Shape[2]);
        Symbol part = Part(Part(x, 1, Start(transformation, "h_start"), window.Height), 2, Start(transformation, "w_start"), window.Width);
        return Resized(part, isMask, cropToAspectRatio: false);
    }

    private protected override Symbol Infer(Symbol x, bool isMask) => Resized(x, isMask, cropToAspectRatio: true);

    private protected override (Symbol Boxes, Symbol? Labels) TransformBoxes(
        Symbol boxes, Symbol? labels, ImageTransformation transformation)
    {
        (long rows, long columns) = transformation.Size;
        Window window = WindowOf(rows, columns);
        return Placed(boxes, labels, transformation, Start(transformation, "h_start"), Start(transformation, "w_start"),
            window.Height, window.Width);
    }

    private protected override (Symbol Boxes, Symbol? Labels) InferBoxes(Symbol boxes, Symbol? labels, ImageTransformation sizes)
    {
        (long rows, long columns) = sizes.Size;
        (int height, int width) = LargestPart(rows, columns);
        return Placed(boxes, labels, sizes, boxes.Graph.Constant(((int)rows - height) / 2, DType.Int32),
            boxes.Graph.Constant(((int)columns - width) / 2, DType.Int32), height, width);
    }

    private (Symbol Boxes, Symbol? Labels) Placed(
        Symbol boxes, Symbol? labels, ImageTransformation sizes, Symbol top, Symbol left, int height, int width) =>
        BoundingBoxes.Cut(boxes, labels, BoundingBoxFormat!, sizes, (top, left), (height, width), (Height, Width));

    // Not a slice, whose gradient XLA compiles only where the start is known.
    private static Symbol Part(Symbol x, int axis, Symbol start, int length)
    {
        Symbol places = start + RawOps.Range(start.Number(0), start.Number(length), start.Number(1));
        return RawOps.GatherV2(x, places, x.Graph.Constant(axis, DType.Int32));
    }

    private static Symbol Start(ImageTransformation transformation, string name) => transformation[name].Cast(DType.Int32).Reshape([]);

    private Symbol Resized(Symbol x, bool isMask, bool cropToAspectRatio)
    {
        if (x.Shape[1] == Height && x.Shape[2] == Width)
            return x;
        return Ops.Image.Resize(x, (Height, Width), isMask ? "nearest" : "bilinear", cropToAspectRatio: cropToAspectRatio);
    }

    // An image that is not larger in both directions is cut in its middle, as far as it reaches, and brought to the size.
    private Window WindowOf(long rows, long columns)
    {
        (int height, int width) = LargestPart(rows, columns);
        if (rows > Height && columns > Width)
            return new(true, 0, 0, Height, Width, (int)rows - Height, (int)columns - Width);
        (int top, int left) = (((int)rows - height) / 2, ((int)columns - width) / 2);
        return new(false, top, left, Math.Min(Height, (int)rows - top), Math.Min(Width, (int)columns - left), 0, 0);
    }

    private (int Height, int Width) LargestPart(long rows, long columns)
    {
        if (rows < 0 || columns < 0)
            throw new ShapeException($"RandomCrop '{Name}': expected images of known height and width, got [{rows}, {columns}].");
        return ((int)Math.Max(Math.Min(rows, columns * Height / Width), 1), (int)Math.Max(Math.Min(columns, rows * Width / Height), 1));
    }

    private readonly record struct Window(bool IsRandom, int Top, int Left, int Height, int Width, int SpareRows, int SpareColumns);
}
