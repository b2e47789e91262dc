using TensorFlow;

namespace Keras.Layers;

/// <summary>Compares the shape of a mask with that of the tensor that it masks.</summary>
internal static class MaskShape
{
    /// <summary>Whether a mask broadcasts to a shape, as far as lengths are known.</summary>
    public static bool Broadcasts(Shape mask, Shape x) => mask.Rank <= x.Rank && Enumerable.Range(1, Math.Max(mask.Rank, 0)).All(fromEnd =>
        mask[mask.Rank - fromEnd] is var length && x[x.Rank - fromEnd] is var wanted
            && (length is 1 or Shape.UnknownDimension || wanted == Shape.UnknownDimension || length == wanted));
}
