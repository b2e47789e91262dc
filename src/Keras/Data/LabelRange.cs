using System.Numerics;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;
using TensorFlow;

namespace Keras.Pipelines;

/// <summary>Checks class indices before a function uses them, in which an invalid one would silently become zeros or NaN.</summary>
internal static class LabelRange
{
    /// <param name="labels">The class indices, with the samples on the first axis.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="operation">The operation, for the message.</param>
    /// <param name="ignored">The index that the loss ignores (Keras's <c>ignore_class</c>); null for none.</param>
    /// <param name="place">Names a sample for the message. Default: "sample 17".</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is not in [0, <paramref name="classes"/>) and is not
    /// <paramref name="ignored"/>.</exception>
    public static void Check(Tensor labels, long classes, string operation, int? ignored = null, Func<long, string>? place = null) =>
        CheckNumbers(labels, 0, classes, ignored, (number, row) => string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{operation}: expected class indices from 0 to {classes - 1}, got {number} in {place?.Invoke(row) ?? $"sample {row}"}; "
            + $"give the model or ToCategorical as many classes as the labels have."));

    /// <summary>Checks the indices for an embedding; negative ones count from the end.</summary>
    /// <param name="indices">The indices, with the samples on the first axis.</param>
    /// <param name="count">The number of embeddings.</param>
    /// <param name="operation">The operation, for the message.</param>
    /// <param name="layer">The layer, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range.</exception>
    public static void CheckIndices(Tensor indices, long count, string operation, string layer) =>
        CheckNumbers(indices, -count, count, null, (number, row) => string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{operation}: {layer} expected indices from 0 to {count - 1}, got {number} in sample {row}; give it an inputDim above the "
            + $"largest index."));

    private static void CheckNumbers(Tensor labels, long lowest, long classes, int? ignored, Func<object, long, string> message)
    {
        switch (labels.DType)
        {
            case DType.UInt8: Check(labels.AsSpan<byte>()); break;
            case DType.Int8: Check(labels.AsSpan<sbyte>()); break;
            case DType.Int16: Check(labels.AsSpan<short>()); break;
            case DType.UInt16: Check(labels.AsSpan<ushort>()); break;
            case DType.Int32: Check(labels.AsSpan<int>()); break;
            case DType.UInt32: Check(labels.AsSpan<uint>()); break;
            case DType.Int64: Check(labels.AsSpan<long>()); break;
            case DType.UInt64: Check(labels.AsSpan<ulong>()); break;
            case DType.Float16: Check(labels.AsSpan<Half>()); break;
            case DType.Float32: Check(labels.AsSpan<float>()); break;
            case DType.Float64: Check(labels.AsSpan<double>()); break;
            case DType.BFloat16:
                using (Tensor wide = labels.Cast(DType.Float32))
                    Check(wide.AsSpan<float>());
                break;
            default: break;
        }

        void Check<T>(ReadOnlySpan<T> values)
            where T : INumber<T>
        {
            // Valid labels take two vectorized passes. NaN is in no range.
            if (values.IsEmpty || (IsClass(TensorPrimitives.Min(values), lowest, classes)
                && IsClass(TensorPrimitives.Max(values), lowest, classes)))
                return;
            long each = Math.Max(1, values.Length / Math.Max(1, labels.Shape[0]));
            for (int i = 0; i < values.Length; i++)
            {
                if (IsClass(values[i], lowest, classes) || (ignored is { } allowed && double.CreateChecked(values[i]) == allowed))
                    continue;
                throw new ArgumentOutOfRangeException(nameof(labels), message(values[i], i / each));
            }
        }
    }

    private static bool IsClass<T>(T label, long lowest, long classes)
        where T : INumber<T> => double.CreateChecked(label) is var number && number >= lowest && number < classes;
}
