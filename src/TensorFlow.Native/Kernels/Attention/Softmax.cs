using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Attention;

/// <summary>
/// The softmax of scores over the sources, and its gradient. A row holds the scores of one source, so that a vector holds those of 16
/// targets, and nothing is summed within a vector.
/// </summary>
internal static unsafe class Softmax
{
    /// <summary>From scores to weights, in place.</summary>
    /// <param name="scores">The scores, <c>[sources, targets]</c>.</param>
    /// <param name="sources">The number of sources.</param>
    /// <param name="targets">The number of targets, a multiple of 16.</param>
    /// <param name="isCausal">Whether targets look at sources up to their own position only; the other weights are 0.</param>
    /// <param name="scale">The factor of the scores.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply(float* scores, int sources, int targets, bool isCausal, float scale)
    {
        Vector factor = Vector512.Create(scale), lowest = Vector512.Create(float.NegativeInfinity);
        for (int target = 0; target < targets; target += Vector.Count)
        {
            // Behind the last target of the vector no source is seen.
            int seen = isCausal ? Math.Min(target + Vector.Count, sources) : sources, source;
            Vector position = Vector512.CreateSequence((float)target, 1f), largest = lowest, sum = default;
            float* at = scores + target;
            for (source = 0; source < seen; source++, at += targets)
            {
                Vector score = Vector512.Load(at) * factor;
                if (isCausal && source > target)
                    score = Vector512.ConditionalSelect(IsSeen(position, source), score, lowest);
                score.Store(at);
                largest = Vector512.MaxNative(largest, score);
            }

            at = scores + target;
            for (source = 0; source < seen; source++, at += targets)
            {
                Vector weight = VectorExp.OfNegative(Vector512.Load(at) - largest);
                if (isCausal && source > target)
                    weight = Vector512.ConditionalSelect(IsSeen(position, source), weight, default);
                weight.Store(at);
                sum += weight;
            }

            Vector inverse = Vector512.Create(1f) / sum;
            at = scores + target;
            for (source = 0; source < seen; source++, at += targets)
                (Vector512.Load(at) * inverse).Store(at);
            for (; source < sources; source++, at += targets)
                Vector.Zero.Store(at);
        }
    }

    /// <summary>From gradients of weights to those of scores, in place.</summary>
    /// <param name="gradients">The gradients, <c>[sources, targets]</c>.</param>
    /// <param name="weights">The weights, <c>[sources, targets]</c>.</param>
    /// <param name="sources">The number of sources.</param>
    /// <param name="targets">The number of targets, a multiple of 16.</param>
    /// <param name="scale">The factor of the scores.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ApplyGradient(float* gradients, float* weights, int sources, int targets, float scale)
    {
        Vector factor = Vector512.Create(scale);
        for (int target = 0; target < targets; target += Vector.Count)
        {
            Vector average = default;
            float* g = gradients + target, w = weights + target;
            for (int source = 0; source < sources; source++, g += targets, w += targets)
                average = Vector512.FusedMultiplyAdd(Vector512.Load(g), Vector512.Load(w), average);
            g = gradients + target;
            w = weights + target;
            for (int source = 0; source < sources; source++, g += targets, w += targets)
                ((Vector512.Load(g) - average) * Vector512.Load(w) * factor).Store(g);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector IsSeen(Vector position, int source) => Vector512.GreaterThanOrEqual(position, Vector512.Create((float)source));
}
