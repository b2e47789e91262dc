using TensorFlow;

namespace Keras.Layers;

/// <summary>The base of the layers that change the colors of images; bounding boxes, labels and segmentation masks stay as they
/// are.</summary>
[KerasSerializable]
public abstract class ColorImageLayer : ImagePreprocessingLayer
{
    private protected ColorImageLayer(ValueRange? valueRange, string? dataFormat, long? seed = null, bool isRandom = true)
        : base(dataFormat, seed, isRandom) => ValueRange = ValueRange.Check(valueRange, ClassName);

    /// <summary>The range of the values of the images; results stay in it.</summary>
    public ValueRange ValueRange { get; }

    /// <inheritdoc/>
    private protected sealed override ValueRange? Values => ValueRange;

    /// <summary>Writes the changed images.</summary>
    /// <param name="x">A batch with its channels last, in the compute type.</param>
    /// <param name="transformation">The transformation.</param>
    private protected abstract Symbol Recolor(Symbol x, ImageTransformation transformation);

    /// <inheritdoc/>
    private protected sealed override Symbol Transform(Symbol x, ImageTransformation transformation, bool isMask) =>
        Recolor(x, transformation);

    /// <summary>Values cut at the ends of the range.</summary>
    private protected Symbol Clip(Symbol x) => RawOps.Minimum(RawOps.Maximum(x, x.Number(ValueRange.Low)), x.Number(ValueRange.High));

    /// <summary>The images, of a layer that computes with fractions only.</summary>
    /// <exception cref="ArgumentException">The layer computes with integers.</exception>
    private protected Symbol Fractional(Symbol x) => x.DType.IsFloatingPoint ? x : throw new ArgumentException(
        $"{ClassName} '{Name}': expected a floating-point dtype of the layer, got {x.DType.StandardName}; leave the dtype out.");

    /// <summary>Values of one range in another.</summary>
    private protected static Symbol Rescale(Symbol x, ValueRange from, ValueRange to) => from == to
        ? x
        : ((x - from.Low) / (from.High - from.Low) * (to.High - to.Low)) + to.Low;

    /// <summary>The one number of each image, in the type of the images.</summary>
    private protected static Symbol Each(ImageTransformation transformation, string name, Symbol x) =>
        transformation.Each(name).Cast(x.DType);
}
