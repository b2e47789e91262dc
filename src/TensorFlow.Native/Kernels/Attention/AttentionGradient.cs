using System.Runtime.CompilerServices;

namespace TensorFlow.Kernels.Attention;

/// <summary>The gradients of scaled dot-product attention, head by head.</summary>
/// <param name="operands">Queries, keys, values and weights.</param>
/// <param name="gradients">The gradients of the output, <c>[batch, targets, heads, value size]</c>.</param>
/// <param name="results">The gradients of queries, keys and values.</param>
internal readonly unsafe struct AttentionGradient(AttentionOperands operands, float* gradients, AttentionOperands results)
{
    /// <summary>Computes the gradients.</summary>
    public void Compute()
    {
        AttentionHeads h = operands.Heads;
        using Scratch memory = new((h.ValueSize + h.Sources) * h.PaddedTargets);
        for (int sample = 0; sample < h.Batch; sample++)
        {
            for (int head = 0; head < h.Heads; head++)
                Compute(sample, head, memory.Elements);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Compute(int sample, int head, float* transposed)
    {
        AttentionHeads h = operands.Heads;
        int targets = h.PaddedTargets;
        float* scores = transposed + ((nint)h.ValueSize * targets);
        MatrixView weights = operands.WeightsOf(sample, head), dy = operands.AttendedOf(gradients, sample, head);
        MatrixProduct.Compute(
            weights, dy, results.ValuesOf(sample, head), h.Sources, h.Targets, h.ValueSize, adds: false);
        Transposition.Compute(dy, h.Targets, h.ValueSize, transposed, targets);
        MatrixProduct.Compute(
            operands.ValuesOf(sample, head), new(transposed, targets), new(scores, targets), h.Sources, h.ValueSize, targets,
            adds: false);
        Softmax.ApplyGradient(scores, weights.Elements, h.Sources, targets, operands.Scale);
        MatrixProduct.Compute(
            new(scores, 1, targets), operands.KeysOf(sample, head), results.QueriesOf(sample, head), h.Targets, h.Sources, h.Size,
            adds: false);
        MatrixProduct.Compute(
            new(scores, targets), operands.QueriesOf(sample, head), results.KeysOf(sample, head), h.Sources, h.Targets, h.Size,
            adds: false);
    }
}
