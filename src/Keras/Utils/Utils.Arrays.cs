using Keras.Layers;
using Keras.Pipelines;
using TensorFlow;

namespace Keras;

/// <content>Arrays and labels.</content>
public static partial class Utils
{
    /// <summary>
    /// Divides vectors by their norm (<c>keras.utils.normalize</c>): <c>x / ‖x‖</c>; vectors of zeros stay.
    /// </summary>
    /// <param name="x">The values, <c>[samples, …]</c>.</param>
    /// <param name="axis">The axis along which the vectors lie. Default: the last. (Keras divides along the last axis where
    /// <c>axis=0</c> is asked for; here along the first.)</param>
    /// <param name="order">The order of the norm: 2 (default) the Euclidean one, 1 the sum of absolute values, infinity the largest of
    /// them, negative infinity the smallest, 0 the number of elements that are not 0, p the p-th root of the sum of p-th powers.</param>
    /// <returns>Numbers of the same shape: float64 where integers were given, otherwise in the type of <paramref name="x"/>; the caller
    /// disposes them.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">The data are not numeric, or the order is NaN.</exception>
    public static Tensor Normalize(Data x, int axis = -1, double order = 2)
    {
        Required.Rows("Normalize", "numbers", x);
        if (double.IsNaN(order))
            throw new ArgumentException("Normalize: expected the order of a norm, got NaN.", nameof(order));
        using AdaptationData given = new(x);
        Tensor tensor = given.Tensor;
        NumberColumns.Require(tensor.DType, tensor.Shape, "Normalize", "data", "encode strings as numbers before");
        int at = axis < 0 ? axis + tensor.Rank : axis;
        if (at < 0 || at >= tensor.Rank)
            throw new ArgumentOutOfRangeException(nameof(axis), axis, $"Normalize: expected an axis of {tensor.Shape}, got {axis}.");
        using Tensor wide = tensor.Cast(DType.Float64);
        double[] values = wide.ToArray<double>();
        int length = checked((int)tensor.Shape[at]);
        int inner = checked((int)tensor.Shape[(at + 1)..].ElementCount);
        for (int outer = 0; outer < values.Length; outer += Math.Max(1, length * inner))
        {
            for (int i = outer; i < outer + inner && length > 0; i++)
                Divide(values.AsSpan(i), length, inner, order);
        }

        using Tensor normalized = Tensor.Create<double>(values, tensor.Shape);
        return tensor.DType.IsFloatingPoint ? normalized.Cast(tensor.DType) : normalized.Share();
    }

    /// <summary>
    /// Encodes class indices as one-hot vectors (<c>keras.utils.to_categorical</c>).
    /// </summary>
    /// <param name="x">Class indices of any shape; fractions are truncated. A last axis of length 1 is taken away where there are
    /// others.</param>
    /// <param name="numClasses">The number of classes; null (default) for the largest class index + 1.</param>
    /// <returns>Float32 <c>[…, numClasses]</c>; the caller disposes it. <see cref="Data.ToCategorical(int)"/> encodes inside of the
    /// compiled function instead and takes no memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A class index is negative, which Keras would count from the end, or not below
    /// <paramref name="numClasses"/>.</exception>
    public static Tensor ToCategorical(Data x, int? numClasses = null)
    {
        Required.Rows("ToCategorical", "class indices", x);
        if (numClasses is { } wanted)
            Required.AtLeast("ToCategorical", 1, wanted, nameof(numClasses));
        using AdaptationData given = new(x);
        NumberColumns.Require(given.Tensor.DType, given.Tensor.Shape, "ToCategorical", "class indices", "encode strings before");
        using Tensor labels = given.Tensor.Cast(DType.Int64);
        ReadOnlySpan<long> numbers = labels.AsSpan<long>();
        if (numbers.Length == 0 && numClasses is null)
            throw new ArgumentException("ToCategorical: expected class indices or the number of classes, got neither.", nameof(x));
        int classes = numClasses ?? checked((int)(System.Numerics.Tensors.TensorPrimitives.Max(numbers) + 1));
        LabelRange.Check(labels, Math.Max(1, classes), "ToCategorical");
        float[] rows = new float[checked(numbers.Length * classes)];
        for (int i = 0; i < numbers.Length; i++)
            rows[(i * classes) + numbers[i]] = 1;
        Shape shape = labels.Rank > 1 && labels.Shape[^1] == 1 ? labels.Shape[..^1] : labels.Shape;
        return Tensor.Create<float>(rows, [.. shape, classes]);
    }

    // A vector is every stride-th element of the span.
    private static void Divide(Span<double> values, int length, int stride, double order)
    {
        double norm = order switch
        {
            double.NegativeInfinity => double.PositiveInfinity,
            _ => 0,
        };
        for (int i = 0; i < length; i++)
        {
            double size = Math.Abs(values[i * stride]);
            norm = order switch
            {
                2 => norm + (size * size),
                1 => norm + size,
                0 => norm + (size != 0 ? 1 : 0),
                double.PositiveInfinity => Math.Max(norm, size),
                double.NegativeInfinity => Math.Min(norm, size),
                _ => norm + Math.Pow(size, order),
            };
        }

        if (order is not (0 or 1) && !double.IsInfinity(order))
            norm = order == 2 ? Math.Sqrt(norm) : Math.Pow(norm, 1 / order);
        for (int i = 0; i < length && norm != 0; i++)
            values[i * stride] /= norm;
    }
}
