using TensorFlow;
using TensorShape = TensorFlow.Shape;

namespace Keras;

/// <content>New tensors. Those that depend on no symbol belong to <see cref="Graph.Current"/>.</content>
public static partial class Ops
{
    /// <summary>Zeros of a shape.</summary>
    /// <param name="shape">The shape; all lengths known.</param>
    /// <param name="dtype">The element type. Default: float32.</param>
    public static Symbol Zeros(TensorShape shape, DType dtype = DType.Float32) => Full(shape, 0, dtype);

    /// <summary>Ones of a shape.</summary>
    /// <param name="shape">The shape; all lengths known.</param>
    /// <param name="dtype">The element type. Default: float32.</param>
    public static Symbol Ones(TensorShape shape, DType dtype = DType.Float32) => Full(shape, 1, dtype);

    /// <summary>A tensor whose elements do not matter: zeros, as in Keras on TensorFlow.</summary>
    /// <param name="shape">The shape; all lengths known.</param>
    /// <param name="dtype">The element type. Default: float32.</param>
    public static Symbol Empty(TensorShape shape, DType dtype = DType.Float32) => Zeros(shape, dtype);

    /// <summary>A tensor of a shape, filled with one number.</summary>
    /// <param name="shape">The shape; all lengths known.</param>
    /// <param name="fillValue">The number.</param>
    /// <param name="dtype">The element type. Default: float32.</param>
    /// <exception cref="ShapeException">A length is not known.</exception>
    public static Symbol Full(TensorShape shape, double fillValue, DType dtype = DType.Float32)
    {
        if (!shape.IsFullyKnown)
            throw new ShapeException($"Full: expected a shape of known lengths, got {shape}; use FullLike for the shape of a symbol.");
        Symbol value = Graph.Current.Constant(Hyperparameter.Meant(fillValue), dtype);
        return RawOps.Fill(Graph.Current.Constant([.. shape.Select(d => checked((int)d))]), value);
    }

    /// <summary>Zeros in the shape of a symbol.</summary>
    /// <param name="x">The symbol.</param>
    /// <param name="dtype">The element type; null (default) for that of x.</param>
    public static Symbol ZerosLike(Symbol x, DType? dtype = null) =>
        dtype is { } wanted && wanted != x.DType ? RawOps.Fill(Shape(x), x.Graph.Constant(0, wanted)) : RawOps.ZerosLike(x);

    /// <summary>Ones in the shape of a symbol.</summary>
    /// <param name="x">The symbol.</param>
    /// <param name="dtype">The element type; null (default) for that of x.</param>
    public static Symbol OnesLike(Symbol x, DType? dtype = null) =>
        dtype is { } wanted && wanted != x.DType ? RawOps.Fill(Shape(x), x.Graph.Constant(1, wanted)) : RawOps.OnesLike(x);

    /// <summary>A tensor in the shape of a symbol whose elements do not matter: zeros, as in Keras on TensorFlow.</summary>
    /// <param name="x">The symbol.</param>
    /// <param name="dtype">The element type; null (default) for that of x.</param>
    public static Symbol EmptyLike(Symbol x, DType? dtype = null) => ZerosLike(x, dtype);

    /// <summary>A tensor of the shape of a symbol, filled with one number.</summary>
    /// <param name="x">The symbol.</param>
    /// <param name="fillValue">The number.</param>
    /// <param name="dtype">The element type; null (default) for that of x.</param>
    public static Symbol FullLike(Symbol x, double fillValue, DType? dtype = null) =>
        RawOps.Fill(Shape(x), x.Graph.Constant(Hyperparameter.Meant(fillValue), TypePromotion.Result(dtype ?? x.DType)));

    /// <summary>The elements of an array as a constant.</summary>
    /// <param name="x">An array of any number of axes: <c>float[,]</c>, <c>int[]</c>.</param>
    /// <param name="dtype">The element type; null (default) for that of the array.</param>
    public static Symbol Array(System.Array x, DType? dtype = null)
    {
        using Tensor tensor = Tensor.FromArray(x);
        Symbol constant = Graph.Current.Constant(tensor);
        return constant.Cast(dtype ?? constant.DType);
    }

