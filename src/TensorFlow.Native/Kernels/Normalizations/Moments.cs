using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Normalizations;

/// <summary>
/// The mean and the sum of squared deviations from it, block by block: each block's are computed from its own mean, while it is in the
/// cache, so that no digits are lost where the mean is large beside the deviations.
/// </summary>
internal static unsafe class Moments
{
    /// <summary>Adds a block to the moments of what was before (Chan's formula).</summary>
    /// <param name="x">The block's elements.</param>
    /// <param name="rows">The number of its rows.</param>
    /// <param name="parts">All rows.</param>
    /// <param name="before">The number of rows before.</param>
    /// <param name="mean">The mean, by channel.</param>
    /// <param name="squares">The sum of squared deviations, by channel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* x, int rows, RowParts parts, int before, float* mean, float* squares)
    {
        int channels = parts.Channels;
        Vector share = Vector512.Create((float)rows / (before + rows)), kept = Vector512.Create((float)before);
        for (int channel = 0; channel < channels; channel += Vector.Count)
        {
            Vector own = Sum(x + channel, rows, parts, default) * Vector512.Create(1f / rows);
            Vector spread = Sum(x + channel, rows, parts, own, isSquared: true);
            Vector old = before == 0 ? own : Vector512.Load(mean + channel), difference = own - old;
            Vector step = difference * share;
            (old + step).Store(mean + channel);
            spread += difference * step * kept;
            (before == 0 ? spread : Vector512.Load(squares + channel) + spread).Store(squares + channel);
        }
    }

    // Of elements, or of the squares of their differences from a center.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector Sum(float* x, int rows, RowParts parts, Vector center, bool isSquared = false)
    {
        nint step = parts.Channels;
        Vector a = default, b = default, c = default, d = default;
        for (; rows >= 4; rows -= 4, x += 4 * step)
        {
            a = Next(x, a, parts, center, isSquared);
            b = Next(x + step, b, parts, center, isSquared);
            c = Next(x + (2 * step), c, parts, center, isSquared);
            d = Next(x + (3 * step), d, parts, center, isSquared);
        }

        for (; rows > 0; rows--, x += step)
            a = Next(x, a, parts, center, isSquared);
        return a + b + (c + d);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector Next(float* x, Vector sum, RowParts parts, Vector center, bool isSquared)
        {
            if (!isSquared)
                return sum + Vector512.Load(x);
            Vector value = parts.Load(x) - center;
            return Vector512.FusedMultiplyAdd(value, value, sum);
        }
    }
}
