namespace TensorFlow.Kernels.Convolutions;

/// <summary>The gradients of a convolution's outputs, of all or, behind max pooling, of the largest of each window.</summary>
internal readonly unsafe struct OutputGradients
{
    /// <summary>The images.</summary>
    public required TileGrid Grid { get; init; }

    /// <summary>The elements.</summary>
    public required float* Elements { get; init; }

    /// <summary>The argmax of each pooling window; null without pooling.</summary>
    public required byte* Argmax { get; init; }

    /// <summary>The number of filters.</summary>
    public required int Filters { get; init; }

    /// <summary>Transforms tiles: <c>[values, tiles, filters]</c>.</summary>
    /// <typeparam name="TTile">The transformation of one tile.</typeparam>
    /// <param name="first">The first tile.</param>
    /// <param name="count">The number of tiles.</param>
    /// <param name="tiles">The transformed tiles.</param>
    /// <param name="step">The distance between values of a tile.</param>
    public void Transform<TTile>(int first, int count, float* tiles, nint step)
        where TTile : struct, ITileTransform
    {
        if (Grid.IsPooled)
        {
            PooledTransforms.OfGradients(Elements, Argmax, Filters, first, count, tiles, step);
            return;
        }

        OutputTransforms<TTile>.OfGradients(Grid, Elements, Filters, first, count, tiles, step);
    }

    /// <summary>Fetches the gradients of tiles into the cache; those of pooled outputs are few.</summary>
    /// <param name="first">The first tile.</param>
    /// <param name="count">The number of tiles.</param>
    public TilePrefetch Prefetch(int first, int count) => TilePrefetch.OfOutputs(Grid, Elements, Filters, first, Grid.IsPooled ? 0 : count);
}
