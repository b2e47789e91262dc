using System.Runtime.CompilerServices;

namespace TensorFlow.Kernels.Attention;

/// <summary>The gradients of scaled dot-product attention, head by head.</summary>
internal sealed unsafe class AttentionGradient : SharedWork
{
    private readonly AttentionOperands operands;
    private readonly AttentionOperands results;
    private readonly float* gradients;

    /// <param name="operands">Queries, keys, values and weights.</param>
    /// <param name="gradients">The gradients of what is attended, <c>[batch, targets, heads, value size]</c>.</param>
    /// <param name="results">The gradients of queries, keys and values.</param>
    public AttentionGradient(AttentionOperands operands, float* gradients, AttentionOperands results)
    {
        (this.operands, this.results) = (operands, results);
        this.gradients = gradients;
        Parts = operands.Heads.Batch;
    }

    /// <summary>Computes the gradients.</summary>
    /// <param name="isAlone">Whether other threads have work of their own.</param>
    public void Run(bool isAlone) => Run(isAlone ? 0 : 2 * operands.Heads.Multiplications);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Compute(int part)
    {
        AttentionHeads h = operands.Heads;
        int sources = h.PaddedSources;
        using Scratch memory = new((h.ValueSize + h.Targets) * sources);
        float* transposed = memory.Elements, scores = transposed + (h.ValueSize * sources);
        for (int head = 0; head < h.Heads; head++)
        {
            MatrixView weights = operands.WeightsOf(part, head), dy = operands.AttendedOf(gradients, part, head);
            MatrixProduct.Compute(
                new(weights.Elements, 1, sources), dy, results.ValuesOf(part, head), h.Sources, h.Targets, h.ValueSize, adds: false);
            Transposition.Compute(operands.ValuesOf(part, head), h.Sources, h.ValueSize, transposed, sources);
            MatrixProduct.Compute(dy, new(transposed, sources), new(scores, sources), h.Targets, h.ValueSize, sources, adds: false);
            for (int target = 0; target < h.Targets; target++)
                Softmax.ApplyGradient(scores + ((nint)target * sources), weights.At(target), sources, operands.Scale);
            MatrixProduct.Compute(
                new(scores, sources), operands.KeysOf(part, head), results.QueriesOf(part, head), h.Targets, h.Sources, h.Size, adds: false);
            MatrixProduct.Compute(
                new(scores, 1, sources), operands.QueriesOf(part, head), results.KeysOf(part, head), h.Sources, h.Targets, h.Size,
                adds: false);
        }
    }
}
