using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Normalization;

/// <summary>
/// The gradients of layer normalization along the last axis. Rows are summed in parts, each of the same rows whoever computes it, so that
/// the sums are the same in each call.
/// </summary>
internal sealed unsafe class LayerNormalizationGradient : SharedWork
{
    private const int Block = 64, PartsPerThread = 2, WorkOfElement = 16;

    private readonly NormalizedRows rows;
    private readonly float* gamma;
    private readonly float* dy;
    private readonly float* dx;
    private readonly int blocks;
    private float* sums;

    /// <param name="rows">The rows.</param>
    /// <param name="gamma">The factor, <c>[length]</c>.</param>
    /// <param name="dy">The gradients of the normalized rows.</param>
    /// <param name="dx">The gradients of the rows.</param>
    /// <param name="isAlone">Whether other threads have work of their own.</param>
    public LayerNormalizationGradient(NormalizedRows rows, float* gamma, float* dy, float* dx, bool isAlone)
    {
        this.rows = rows;
        this.gamma = gamma;
        this.dy = dy;
        this.dx = dx;
        blocks = (rows.Count + Block - 1) / Block;
        Parts = isAlone ? 1 : Math.Clamp(blocks, 1, PartsPerThread * Threads);
    }

    /// <summary>Computes the gradients.</summary>
    /// <param name="dgamma">The gradient of the factor.</param>
    /// <param name="dbeta">The gradient of the offset.</param>
    public void Run(float* dgamma, float* dbeta)
    {
        int length = rows.Length, size = 2 * length;
        using Scratch memory = new(checked(Parts * size));
        sums = memory.Elements;
        Run(Parts == 1 ? 0 : (long)WorkOfElement * rows.Count * length);
        Span<float> total = new(sums, size);
        for (int part = 1; part < Parts; part++)
            TensorPrimitives.Add(total, new ReadOnlySpan<float>(sums + ((nint)part * size), size), total);
        total[..length].CopyTo(new(dgamma, length));
        total[length..].CopyTo(new(dbeta, length));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Compute(int part)
    {
        int length = rows.Length, end = Math.Min((int)((long)blocks * (part + 1) / Parts) * Block, rows.Count);
        float* factors = sums + ((nint)part * 2 * length), offsets = factors + length;
        new Span<float>(factors, 2 * length).Clear();
        for (int row = (int)((long)blocks * part / Parts) * Block; row < end; row++)
        {
            float* x = rows.Elements + ((nint)row * length), gradient = dy + ((nint)row * length), to = dx + ((nint)row * length);
            (float mean, float inverse) = rows.Statistics(x);
            Vector middle = Vector512.Create(mean), factor = Vector512.Create(inverse), sum = default, slope = default;
            for (int i = 0; i < length; i += Vector.Count)
            {
                Vector g = Vector512.Load(gradient + i), normalized = (Vector512.Load(x + i) - middle) * factor;
                Vector512.FusedMultiplyAdd(g, normalized, Vector512.Load(factors + i)).Store(factors + i);
                (g + Vector512.Load(offsets + i)).Store(offsets + i);
                g *= Vector512.Load(gamma + i);
                sum += g;
                slope = Vector512.FusedMultiplyAdd(g, normalized, slope);
            }

            Vector average = Vector512.Create(Vector512.Sum(sum) / length), along = Vector512.Create(Vector512.Sum(slope) / length);
            for (int i = 0; i < length; i += Vector.Count)
            {
                Vector g = Vector512.Load(gradient + i) * Vector512.Load(gamma + i);
                Vector normalized = (Vector512.Load(x + i) - middle) * factor;
                ((g - average - (normalized * along)) * factor).Store(to + i);
            }
        }
    }
}
