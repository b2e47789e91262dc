using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Normalization;

/// <summary>Layer normalization along the last axis.</summary>
internal sealed unsafe class LayerNormalizationForward : SharedWork
{
    private const int Block = 64, WorkOfElement = 8;

    private readonly NormalizedRows rows;
    private readonly float* gamma;
    private readonly float* beta;
    private readonly float* y;

    /// <param name="rows">The rows.</param>
    /// <param name="gamma">The factor, <c>[length]</c>.</param>
    /// <param name="beta">The offset, <c>[length]</c>.</param>
    /// <param name="y">The normalized rows.</param>
    public LayerNormalizationForward(NormalizedRows rows, float* gamma, float* beta, float* y)
    {
        this.rows = rows;
        this.gamma = gamma;
        this.beta = beta;
        this.y = y;
        Parts = (rows.Count + Block - 1) / Block;
    }

    /// <summary>Normalizes the rows.</summary>
    /// <param name="isAlone">Whether other threads have work of their own.</param>
    public void Run(bool isAlone) => Run(isAlone ? 0 : (long)WorkOfElement * rows.Count * rows.Length);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Compute(int part)
    {
        int length = rows.Length, end = Math.Min((part + 1) * Block, rows.Count);
        for (int row = part * Block; row < end; row++)
        {
            float* x = rows.Elements + ((nint)row * length), to = y + ((nint)row * length);
            (float mean, float inverse) = rows.Statistics(x);
            Vector middle = Vector512.Create(mean), factor = Vector512.Create(inverse);
            for (int i = 0; i < length; i += Vector.Count)
            {
                Vector normalized = (Vector512.Load(x + i) - middle) * factor;
                Vector512.FusedMultiplyAdd(normalized, Vector512.Load(gamma + i), Vector512.Load(beta + i)).Store(to + i);
            }
        }
    }
}
