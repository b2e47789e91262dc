using TensorFlow;

namespace Keras.Layers;

/// <content>What a layer overrides, and the calls of a layer that has others as parts.</content>
public abstract partial class ImagePreprocessingLayer
{
    /// <summary>Whether segmentation masks move with the images; false where only colors change.</summary>
    private protected virtual bool MovesPixels => false;

    /// <summary>Whether segmentation masks become of the type of the layer's computations, as images do.</summary>
    private protected virtual bool ConvertsMasks => false;

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
}
