using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Attention;

/// <summary>The softmax of rows of scores, and its gradient.</summary>
internal static unsafe class Softmax
{
    /// <summary>From scores to weights, in place.</summary>
    /// <param name="row">A row of scores, whose length is a multiple of 16.</param>
    /// <param name="length">The length with what is behind.</param>
    /// <param name="seen">The number of scores; what is behind gets a weight of 0.</param>
    /// <param name="scale">The factor of the scores.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply(float* row, int length, int seen, float scale)
    {
        Vector factor = Vector512.Create(scale), largest = Vector512.Create(float.NegativeInfinity);
        Vector last = Vector512.LessThan(Vector512.CreateSequence(0f, 1f), Vector512.Create((float)(seen & (Vector.Count - 1))));
        int whole = seen & ~(Vector.Count - 1);
        for (int i = 0; i < whole; i += Vector.Count)
            largest = Vector512.MaxNative(largest, Vector512.Load(row + i) * factor);
        if (whole < seen)
            largest = Vector512.MaxNative(largest, Vector512.ConditionalSelect(last, Vector512.Load(row + whole) * factor, largest));
        Vector shift = Vector512.Create(Largest(largest)), sum = default;
        for (int i = 0; i < whole; i += Vector.Count)
        {
            Vector weight = VectorExp.OfNegative((Vector512.Load(row + i) * factor) - shift);
            weight.Store(row + i);
            sum += weight;
        }

        for (int i = whole; i < length; i += Vector.Count)
        {
            Vector weight = i < seen
                ? Vector512.ConditionalSelect(last, VectorExp.OfNegative((Vector512.Load(row + i) * factor) - shift), default) : default;
            weight.Store(row + i);
            sum += weight;
        }

        Vector inverse = Vector512.Create(1 / Vector512.Sum(sum));
        for (int i = 0; i < length; i += Vector.Count)
            (Vector512.Load(row + i) * inverse).Store(row + i);
    }

    /// <summary>From gradients of weights to those of scores, in place.</summary>
    /// <param name="gradients">A row of gradients.</param>
    /// <param name="weights">The row of weights.</param>
    /// <param name="length">The length, a multiple of 16.</param>
    /// <param name="scale">The factor of the scores.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ApplyGradient(float* gradients, float* weights, int length, float scale)
    {
        Vector sum = default;
        for (int i = 0; i < length; i += Vector.Count)
            sum = Vector512.FusedMultiplyAdd(Vector512.Load(gradients + i), Vector512.Load(weights + i), sum);
        Vector average = Vector512.Create(Vector512.Sum(sum)), factor = Vector512.Create(scale);
        for (int i = 0; i < length; i += Vector.Count)
            ((Vector512.Load(gradients + i) - average) * Vector512.Load(weights + i) * factor).Store(gradients + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Largest(Vector vector)
    {
        Vector256<float> half = Vector256.Max(vector.GetLower(), vector.GetUpper());
        Vector128<float> quarter = Vector128.Max(half.GetLower(), half.GetUpper());
        quarter = Vector128.Max(quarter, Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1)));
        quarter = Vector128.Max(quarter, Vector128.Shuffle(quarter, Vector128.Create(1, 0, 3, 2)));
        return quarter.ToScalar();
    }
}
