using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The base of the layers that change images in training: one image or a batch of them, or a dictionary of <c>images</c> with what belongs
/// to them: <c>labels</c>, <c>bounding_boxes</c> (a dictionary of <c>boxes</c> and <c>labels</c>) and <c>segmentation_masks</c>. Of a
/// dictionary, the outputs come in the order of its names. The random numbers are new at each step and follow from the seed, the epoch and
/// the step.
/// </summary>
public abstract class ImagePreprocessingLayer : Layer
{
    private readonly SeedGenerator? random;
    private string? boundingBoxFormat;

    private protected ImagePreprocessingLayer(string? dataFormat, long? seed = null, bool isRandom = true)
    {
        DataFormat = DataFormats.Check(dataFormat ?? DataFormats.ChannelsLast, ClassName);
        Seed = seed;
        if (isRandom)
            random = AddSeedGenerator(seed);
    }

    /// <summary>The seed; null for one that follows from <see cref="Runtime.Seed"/>.</summary>
    public long? Seed { get; }

    /// <summary>"channels_last" or "channels_first".</summary>
    public string DataFormat { get; }

    /// <summary>
    /// The format of bounding boxes: "xyxy" (left, top, right, bottom), "yxyx", "xywh", "center_xywh", "center_yxhw", and of the first four
    /// those relative to the size of the image: "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh". Default: null, there are no boxes.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such format.</exception>
    public string? BoundingBoxFormat
    {
        get => boundingBoxFormat;
        init => boundingBoxFormat = BoundingBoxes.Check(value, ClassName);
    }

    /// <inheritdoc/>
    protected internal override bool? RecordedTraining => true;

    /// <summary>Whether segmentation masks move with the images; false where only colors change.</summary>
    private protected virtual bool MovesPixels => false;

    /// <summary>Whether the layer does its work outside of training, too.</summary>
    private protected virtual bool ActsAlways => false;

    /// <summary>The axes of height and width.</summary>
    private protected static readonly int[] Area = [1, 2];

    /// <summary>The range that the values of the images are expected in; null where it does not matter.</summary>
    private protected virtual ValueRange? Values => null;

    /// <summary>The type of the transformed images; by default that of the layer's computations.</summary>
    private protected virtual DType TypeOf(Symbol images) => DTypePolicy.ComputeDType;

    /// <summary>Whether integers are transformed as they are, not as numbers of the type of the layer's computations.</summary>
    private protected virtual bool KeepsIntegers => false;

    private static readonly Dictionary<string, Symbol> Nothing = [];

    /// <summary>Draws a transformation, in the function that is being written.</summary>
    /// <param name="images">One image or a batch of them.</param>
    /// <returns>The transformation, of numbers for each image.</returns>
    /// <exception cref="ShapeException">The input is no image.</exception>
    public ImageTransformation GetRandomTransformation(Symbol images)
    {
        Symbol batch = ImageInput.Of(images, this);
        batch = batch.Rank == 3 ? Ops.ExpandDims(batch, 0) : batch;
        if (images.DType.IsInteger && Values is { High: <= 1 } given)
            throw new ArgumentException(
                $"{ClassName} '{Name}': got {images.DType.StandardName} images, whose values go beyond the valueRange {given}; "
                + "set valueRange: (0, 255), or add Rescaling(1 / 255.0) before.");
        return new(images, random is null ? Nothing : Draw(ChannelsLast(batch), random.Next()), DataFormat);
    }

    /// <summary>Writes the transformed images, in the compute type of the layer.</summary>
    /// <param name="images">One image or a batch of them.</param>
    /// <param name="transformation">The transformation.</param>
    /// <exception cref="ShapeException">The input is no image.</exception>
    public Symbol TransformImages(Symbol images, ImageTransformation transformation)
    {
        ArgumentNullException.ThrowIfNull(transformation);
        Symbol given = ImageInput.Of(images, this);
        if (!KeepsIntegers || images.DType.IsFloatingPoint)
            given = given.Cast(DTypePolicy.ComputeDType);
        Symbol transformed = OnBatch(given, x => Transform(x, transformation, isMask: false));
        return KeepsIntegers ? transformed : transformed.Cast(TypeOf(images));
    }

