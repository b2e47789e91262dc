using System.Numerics;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;
using TensorFlow;

namespace Keras;

/// <summary>Checks class numbers before they reach a program, where a wrong one would silently become a row of zeros or NaN.</summary>
internal static class LabelRange
{
    /// <exception cref="ArgumentOutOfRangeException">A number is below 0 or not below <paramref name="classes"/>, and is not <paramref name="ignored"/>.</exception>
    public static void Check(Tensor labels, long classes, string asked, int? ignored = null)
    {
        switch (labels.DType)
        {
            case DType.UInt8: Check(labels.AsSpan<byte>(), classes, asked, ignored); break;
            case DType.Int8: Check(labels.AsSpan<sbyte>(), classes, asked, ignored); break;
            case DType.Int16: Check(labels.AsSpan<short>(), classes, asked, ignored); break;
            case DType.UInt16: Check(labels.AsSpan<ushort>(), classes, asked, ignored); break;
            case DType.Int32: Check(labels.AsSpan<int>(), classes, asked, ignored); break;
            case DType.Int64: Check(labels.AsSpan<long>(), classes, asked, ignored); break;
            case DType.Float32: Check(labels.AsSpan<float>(), classes, asked, ignored); break;
            case DType.Float64: Check(labels.AsSpan<double>(), classes, asked, ignored); break;
            default: break;
        }
    }

    private static void Check<T>(ReadOnlySpan<T> labels, long classes, string asked, int? ignored)
        where T : INumber<T>
    {
        if (labels.IsEmpty || InRange(TensorPrimitives.Min(labels), classes, null) && InRange(TensorPrimitives.Max(labels), classes, null))
            return;
        for (int row = 0; row < labels.Length; row++)
        {
            if (!InRange(labels[row], classes, ignored))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(labels), $"{asked}: expected class numbers from 0 to {classes - 1}, got {labels[row]} in row {row}; give the model or ToCategorical as many classes as the labels have.");
            }
        }
    }

    private static bool InRange<T>(T label, long classes, int? ignored)
        where T : INumber<T> =>
        (label >= T.Zero && double.CreateChecked(label) < classes) || (ignored is { } value && label == T.CreateTruncating(value));
}
