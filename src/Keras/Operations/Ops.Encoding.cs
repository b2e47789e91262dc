using TensorFlow;

namespace Keras;

/// <content>Class indices as vectors.</content>
public static partial class Ops
{
    /// <summary>Class indices as vectors that are 1 at the class and 0 elsewhere; of numbers outside the classes all 0.</summary>
    /// <param name="x">Integers of any shape.</param>
    /// <param name="numClasses">The number of classes.</param>
    /// <param name="axis">The position of the new axis in the result. Default: the last.</param>
    /// <param name="dtype">The element type. Default: float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of classes is negative.</exception>
    public static Symbol OneHot(Symbol x, int numClasses, int axis = -1, DType dtype = DType.Float32)
    {
        if (numClasses < 0)
            throw new ArgumentOutOfRangeException(
                nameof(numClasses), numClasses, $"OneHot: expected at least 0 classes, got {numClasses}.");
        if (x.Rank >= 0 && (axis < -1 || axis > x.Rank))
            throw new ArgumentOutOfRangeException(
                nameof(axis), axis, $"OneHot: expected the axis of classes at 0 to {x.Rank}, or -1 for the last, got {axis}.");
        x = x.DType is DType.UInt8 or DType.Int32 or DType.Int64 ? x : x.Cast(DType.Int64);
        Graph graph = x.Graph;
        return RawOps.OneHot(x, graph.Constant(numClasses, DType.Int32), graph.Constant(1, dtype), graph.Constant(0, dtype), axis);
    }

    /// <summary>Lists of class indices as vectors that are 1 at each of the classes and 0 elsewhere.</summary>
    /// <param name="inputs">Integers, <c>[batch, n]</c> or <c>[n]</c>.</param>
    /// <param name="numClasses">The number of classes.</param>
    /// <param name="axis">The position of the classes before the lists are joined. Default: the last.</param>
    /// <param name="dtype">The element type. Default: float32.</param>
    /// <returns>Shape <c>[batch, classes]</c> or <c>[classes]</c>.</returns>
    public static Symbol MultiHot(Symbol inputs, int numClasses, int axis = -1, DType dtype = DType.Float32) =>
        RawOps.Max(OneHot(inputs, numClasses, axis, dtype), inputs.Graph.Constant([inputs.Rank > 1 ? 1 : 0]));
}
