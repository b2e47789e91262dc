using TensorFlow;

namespace Keras.Operations;

/// <summary>Ops that work along the last axis only, along any.</summary>
internal static class AxisOrder
{
    /// <summary>The axis moved to the end.</summary>
    public static Symbol ToEnd(Symbol x, int axis)
    {
        int position = axis < 0 ? axis + x.Rank : axis;
        if (position < 0 || position >= x.Rank)
            throw new ShapeException($"Expected an axis of {x.Shape}, got {axis}.");
        return position == x.Rank - 1 ? x : Ops.Transpose(x, [.. Enumerable.Range(0, x.Rank).Where(a => a != position), position]);
    }

    public static Symbol Softmax(Symbol x, int axis)
    {
        int position = axis < 0 ? axis + x.Rank : axis;
        Symbol moved = ToEnd(x, axis);
        Symbol result = RawOps.Softmax(moved);
        return position == x.Rank - 1
            ? result
            : Ops.Transpose(result, [.. Enumerable.Range(0, position), x.Rank - 1, .. Enumerable.Range(position, x.Rank - 1 - position)]);
    }
}
