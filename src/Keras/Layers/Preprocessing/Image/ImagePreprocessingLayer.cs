using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The base of the layers that change images in training: one image or a batch of them, or a dictionary of <c>images</c> with what belongs
/// to them: <c>labels</c>, <c>bounding_boxes</c> (a dictionary of <c>boxes</c> and <c>labels</c>) and <c>segmentation_masks</c>. Of a
/// dictionary, the outputs come in the order of its names. The random numbers are new at each step and follow from the seed, the epoch and
/// the step.
/// </summary>
public abstract partial class ImagePreprocessingLayer : Layer
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

    private static readonly Dictionary<string, Symbol> Nothing = [];

    /// <summary>Draws a transformation, in the function that is being written.</summary>
    /// <param name="images">One image or a batch of them.</param>
    /// <returns>The transformation, of values for each image.</returns>
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
        Symbol transformed = OnBatch(Converted(images), x => Transform(x, transformation, isMask: false));
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
        return MovesPixels ? OnBatch(MasksOf(masks), x => Transform(x, transformation, isMask: true)) : masks;
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
}
