using TensorFlow;

namespace Keras.Layers;

/// <summary>Refuses inputs that are no images.</summary>
internal static class ImageInput
{
    /// <summary>The images.</summary>
    /// <exception cref="ShapeException">The input is no image and no batch of images, or no numbers.</exception>
    public static Symbol Of(Symbol x, Layer layer)
    {
        _ = NumberInput.Of(x, layer);
        return x.Rank is 3 or 4 ? x : throw new ShapeException(
            $"{layer.ClassName} '{layer.Name}': expected one image of 3 axes or a batch of 4, got {x.Shape}; "
            + (x.Rank == 2 ? "add an axis for the channels with ExpandDims." : "bring it to one of these with Reshape."));
    }
}