    /// <summary>The elements of an array as a constant; the same as <see cref="Array(System.Array, DType?)"/>.</summary>
    /// <param name="x">An array of any number of axes.</param>
    /// <param name="dtype">The element type; null (default) for that of the array.</param>
    public static Symbol ConvertToTensor(System.Array x, DType? dtype = null) => Array(x, dtype);

    /// <summary>The elements of a tensor as a constant.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="dtype">The element type; null (default) for that of the tensor.</param>
    public static Symbol ConvertToTensor(Tensor x, DType? dtype = null) => Graph.Current.Constant(x).Cast(dtype ?? x.DType);

    /// <summary>Numbers at equal distances from 0, before the stop.</summary>
    /// <param name="stop">The end, which is excluded.</param>
    /// <param name="dtype">The element type; null (default) for int32, of a fractional number float32.</param>
    public static Symbol Arange(Scalar stop, DType? dtype = null) => Arange(0, stop, 1, dtype);

    /// <summary>Numbers at equal distances.</summary>
    /// <param name="start">The first.</param>
    /// <param name="stop">The end, which is excluded.</param>
    /// <param name="step">The distance. Default: 1.</param>
    /// <param name="dtype">The element type; null (default) for int32, where a number is fractional float32.</param>
    /// <exception cref="ArgumentException">The distance is 0 or leads away from the end, or a number is not finite.</exception>
    public static Symbol Arange(Scalar start, Scalar stop, Scalar? step = null, DType? dtype = null)
    {
        Scalar distance = step ?? 1;
        if (distance.Value == 0)
            throw new ArgumentException("Arange: expected a step other than 0, got 0.", nameof(step));
        if (!double.IsFinite((stop.Value - start.Value) / distance.Value))
            throw new ArgumentException(FormattableString.Invariant(
                $"Arange: expected finite numbers, got start {start.Value}, stop {stop.Value} and step {distance.Value}."), nameof(stop));
        if ((stop.Value - start.Value) / distance.Value < 0)
            throw new ArgumentException(FormattableString.Invariant(
                $"Arange: expected a step from {start.Value} towards {stop.Value}, got {distance.Value}; change its sign."), nameof(step));
        DType type = dtype ?? TypePromotion.Result(start.Type, stop.Type, distance.Type);
        DType computed = type is DType.Float32 or DType.Float64 or DType.Int32 or DType.Int64 ? type : DType.Float32;
        Graph graph = Graph.Current;
        return RawOps.Range(graph.Constant(start.Value, computed), graph.Constant(stop.Value, computed),
            graph.Constant(distance.Value, computed)).Cast(type);
    }

    /// <summary>Numbers from 0 up to a computed end.</summary>
    /// <param name="stop">The end, a scalar, which is excluded.</param>
    /// <param name="dtype">The element type; null (default) for that of the end.</param>
    public static Symbol Arange(Symbol stop, DType? dtype = null)
    {
        RequireRank(stop, "Arange", 0, -1);
        return RawOps.Range(stop.Number(0), stop, stop.Number(1)).Cast(dtype ?? stop.DType);
    }

    /// <summary>Numbers that divide an interval evenly.</summary>
    /// <param name="start">The first.</param>
    /// <param name="stop">The last.</param>
    /// <param name="num">The number of elements. Default: 50.</param>
    /// <param name="endpoint">Whether the last belongs to them. Default: true.</param>
    /// <param name="dtype">The element type; null (default) for float32. Integers are rounded down.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static Symbol Linspace(double start, double stop, int num = 50, bool endpoint = true, DType? dtype = null) =>
        Linspace(Graph.Current.Constant(start, DType.Float32), Graph.Current.Constant(stop, DType.Float32), num, endpoint, dtype);

