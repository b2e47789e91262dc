namespace TensorFlow.Kernels.Convolutions;

/// <summary>Room for transformed tiles, <c>[values, tiles, channels]</c>.</summary>
/// <param name="values">The number of values of a tile.</param>
/// <param name="tiles">The number of tiles.</param>
/// <param name="channels">The number of channels.</param>
internal readonly struct TransformedTiles(int values, int tiles, int channels)
{
    // Where values of a tile are a multiple of 4 KiB apart, they displace one another from the cache.
    private const int Gap = 16;

    /// <summary>The distance between values of a tile.</summary>
    public int Step => (tiles * channels) + Gap;

    /// <summary>The number of elements.</summary>
    public int Length => values * Step;
}