    /// <summary>Writes the labels of the transformed images: as they are, but for layers that mix images.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="transformation">The transformation.</param>
    public virtual Symbol TransformLabels(Symbol labels, ImageTransformation transformation) => labels;

    /// <summary>Writes the segmentation masks of the transformed images; masks are never interpolated.</summary>
    /// <param name="masks">The masks: one or a batch of them, as the images.</param>
    /// <param name="transformation">The transformation.</param>
    /// <exception cref="ShapeException">The masks have other axes than images.</exception>
    public Symbol TransformSegmentationMasks(Symbol masks, ImageTransformation transformation)
    {
        ArgumentNullException.ThrowIfNull(transformation);
        return MovesPixels ? OnBatch(ImageInput.Of(masks, this), x => Transform(x, transformation, isMask: true)) : masks;
    }

    /// <summary>Writes the bounding boxes of the transformed images.</summary>
    /// <param name="boxes">The boxes: <c>[batch, boxes, 4]</c>, or <c>[boxes, 4]</c> of one image.</param>
    /// <param name="labels">The labels of the boxes: <c>[batch, boxes]</c>, or one row for each; null for none.</param>
    /// <param name="transformation">The transformation.</param>
    /// <returns>The boxes as float32, cut at the edges of the image, and their labels: -1 where nothing is left of a box.</returns>
    /// <exception cref="ShapeException">The boxes have other axes.</exception>
    /// <exception cref="InvalidOperationException">The layer has no <see cref="BoundingBoxFormat"/>.</exception>
    public (Symbol Boxes, Symbol? Labels) TransformBoundingBoxes(Symbol boxes, Symbol? labels, ImageTransformation transformation)
    {
        ArgumentNullException.ThrowIfNull(transformation);
        return OnBoxes(boxes, labels, (b, l) => TransformBoxes(b, l, transformation));
    }

    /// <summary>The random numbers of a layer that is a part of another one.</summary>
    internal static IReadOnlyDictionary<string, Symbol> NumbersOf(ImagePreprocessingLayer part, Symbol images, RandomSource source) =>
        part.Draw(images, source);

    /// <summary>Writes the images or masks of a layer that is a part of another one.</summary>
    internal static Symbol Transformed(ImagePreprocessingLayer part, Symbol x, ImageTransformation transformation, bool isMask) =>
        isMask && !part.MovesPixels ? RawOps.Identity(x) : part.Transform(x, transformation, isMask);

    /// <summary>Writes the corners of the boxes of a layer that is a part of another one; null where they stay as they are.</summary>
    internal static Symbol? MovedCorners(ImagePreprocessingLayer part, Symbol corners, ImageTransformation transformation) =>
        part.MovesPixels ? part.Move(corners, transformation) : null;