    /// <summary>Numbers that divide an interval evenly.</summary>
    /// <param name="start">The first, of any shape.</param>
    /// <param name="stop">The last, of a shape that broadcasts with the first's.</param>
    /// <param name="num">The number of elements. Default: 50.</param>
    /// <param name="endpoint">Whether the last belongs to them. Default: true.</param>
    /// <param name="dtype">The element type; null (default) for a floating-point type. Integers are rounded down.</param>
    /// <param name="axis">The position of the new axis in the result. Default: the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static Symbol Linspace(Symbol start, Symbol stop, int num = 50, bool endpoint = true, DType? dtype = null, int axis = 0)
    {
        Required.AtLeast("Linspace", 0, num);
        RequireBroadcast("Linspace", start, stop);
        DType type = dtype ?? TypePromotion.Result(start.DType, stop.DType, PromotedType.WeakFloat);
        DType computed = type.IsInteger ? DType.Float64 : type;
        (start, stop) = (start.Cast(type).Cast(computed), stop.Cast(type).Cast(computed));
        if (!endpoint && num > 1)
            stop -= (stop - start) / num;
        Symbol numbers = LinearlySpaced(start, stop, num);
        numbers = (type.IsInteger ? RawOps.Floor(numbers) : numbers).Cast(type);
        return axis == 0 ? numbers : MoveAxis(numbers, 0, axis);
    }

    /// <summary>Powers whose exponents divide an interval evenly.</summary>
    /// <param name="start">The first exponent.</param>
    /// <param name="stop">The last exponent.</param>
    /// <param name="num">The number of elements. Default: 50.</param>
    /// <param name="endpoint">Whether the last belongs to them. Default: true.</param>
    /// <param name="radix">The number that is raised. Default: 10.</param>
    /// <param name="dtype">The element type; null (default) for float32.</param>
    public static Symbol Logspace(double start, double stop, int num = 50, bool endpoint = true, double radix = 10, DType? dtype = null)
    {
        Symbol exponents = Linspace(start, stop, num, endpoint, dtype);
        return RawOps.Pow(exponents.Number(radix), exponents);
    }

    /// <summary>Numbers of which each is the same multiple of the one before.</summary>
    /// <param name="start">The first, not 0.</param>
    /// <param name="stop">The last, of the same sign.</param>
    /// <param name="num">The number of elements. Default: 50.</param>
    /// <param name="endpoint">Whether the last belongs to them. Default: true.</param>
    /// <param name="dtype">The element type; null (default) for float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of elements is negative, or an end is 0.</exception>
    public static Symbol Geomspace(double start, double stop, int num = 50, bool endpoint = true, DType? dtype = null)
    {
        if (start == 0 || stop == 0)
            throw new ArgumentOutOfRangeException(start == 0 ? nameof(start) : nameof(stop), 0.0, FormattableString.Invariant(
                $"Geomspace: expected a start and a stop other than 0, got {start} and {stop}."));
        (start, stop) = (Hyperparameter.Meant(start), Hyperparameter.Meant(stop));
        Symbol powers = Logspace(Math.Log10(Math.Abs(start)), Math.Log10(Math.Abs(stop)), num, endpoint, 10, dtype);
        return start < 0 ? -powers : powers;
    }

    /// <summary>Powers whose exponents divide an interval evenly.</summary>
    /// <param name="start">The first exponent, of any shape.</param>
    /// <param name="stop">The last exponent, of a shape that broadcasts with the first's.</param>
    /// <param name="num">The number of elements. Default: 50.</param>
    /// <param name="endpoint">Whether the last belongs to them. Default: true.</param>
    /// <param name="radix">The number that is raised. Default: 10.</param>
    /// <param name="dtype">The element type; null (default) for a floating-point type.</param>
    /// <param name="axis">The position of the new axis in the result. Default: the first.</param>
    public static Symbol Logspace(
        Symbol start, Symbol stop, int num = 50, bool endpoint = true, double radix = 10, DType? dtype = null, int axis = 0)
    {
        Symbol exponents = Linspace(start, stop, num, endpoint, dtype, axis);
        return RawOps.Pow(exponents.Number(Hyperparameter.Meant(radix)), exponents);
    }

