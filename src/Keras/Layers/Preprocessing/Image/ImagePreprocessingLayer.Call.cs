using TensorFlow;

namespace Keras.Layers;

/// <content>Calls: images alone, or a dictionary of images and what belongs to them.</content>
public abstract partial class ImagePreprocessingLayer
{
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
        if (transformation is not null && MovesPixels && Item(sample, "segmentation_masks") is { } masks
            && Only(masks).Rank != Only(images).Rank)
            throw new ShapeException(
                $"{ClassName} '{Name}': expected segmentation masks of as many axes as the images {Only(images).Shape}, got "
                + $"{Only(masks).Shape}; add an axis for the channels with ExpandDims.");
        ImageTransformation sizes = transformation ?? new(Only(images), Nothing, DataFormat);
        return
        [
            .. sample.Items.OrderBy(i => i.Name, StringComparer.Ordinal)
                .SelectMany(i => i.Name == "bounding_boxes"
                    ? Boxes(i.Item, transformation, sizes)
                    : Outputs(i.Name, i.Item, transformation)),
        ];
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

    private Symbol Images(Symbol images, ImageTransformation? transformation)
    {
        if (transformation is not null)
            return TransformImages(images, transformation);
        Symbol inferred = OnBatch(Converted(images), x => Infer(x, isMask: false));
        return KeepsIntegers ? inferred : inferred.Cast(DTypePolicy.ComputeDType);
    }

    private Symbol Converted(Symbol images) => KeepsIntegers && !images.DType.IsFloatingPoint
        ? ImageInput.Of(images, this)
        : ImageInput.Of(images, this).Cast(DTypePolicy.ComputeDType);

    private Symbol Masks(Symbol masks, ImageTransformation? transformation) => !MovesPixels ? masks
        : transformation is not null ? TransformSegmentationMasks(masks, transformation)
        : OnBatch(MasksOf(masks), x => Infer(x, isMask: true));

    private Symbol MasksOf(Symbol masks)
    {
        Symbol given = ImageInput.Of(masks, this);
        return ConvertsMasks ? given.Cast(DTypePolicy.ComputeDType) : given;
    }

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
