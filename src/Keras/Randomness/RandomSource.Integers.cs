using System.Globalization;
using TensorFlow;

namespace Keras;

/// <content>Random integers, and what is chosen by random numbers.</content>
public sealed partial class RandomSource
{
    /// <summary>Draws integers from a uniform distribution (<c>keras.random.randint</c>).</summary>
    /// <param name="shape">The axes.</param>
    /// <param name="minimum">The lower end.</param>
    /// <param name="maximum">The upper end, excluded.</param>
    /// <param name="dtype">The type of the numbers. Default: int32.</param>
    /// <param name="dynamicShape">The axes as a symbol (int32), where they are known only when the function runs.</param>
    /// <exception cref="ArgumentException">The upper end is not above the lower one, or the type cannot hold the numbers.</exception>
    public Symbol RandInt(Shape shape, long minimum, long maximum, DType dtype = DType.Int32, Symbol? dynamicShape = null)
    {
        if (maximum <= minimum)
            throw new ArgumentException(
                $"RandInt: expected a maximum, which is excluded, above the minimum {minimum}, got {maximum}.", nameof(maximum));
        if (!dtype.IsInteger && !dtype.IsFloatingPoint)
            throw new ArgumentException($"RandInt: expected a type of numbers, got {dtype.StandardName}.", nameof(dtype));
        if (dtype.IsInteger)
            RequireRange(minimum, maximum - 1, dtype);
        DType drawn = dtype is DType.Int32 && maximum <= int.MaxValue ? DType.Int32 : DType.Int64;
        Symbol numbers = Draw("StatelessRandomUniformIntV2", shape, drawn, dynamicShape, Limit(minimum), Limit(maximum));
        return numbers.Cast(dtype);

        Symbol Limit(long value) => drawn == DType.Int32
            ? key.Graph.Constant(checked((int)value), DType.Int32) : key.Graph.Constant(value, DType.Int64);
    }

    /// <summary>Draws classes by their logits (<c>keras.random.categorical</c>).</summary>
    /// <param name="logits">The logarithms of the probabilities, which need not add up to 1: <c>[batch, classes]</c>.</param>
    /// <param name="samples">The number of classes to draw from each row, at least 1. Default: 1.</param>
    /// <param name="dtype">The type of the class indices. Default: int64.</param>
    /// <returns>Class indices: <c>[batch, samples]</c>.</returns>
    /// <exception cref="ShapeException">The logits have not two axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of samples is below 1.</exception>
    public Symbol Categorical(Symbol logits, int samples = 1, DType dtype = DType.Int64)
    {
        if (logits.Rank != 2)
            throw new ShapeException($"Categorical: expected logits of two axes, [batch, classes], got {logits.Shape}.");
        Required.AtLeast("Categorical", 1, samples);
        // The number of the classes whose probabilities, added up, are not above a uniform number.
        DType type = logits.DType == DType.Float64 ? DType.Float64 : DType.Float32;
        Symbol bounds = Ops.Cumsum(Ops.Softmax(logits.Cast(type), -1), -1);
        Shape shape = Shape.Create([logits.Shape[0], samples]);
        Symbol numbers = Uniform(shape, dtype: type, dynamicShape: DynamicShape(shape, logits));
        numbers *= Ops.Max(bounds, -1, keepDims: true);
        Symbol below = RawOps.GreaterEqual(Ops.ExpandDims(numbers, -1), Ops.ExpandDims(bounds, 1));
        return Ops.Sum(below.Cast(DType.Int32), -1).Cast(dtype);
    }

    /// <summary>Puts the slices along an axis into a random order (<c>keras.random.shuffle</c>).</summary>
    /// <param name="x">Any symbol of an axis or more.</param>
    /// <param name="axis">The axis. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Symbol Shuffle(Symbol x, int axis = 0)
    {
        if (axis < -x.Rank || axis >= x.Rank)
            throw new ArgumentOutOfRangeException(nameof(axis), axis, $"Shuffle: expected an axis of {x.Shape}, got {axis}.");
        axis = axis < 0 ? axis + x.Rank : axis;
        Shape shape = [x.Shape[axis]];
        Symbol order = Ops.ArgSort(Uniform(
            shape, dynamicShape: shape.IsFullyKnown ? null : Ops.ExpandDims(Ops.Shape(x, axis), 0)), -1);
        return RawOps.GatherV2(x, order.Cast(DType.Int32), x.Graph.Constant(axis, DType.Int32)).WithShape(x.Shape);
    }

    /// <summary>
    /// Sets elements to 0 at random with the given rate and scales the others so that the expected sum is unchanged
    /// (<c>keras.random.dropout</c>).
    /// </summary>
    /// <param name="x">Any symbol of floating-point numbers.</param>
    /// <param name="rate">The dropout rate, in [0, 1].</param>
    /// <param name="noiseShape">The shape that is drawn: 1 for an axis that is dropped together, -1 for the symbol's length. Default: null,
    /// the symbol's shape.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1].</exception>
    /// <exception cref="ShapeException">The noise shape has another number of axes.</exception>
    public Symbol Dropout(Symbol x, double rate, Shape? noiseShape = null)
    {
        if (rate is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(rate), rate, string.Create(CultureInfo.InvariantCulture, $"Dropout: expected a rate in [0, 1], got {rate}."));
        rate = Hyperparameter.Meant(rate);
        if (rate == 0)
            return x;
        if (rate == 1)
            return Ops.ZerosLike(x);
        if (noiseShape is not null && noiseShape.Rank != x.Rank)
            throw new ShapeException(
                $"Dropout: expected a noise shape of {x.Rank} axes, as the input {x.Shape} has, got {noiseShape}.");
        Shape shape = noiseShape is null ? x.Shape : Shape.Create([.. noiseShape.Select((n, axis) => n < 0 ? x.Shape[axis] : n)]);
        Symbol numbers = Uniform(shape, dtype: x.DType, dynamicShape: DynamicShape(shape, x));
        return RawOps.SelectV2(RawOps.GreaterEqual(numbers, numbers.Number(rate)), x * (1 / (1 - rate)), Ops.ZerosLike(x));
    }

    /// <summary>A shape whose unknown lengths are those of a symbol, as an int32 list; null where all are known.</summary>
    internal static Symbol? DynamicShape(Shape shape, Symbol x) => shape.IsFullyKnown ? null
        : shape.Rank < 0 ? Ops.Shape(x)
        : Ops.Stack([.. shape.Select((length, axis) => length < 0 ? Ops.Shape(x, axis) : x.Graph.Constant(length, DType.Int32))]);

    private static void RequireRange(long minimum, long maximum, DType dtype)
    {
        (decimal low, decimal high) = dtype switch
        {
            DType.Int8 => ((decimal)sbyte.MinValue, (decimal)sbyte.MaxValue),
            DType.Int16 => (short.MinValue, short.MaxValue),
            DType.Int32 => (int.MinValue, int.MaxValue),
            DType.UInt8 => (byte.MinValue, byte.MaxValue),
            DType.UInt16 => (ushort.MinValue, ushort.MaxValue),
            DType.UInt32 => (uint.MinValue, uint.MaxValue),
            DType.UInt64 => (0, ulong.MaxValue),
            _ => (long.MinValue, long.MaxValue),
        };
        if (minimum < low || maximum > high)
            throw new ArgumentException(
                $"RandInt: {dtype.StandardName} holds numbers from {low} to {high}, expected ones from {minimum} to {maximum}.",
                nameof(dtype));
    }
}
