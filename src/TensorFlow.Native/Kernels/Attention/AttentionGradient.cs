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
        using Scratch memory = new((h.ValueSize + h.Targets) * h.PaddedSources);
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
        int sources = h.PaddedSources;
        float* scores = transposed + ((nint)h.ValueSize * sources);
        MatrixView weights = operands.WeightsOf(sample, head), dy = operands.AttendedOf(gradients, sample, head);
        MatrixProduct.Compute(
            new(weights.Elements, 1, sources), dy, results.ValuesOf(sample, head), h.Sources, h.Targets, h.ValueSize, adds: false);
        Transposition.Compute(operands.ValuesOf(sample, head), h.Sources, h.ValueSize, transposed, sources);
        MatrixProduct.Compute(dy, new(transposed, sources), new(scores, sources), h.Targets, h.ValueSize, sources, adds: false);
        for (int target = 0; target < h.Targets; target++)
            Softmax.ApplyGradient(scores + ((nint)target * sources), weights.At(target), sources, operands.Scale);
        MatrixProduct.Compute(
            new(scores, sources), operands.KeysOf(sample, head), results.QueriesOf(sample, head), h.Targets, h.Sources, h.Size,
            adds: false);
        MatrixProduct.Compute(
            new(scores, 1, sources), operands.QueriesOf(sample, head), results.KeysOf(sample, head), h.Sources, h.Targets, h.Size,
            adds: false);
    }
}