    /// <summary>Numbers of which each is the same multiple of the one before.</summary>
    /// <param name="start">The first, of any shape, not 0.</param>
    /// <param name="stop">The last, of the same sign and of a shape that broadcasts with the first's.</param>
    /// <param name="num">The number of elements. Default: 50.</param>
    /// <param name="endpoint">Whether the last belongs to them. Default: true.</param>
    /// <param name="dtype">The element type; null (default) for float32.</param>
    /// <param name="axis">The position of the new axis in the result. Default: the first.</param>
    public static Symbol Geomspace(Symbol start, Symbol stop, int num = 50, bool endpoint = true, DType? dtype = null, int axis = 0)
    {
        DType computed = dtype ?? DType.Float32;
        (start, stop) = (start.Cast(computed), stop.Cast(computed));
        Symbol ten = RawOps.Log(start.Number(10));
        Symbol powers = Logspace(RawOps.Log(Abs(start)) / ten, RawOps.Log(Abs(stop)) / ten, num, endpoint, 10, dtype, axis);
        Symbol signs = ExpandDims(Sign(start + RawOps.ZerosLike(stop)), 0);
        return powers * (axis == 0 ? signs : MoveAxis(signs, 0, axis));
    }

    /// <summary>A matrix with ones on a diagonal and zeros elsewhere.</summary>
    /// <param name="n">The number of rows.</param>
    /// <param name="m">The number of columns; null (default) for that of the rows.</param>
    /// <param name="k">The diagonal: 0 (default) is the main one, positive ones lie above it.</param>
    /// <param name="dtype">The element type. Default: float32.</param>
    public static Symbol Eye(int n, int? m = null, int k = 0, DType dtype = DType.Float32)
    {
        Symbol distance = Distances(n, m ?? n, "Eye");
        return RawOps.Equal(distance, distance.Number(k)).Cast(dtype);
    }

    /// <summary>A square matrix with ones on the main diagonal.</summary>
    /// <param name="n">The number of rows.</param>
    /// <param name="dtype">The element type. Default: float32.</param>
    public static Symbol Identity(int n, DType dtype = DType.Float32) => Eye(n, n, 0, dtype);

    /// <summary>A matrix with ones on and below a diagonal and zeros above it.</summary>
    /// <param name="n">The number of rows.</param>
    /// <param name="m">The number of columns; null (default) for that of the rows.</param>
    /// <param name="k">The diagonal: 0 (default) is the main one, positive ones lie above it.</param>
    /// <param name="dtype">The element type. Default: float32.</param>
    public static Symbol Tri(int n, int? m = null, int k = 0, DType dtype = DType.Float32)
    {
        Symbol distance = Distances(n, m ?? n, "Tri");
        return RawOps.LessEqual(distance, distance.Number(k)).Cast(dtype);
    }

    // The column's number less the row's.
    private static Symbol Distances(int rows, int columns, string name)
    {
        Required.AtLeast(name, 0, rows, "n");
        Required.AtLeast(name, 0, columns, "m");
        return ExpandDims(Arange(columns), 0) - ExpandDims(Arange(rows), 1);
    }

    private static Symbol LinearlySpaced(Symbol start, Symbol stop, int num)
    {
        (start, stop) = (start + RawOps.ZerosLike(stop), stop + RawOps.ZerosLike(start));
        if (num <= 1)
            return ExpandDims(start, 0)[..num];

        // As TensorFlow's linspace: multiples of one step, and the ends themselves.
        Symbol step = (stop - start) / (num - 1);
        Symbol multiples = RawOps.Range(Int(start, 1), Int(start, Math.Max(1, num - 1)), Int(start, 1)).Cast(start.DType);
        long[] shape = [-1, .. Enumerable.Repeat(1L, start.Rank)];
        Symbol between = start + (step * multiples.Reshape([.. shape]));
        return Concatenate([ExpandDims(start, 0), between, ExpandDims(stop, 0)]);
    }
}
