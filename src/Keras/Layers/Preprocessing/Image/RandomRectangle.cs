using TensorFlow;

namespace Keras.Layers;

/// <summary>Random rectangles in images, one in each.</summary>
internal static class RandomRectangle
{
    /// <summary>Draws rectangles that lie in their images.</summary>
    /// <param name="images">A batch with its channels last.</param>
    /// <param name="source">The random numbers.</param>
    /// <param name="heightRatio">The part of the height, of each image.</param>
    /// <param name="widthRatio">The part of the width, of each image.</param>
    /// <param name="uniform">Draws a number from 0 to 1 for each image.</param>
    /// <returns>Which pixels are inside, <c>[batch, height, width, 1]</c>, and the part of the image that the rectangle has,
    /// <c>[batch]</c>.</returns>
    public static (Symbol Inside, Symbol Part) Draw(
        Symbol images, RandomSource source, Symbol heightRatio, Symbol widthRatio, Func<RandomSource, Symbol, Symbol> uniform)
    {
        (Symbol left, Symbol right, Symbol columns) = Side(images, 2, widthRatio, uniform(source, images));
        (Symbol top, Symbol bottom, Symbol rows) = Side(images, 1, heightRatio, uniform(source, images));
        Symbol inside = RawOps.LogicalAnd(Between(columns, left, right, [1, 1, -1, 1]), Between(rows, top, bottom, [1, -1, 1, 1]));
        Symbol area = (Ops.Shape(images, 1) * Ops.Shape(images, 2)).Cast(DType.Float32);
        return (inside, (right - left) * (bottom - top) / area);
    }

    private static (Symbol Start, Symbol End, Symbol Places) Side(Symbol images, int axis, Symbol ratio, Symbol drawn)
    {
        Symbol count = Ops.Shape(images, axis);
        Symbol length = count.Cast(DType.Float32), size = ratio * length, start = drawn * (length - size);
        return (start, start + size, RawOps.Range(count.Number(0), count, count.Number(1)).Cast(DType.Float32));
    }

    private static Symbol Between(Symbol places, Symbol start, Symbol end, Shape shape)
    {
        Symbol place = places.Reshape(shape);
        return RawOps.LogicalAnd(
            RawOps.GreaterEqual(place, start.Reshape([-1, 1, 1, 1])), RawOps.Less(place, end.Reshape([-1, 1, 1, 1])));
    }
}
