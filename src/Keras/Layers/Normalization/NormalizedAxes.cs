using TensorFlow;

namespace Keras.Layers;

/// <summary>The axes that a normalization works along.</summary>
internal static class NormalizedAxes
{
    /// <summary>The positions of axes in a shape, in the order given.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static int[] Positions(Axes axes, Shape shape, Layer layer)
    {
        foreach (int axis in axes)
        {
            if (axis < -shape.Rank || axis >= shape.Rank)
                throw new ShapeException(
                    $"{layer.ClassName} '{layer.Name}': expected axes of the input, got axis {axis} for an input of shape {shape}.");
        }

        int[] positions = [.. axes.AsSpan().ToArray().Select(a => a < 0 ? a + shape.Rank : a)];
        return positions.Distinct().Count() == positions.Length
            ? positions
            : throw new ShapeException(
                $"{layer.ClassName} '{layer.Name}': expected each axis once, got {axes} for an input of shape {shape}.");
    }

    /// <summary>The lengths of axes, in the order of their positions.</summary>
    /// <exception cref="ShapeException">There is no such axis, or its length is not known.</exception>
    public static Shape Lengths(Axes axes, Shape shape, Layer layer)
    {
        Shape lengths = Shape.Create([.. Positions(axes, shape, layer).Order().Select(p => shape[p])]);
        return lengths.IsFullyKnown
            ? lengths
            : throw new ShapeException(
                $"{layer.ClassName} '{layer.Name}': expected known lengths of the axes {axes} that are normalized, got {shape}.");
    }

    /// <summary>Weights along axes in a shape that broadcasts with x.</summary>
    public static Symbol Along(Symbol weights, Symbol x, int[] sorted)
    {
        bool isLast = Enumerable.Range(x.Rank - sorted.Length, sorted.Length).SequenceEqual(sorted);
        return isLast ? weights : weights.Reshape(
            [.. Enumerable.Range(0, x.Rank).Select(i => sorted.Contains(i) ? weights.Shape[Array.IndexOf(sorted, i)] : 1)]);
    }

    /// <summary>Checks that an input has the axes that a layer was built for.</summary>
    /// <exception cref="ShapeException">A length differs.</exception>
    public static void Check(int[] sorted, Shape lengths, Shape shape, Layer layer)
    {
        for (int i = 0; i < sorted.Length; i++)
        {
            if (shape[sorted[i]] >= 0 && shape[sorted[i]] != lengths[i])
                throw new ShapeException(
                    $"{layer.ClassName} '{layer.Name}': expected axis {sorted[i]} to have length {lengths[i]}, as it was built, "
                    + $"got {shape}.");
        }
    }
}
