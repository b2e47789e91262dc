namespace TensorFlow.Kernels.Normalizations;

/// <summary>
/// Rows of channels in parts, each of blocks that stay in the first cache. They are the same on any number of threads, and so are sums
/// over parts in their order.
/// </summary>
internal readonly struct RowParts
{
    private const int BlockLength = 2048, LeastRowsOfBlock = 8, PartLength = 1 << 16, MostParts = 64, LargeLength = 1 << 21;

    private readonly int blocks;

    /// <param name="rows">The number of rows.</param>
    /// <param name="channels">The number of channels.</param>
    public RowParts(int rows, int channels)
    {
        (Rows, Channels) = (rows, channels);
        RowsOfBlock = Math.Max(BlockLength / channels, LeastRowsOfBlock);
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

    /// <summary>The first row of a part; the number of rows for the part behind the last one.</summary>
    public int FirstOf(int part) => (int)Math.Min((long)blocks * part / Count * RowsOfBlock, Rows);
}
