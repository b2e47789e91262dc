namespace TensorFlow.Kernels.Attention;

/// <summary>The sizes of queries, keys and values by heads.</summary>
/// <param name="Batch">The number of samples.</param>
/// <param name="Targets">The number of queries of a sample.</param>
/// <param name="Sources">The number of keys and values of a sample.</param>
/// <param name="Heads">The number of heads.</param>
/// <param name="Size">The size of a head of queries and keys, a multiple of 16.</param>
/// <param name="ValueSize">The size of a head of values, a multiple of 16.</param>
internal readonly record struct AttentionHeads(int Batch, int Targets, int Sources, int Heads, int Size, int ValueSize)
{
    private const int Lanes = 16;

    /// <summary>The number of queries with more behind them to a multiple of 16.</summary>
    public int PaddedTargets => (Targets + Lanes - 1) / Lanes * Lanes;
}
