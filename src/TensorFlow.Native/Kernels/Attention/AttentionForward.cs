using System.Runtime.CompilerServices;

namespace TensorFlow.Kernels.Attention;

/// <summary>Scaled dot-product attention, head by head.</summary>
internal static unsafe class AttentionForward
{
    /// <summary>Computes the attention weights and the output.</summary>
    /// <param name="operands">Queries, keys and values, and room for the weights.</param>
    /// <param name="attended">The weighted values, <c>[batch, targets, heads, value size]</c>.</param>
    public static void Compute(AttentionOperands operands, float* attended)
    {
        using Scratch memory = new(operands.Heads.Size * operands.Heads.PaddedSources);
        for (int sample = 0; sample < operands.Heads.Batch; sample++)
        {
            for (int head = 0; head < operands.Heads.Heads; head++)
                Compute(operands, sample, head, memory.Elements, operands.AttendedOf(attended, sample, head));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compute(AttentionOperands operands, int sample, int head, float* transposed, MatrixView attended)
    {
        AttentionHeads h = operands.Heads;
        int sources = h.PaddedSources;
        MatrixView weights = operands.WeightsOf(sample, head);
        Transposition.Compute(operands.KeysOf(sample, head), h.Sources, h.Size, transposed, sources);
        MatrixProduct.Compute(
            operands.QueriesOf(sample, head), new(transposed, sources), weights, h.Targets, h.Size, sources, adds: false);
        for (int target = 0; target < h.Targets; target++)
            Softmax.Apply(weights.At(target), sources, operands.Seen(target), operands.Scale);
        MatrixProduct.Compute(
            weights, operands.ValuesOf(sample, head), attended, h.Targets, h.Sources, h.ValueSize, adds: false);
    }
}
