using TensorFlow;

namespace Keras.Initializers;

/// <summary>The numbers of inputs and outputs of a weight (<c>keras.initializers.compute_fans</c>).</summary>
internal static class Fans
{
    public static (double In, double Out) Of(Shape shape)
    {
        if (shape.Rank == 0)
            return (1, 1);
        if (shape.Rank == 1)
            return (shape[0], shape[0]);
        double receptiveField = shape[..^2].ElementCount;
        return (receptiveField * shape[^2], receptiveField * shape[^1]);
    }
}
