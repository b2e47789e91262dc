using TensorFlow;
using TensorShape = TensorFlow.Shape;

namespace Keras;

/// <content>Validation of the shapes and dtypes of arguments. Unknown lengths pass.</content>
public static partial class Ops
{
    private static void RequireBroadcast(string name, params ReadOnlySpan<Symbol> xs)
    {
        TensorShape[] shapes = new TensorShape[xs.Length];
        for (int i = 0; i < shapes.Length; i++)
            shapes[i] = xs[i].Shape;
        if (!Broadcast(shapes))
            throw new ShapeException(
                $"{name}: expected shapes that broadcast, with axes of one length or 1 counted from the last, got "
                + $"{Listed(shapes)}; Reshape one of them, or ExpandDims where an axis of length 1 is missing.");
    }

    private static void RequireBroadcastTo(Symbol x, TensorShape shape)
    {
        bool fits = x.Rank <= shape.Rank || shape.Rank < 0;
        for (int back = 1; fits && back <= Math.Min(x.Rank, shape.Rank); back++)
            fits = x.Shape[^back] is 1 or < 0 || shape[^back] < 0 || x.Shape[^back] == shape[^back];
        if (!fits)
            throw new ShapeException(
                $"BroadcastTo: expected a shape that {x.Shape} broadcasts to, whose last axes have its lengths where these are not 1, got "
                + $"{shape}.");
    }

    private static bool Broadcast(params ReadOnlySpan<TensorShape> shapes)
    {
        for (int back = 1; ; back++)
        {
            long common = 1;
            bool isLeft = false;
            foreach (TensorShape shape in shapes)
            {
                if (shape.Rank < back)
                    continue;
                isLeft = true;
                long length = shape[^back];
                if (length >= 0 && length != 1 && common != 1 && length != common)
                    return false;
                common = length >= 0 && length != 1 ? length : common;
            }

            if (!isLeft)
                return true;
        }
    }

    /// <summary>Requires shapes of as many axes, equal but for one axis; of the same axes where there is none.</summary>
    private static void RequireEqual(string name, ReadOnlySpan<Symbol> xs, int? butFor)
    {
        TensorShape first = xs[0].Shape;
        TensorShape[] shapes = new TensorShape[xs.Length];
        bool isEqual = true;
        for (int i = 0; i < shapes.Length; i++)
        {
            shapes[i] = xs[i].Shape;
            if (shapes[i].Rank < 0 || first.Rank < 0)
                return;
            isEqual &= shapes[i].Rank == first.Rank;
            for (int axis = 0; isEqual && axis < first.Rank; axis++)
                isEqual = axis == butFor || first[axis] < 0 || shapes[i][axis] < 0 || shapes[i][axis] == first[axis];
        }

        if (!isEqual)
            throw new ShapeException(
                $"{name}: expected the same shape{(butFor is { } axis ? $" but for axis {axis}" : "")}, got {Listed(shapes)}.");
    }

    /// <summary>Requires that no axis that is reduced is known to be empty: there is no largest of no elements.</summary>
    private static void RequireElements(Symbol x, Axes axis, string name)
    {
        if (x.Rank >= 0 && (axis.IsAll ? [.. Enumerable.Range(0, x.Rank)] : Positions(x, axis, name)).Any(a => x.Shape[a] == 0))
            throw new ShapeException($"{name}: expected elements along the axes that are reduced, got {x.Shape}.");
    }

    private static void RequireRepeats(ReadOnlySpan<int> repeats, string name)
    {
        foreach (int repetitions in repeats)
            Required.AtLeast(name, 0, repetitions, nameof(repeats));
    }

    private static void RequireMatrices(Symbol x, string name)
    {
        if (x.Rank is 0 or 1)
            throw new ShapeException($"{name}: expected matrices, of at least 2 axes, got {x.Shape}.");
    }

    private static void RequireIntegers(Symbol x, string name, string parameter)
    {
        if (!x.DType.IsInteger)
            throw new ArgumentException($"{name}: expected integers as {parameter}, got {x.DType.StandardName} {x.Shape}; Cast them.");
    }

    private static string Listed(ReadOnlySpan<TensorShape> shapes) =>
        shapes.Length == 1 ? $"{shapes[0]}" : $"{string.Join(", ", shapes[..^1].ToArray())} and {shapes[^1]}";
}
