using TensorFlow;

namespace Keras.Initializers;

/// <summary>The numbers of inputs and outputs of a weight (<c>keras.initializers.compute_fans</c>).</summary>
internal static class Fans
{
    public static (double In, double Out) Of(Shape shape, IReadOnlyList<int>? inputAxes = null, IReadOnlyList<int>? outputAxes = null)
    {
        if (inputAxes is not null && outputAxes is not null)
            return (Product(shape, inputAxes), Product(shape, outputAxes));
        if (shape.Rank == 0)
            return (1, 1);
        if (shape.Rank == 1)
            return (shape[0], shape[0]);
        double receptiveField = shape[..^2].ElementCount;
        return (receptiveField * shape[^2], receptiveField * shape[^1]);
    }

    private static double Product(Shape shape, IReadOnlyList<int> axes) =>
        axes.Aggregate(1.0, (product, axis) => axis >= -shape.Rank && axis < shape.Rank
        ? product * shape[axis < 0 ? axis + shape.Rank : axis]
        : throw new ShapeException($"VarianceScaling: expected an axis of a weight of shape {shape}, got {axis}."));
}
