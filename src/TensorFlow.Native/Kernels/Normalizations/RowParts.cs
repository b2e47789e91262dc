using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Normalizations;

/// <summary>
/// Rows of channels in parts, each of blocks that stay in the first cache. They are the same on any number of threads, and so are sums
/// over parts in their order.
/// </summary>
internal readonly unsafe struct RowParts
{
    private const int BlockLength = 2048, LeastRowsOfBlock = 8, PartLength = 1 << 16, MostParts = 64, LargeLength = 1 << 21;

    private readonly int blocks;
    private readonly nint ahead;

    /// <param name="rows">The number of rows.</param>
    /// <param name="channels">The number of channels.</param>
    public RowParts(int rows, int channels)
    {
        (Rows, Channels) = (rows, channels);
        RowsOfBlock = Math.Max(BlockLength / channels, LeastRowsOfBlock);
        ahead = channels > Vector.Count ? (nint)RowsOfBlock * channels : 0;
        blocks = (int)(((long)rows + RowsOfBlock - 1) / RowsOfBlock);
        Count = (int)Math.Clamp((long)rows * channels / PartLength, 1, MostParts);
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of channels.</summary>
    public int Channels { get; }

    /// <summary>The number of rows that are computed together.</summary>
    public int RowsOfBlock { get; }

    /// <summary>The number of parts.</summary>
    public int Count { get; }

    /// <summary>Whether results are written past the caches, which would not hold them until they are read.</summary>
    public bool IsLarge => (long)Rows * Channels > LargeLength;

    /// <summary>
    /// Reads elements, and has those fetched that take their place in the next block: the processor does not see what follows where the
    /// vectors of a row are read one after the other, each down its block.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector Load(float* elements)
    {
        if (ahead != 0)
            Sse.Prefetch1(elements + ahead);
        return Vector512.Load(elements);
    }

    /// <summary>The first row of a part; the number of rows for the part behind the last one.</summary>
    public int FirstOf(int part) => (int)Math.Min((long)blocks * part / Count * RowsOfBlock, Rows);
}
