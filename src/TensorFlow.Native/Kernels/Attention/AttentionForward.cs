using System.Runtime.CompilerServices;

namespace TensorFlow.Kernels.Attention;

/// <summary>Scaled dot-product attention, head by head.</summary>
internal sealed unsafe class AttentionForward : SharedWork
{
    private readonly AttentionOperands operands;
    private readonly float* attended;

    /// <param name="operands">Queries, keys and values, and room for the weights.</param>
    /// <param name="attended">The weighted values, <c>[batch, targets, heads, value size]</c>.</param>
    public AttentionForward(AttentionOperands operands, float* attended)
    {
        this.operands = operands;
        this.attended = attended;
        Parts = operands.Heads.Batch;
    }

    /// <summary>Computes the weights and what is attended.</summary>
    /// <param name="isAlone">Whether other threads have work of their own.</param>
    public void Run(bool isAlone) => Run(isAlone ? 0 : operands.Heads.Multiplications);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Compute(int part)
    {
        AttentionHeads h = operands.Heads;
        int sources = h.PaddedSources;
        using Scratch memory = new(h.Size * sources);
        for (int head = 0; head < h.Heads; head++)
        {
            MatrixView weights = operands.WeightsOf(part, head);
            Transposition.Compute(operands.KeysOf(part, head), h.Sources, h.Size, memory.Elements, sources);
            MatrixProduct.Compute(
                operands.QueriesOf(part, head), new(memory.Elements, sources), weights, h.Targets, h.Size, sources, adds: false);
            for (int target = 0; target < h.Targets; target++)
                Softmax.Apply(weights.At(target), sources, operands.Seen(target), operands.Scale);
            MatrixProduct.Compute(
                weights, operands.ValuesOf(part, head), operands.AttendedOf(attended, part, head), h.Targets, h.Sources, h.ValueSize,
                adds: false);
        }
    }
}