    /// <summary>The random numbers of a batch, by the names that Keras gives them.</summary>
    /// <param name="images">A batch with its channels last.</param>
    /// <param name="source">The random numbers.</param>
    private protected virtual IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source) => Nothing;

    /// <summary>Writes transformed images or masks.</summary>
    /// <param name="x">A batch with its channels last.</param>
    /// <param name="transformation">The transformation.</param>
    /// <param name="isMask">Whether these are masks, whose values are taken from the nearest pixel.</param>
    private protected abstract Symbol Transform(Symbol x, ImageTransformation transformation, bool isMask);

    /// <summary>Writes the images outside of training.</summary>
    /// <param name="x">A batch with its channels last.</param>
    /// <param name="isMask">Whether these are masks.</param>
    private protected virtual Symbol Infer(Symbol x, bool isMask) => x;

    /// <summary>Writes bounding boxes outside of training; by default as they are.</summary>
    private protected virtual (Symbol Boxes, Symbol? Labels) InferBoxes(Symbol boxes, Symbol? labels, ImageTransformation sizes) =>
        (boxes, labels);

    /// <summary>Writes the corners of boxes, in pixels, after the transformation; by default as they are.</summary>
    private protected virtual Symbol Move(Symbol corners, ImageTransformation transformation) => corners;

    private protected virtual (Symbol Boxes, Symbol? Labels) TransformBoxes(
        Symbol boxes, Symbol? labels, ImageTransformation transformation)
    {
        if (!MovesPixels)
            return (boxes, labels);
        (Symbol height, Symbol width) = (transformation.Height, transformation.Width);
        Symbol corners = Move(BoundingBoxes.ToCorners(boxes, BoundingBoxFormat!, height, width), transformation);
        (corners, labels) = BoundingBoxes.Clip(corners, labels, height, width);
        return (BoundingBoxes.FromCorners(corners, BoundingBoxFormat!, height, width), labels);
    }

    /// <summary>Uniform numbers, one for each image of a batch: <c>[batch, 1, …]</c>.</summary>
    private protected static Symbol Uniform(RandomSource source, Symbol images, (double Lower, double Upper) range, int axes = 1)
    {
        long[] lengths = new long[axes];
        Array.Fill(lengths, 1);
        lengths[0] = images.Shape[0];
        Shape shape = [.. lengths];
        Symbol? dynamic = null;
        if (lengths[0] < 0)
        {
            Symbol one = images.Graph.Constant(1, DType.Int32);
            dynamic = RawOps.Pack([Ops.Shape(images, 0), .. Enumerable.Repeat(one, axes - 1)]);
        }

        Symbol drawn = source.Uniform(shape, range.Lower, range.Upper, dynamicShape: dynamic);
        return dynamic is null ? drawn : drawn.WithShape(shape);
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        // Nothing, for images with what belongs to them, too.
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol> Call(CallArguments<Symbol> arguments, CallContext context)
    {
        CallArgument<Symbol> data = arguments.Require(CallParameters[0]);
        if (data is not CallArgument<Symbol>.Dictionary sample)
            return [Images(Only(data), Transformation(Only(data), context))];
        CallArgument<Symbol> images = Item(sample, "images") ?? throw new ArgumentException(
            $"{ClassName} '{Name}': expected a dictionary with 'images', got {string.Join(", ", sample.Items.Select(i => i.Name))}.");
        ImageTransformation? transformation = Transformation(Only(images), context);
        ImageTransformation sizes = transformation ?? new(Only(images), Nothing, DataFormat);
        return
        [
            .. sample.Items.OrderBy(i => i.Name, StringComparer.Ordinal)
                .SelectMany(i => i.Name == "bounding_boxes"
                    ? Boxes(i.Item, transformation, sizes)
                    : Outputs(i.Name, i.Item, transformation)),
        ];
    }

    internal override void ReadConfig(Config config)
    {
        base.ReadConfig(config);
        boundingBoxFormat = BoundingBoxes.Check(config.GetString("bounding_box_format", null), ClassName);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("data_format", DataFormat);
        if (BoundingBoxFormat is not null)
            config.Set("bounding_box_format", BoundingBoxFormat);
    }

    private static CallArgument<Symbol>? Item(CallArgument<Symbol>.Dictionary items, string name) =>
        items.Items.FirstOrDefault(i => i.Name == name).Item;

    private ImageTransformation? Transformation(Symbol images, CallContext context) =>
        context.Training || ActsAlways ? GetRandomTransformation(images) : null;

    private IEnumerable<Symbol> Outputs(string name, CallArgument<Symbol> item, ImageTransformation? transformation) => name switch
    {
        "images" => [Images(Only(item), transformation)],
        "labels" when transformation is not null => [TransformLabels(Only(item), transformation)],
        "segmentation_masks" => [Masks(Only(item), transformation)],
        _ => item.Leaves,
    };

    private Symbol Images(Symbol images, ImageTransformation? transformation) => transformation is not null
        ? TransformImages(images, transformation)
        : OnBatch(ImageInput.Of(images, this).Cast(DTypePolicy.ComputeDType), x => Infer(x, isMask: false)).Cast(DTypePolicy.ComputeDType);

    private Symbol Masks(Symbol masks, ImageTransformation? transformation) => transformation is not null
        ? TransformSegmentationMasks(masks, transformation)
        : OnBatch(ImageInput.Of(masks, this), x => Infer(x, isMask: true));

    private IEnumerable<Symbol> Boxes(CallArgument<Symbol> item, ImageTransformation? transformation, ImageTransformation sizes)
    {
        if (item is not CallArgument<Symbol>.Dictionary parts || Item(parts, "boxes") is not { } boxes)
            throw new ArgumentException(
                $"{ClassName} '{Name}': expected 'bounding_boxes' to be a dictionary of 'boxes' and 'labels', got "
                + $"{(item is CallArgument<Symbol>.Dictionary ? "one without 'boxes'" : "another value")}.");
        Symbol? labels = Item(parts, "labels") is { } given ? Only(given) : null;
        (Symbol moved, Symbol? kept) = OnBoxes(Only(boxes), labels, (b, l) =>
            transformation is null ? InferBoxes(b, l, sizes) : TransformBoxes(b, l, transformation));
        return parts.Items.OrderBy(i => i.Name, StringComparer.Ordinal).SelectMany(i => i.Name switch
        {
            "boxes" => [moved],
            "labels" => [kept!.Value],
            _ => i.Item.Leaves,
        });
    }

    private (Symbol Boxes, Symbol? Labels) OnBoxes(
        Symbol boxes, Symbol? labels, Func<Symbol, Symbol?, (Symbol Boxes, Symbol? Labels)> write)
    {
        if (BoundingBoxFormat is null)
            throw new InvalidOperationException(
                $"{ClassName} '{Name}': got bounding boxes, but no format of them; set BoundingBoxFormat, such as \"xyxy\".");
        if (boxes.Rank is not (2 or 3) || (boxes.Shape[^1] >= 0 && boxes.Shape[^1] != 4))
            throw new ShapeException(
                $"{ClassName} '{Name}': expected boxes [boxes, 4] or [batch, boxes, 4], got {boxes.Shape}.");
        boxes = boxes.Cast(DType.Float32);
        if (boxes.Rank == 3)
            return write(boxes, labels);
        (Symbol moved, Symbol? kept) = write(Ops.ExpandDims(boxes, 0), labels is { } one ? Ops.ExpandDims(one, 0) : null);
        return (Ops.Squeeze(moved, 0), kept is { } single ? Ops.Squeeze(single, 0) : null);
    }

    private Symbol Only(CallArgument<Symbol> item) => item is CallArgument<Symbol>.Leaf leaf ? leaf.Value : throw new ArgumentException(
        $"{ClassName} '{Name}': expected images, or a dictionary with 'images', got {item}.");

    private Symbol ChannelsLast(Symbol batch) =>
        DataFormat == DataFormats.ChannelsFirst ? Ops.Transpose(batch, [0, 2, 3, 1]) : batch;

    private Symbol OnBatch(Symbol images, Func<Symbol, Symbol> write)
    {
        Symbol batch = images.Rank == 3 ? Ops.ExpandDims(images, 0) : images;
        Symbol written = write(ChannelsLast(batch));
        written = DataFormat == DataFormats.ChannelsFirst ? Ops.Transpose(written, [0, 3, 1, 2]) : written;
        return images.Rank == 3 ? Ops.Squeeze(written, 0) : written;
    }
}
