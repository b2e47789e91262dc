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
        using Scratch memory = new(operands.Heads.Size * operands.Heads.PaddedTargets);
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
        int targets = h.PaddedTargets;
        MatrixView weights = operands.WeightsOf(sample, head);
        Transposition.Compute(operands.QueriesOf(sample, head), h.Targets, h.Size, transposed, targets);
        MatrixProduct.Compute(
            operands.KeysOf(sample, head), new(transposed, targets), weights, h.Sources, h.Size, targets, adds: false);
        Softmax.Apply(weights.Elements, h.Sources, targets, operands.IsCausal, operands.Scale);
        MatrixProduct.Compute(
            new(weights.Elements, 1, targets), operands.ValuesOf(sample, head), attended, h.Targets, h.Sources, h.ValueSize, adds: false);
    }
}
