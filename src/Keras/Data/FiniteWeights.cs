using System.Globalization;
using System.Numerics;
using TensorFlow;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Keras.Pipelines;

/// <summary>
/// Refuses sample weights and class weights that are not finite, which would make the loss and all weights of the model NaN. As in Keras,
/// negative ones are allowed: they negate the gradient of a sample.
/// </summary>
internal static class FiniteWeights
{
    /// <param name="weights">The sample weights, with the samples on the first axis.</param>
    /// <param name="operation">The operation, for the message.</param>
    /// <param name="place">Names a sample for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is NaN or infinite.</exception>
    public static void Check(Tensor weights, string operation, Func<long, string> place)
    {
        switch (weights.DType)
        {
            case DType.Float16: Check(weights.AsSpan<Half>()); break;
            case DType.Float32: Check(weights.AsSpan<float>()); break;
            case DType.Float64: Check(weights.AsSpan<double>()); break;
            case DType.BFloat16:
                using (Tensor wide = weights.Cast(DType.Float32))
                    Check(wide.AsSpan<float>());
                break;
            default: break;
        }

        void Check<T>(ReadOnlySpan<T> values)
            where T : INumber<T>
        {
            // Both are NaN if any value is.
            if (values.IsEmpty || (T.IsFinite(TensorPrimitives.Min(values)) && T.IsFinite(TensorPrimitives.Max(values))))
                return;
            long each = Math.Max(1, values.Length / Math.Max(1, weights.Shape[0]));
            for (int i = 0; i < values.Length; i++)
            {
                if (!T.IsFinite(values[i]))
                    throw new ArgumentOutOfRangeException(nameof(weights), string.Create(CultureInfo.InvariantCulture,
                        $"{operation}: expected finite sample weights, got {values[i]} in {place(i / each)}; "
                        + $"give such a sample the weight 0 to ignore it."));
            }
        }
    }

    /// <param name="classWeight">The class weights.</param>
    /// <param name="operation">The operation, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is NaN or infinite.</exception>
    public static void Check(IReadOnlyDictionary<int, float> classWeight, string operation)
    {
        foreach ((int number, float weight) in classWeight)
        {
            if (!float.IsFinite(weight))
                throw new ArgumentOutOfRangeException(nameof(classWeight), string.Create(CultureInfo.InvariantCulture,
                    $"{operation}: expected finite class weights, got {weight} for class {number}; "
                    + $"give such a class the weight 0 to ignore it."));
        }
    }
}
