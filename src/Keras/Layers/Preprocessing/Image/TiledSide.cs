using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The rows or columns of images, which are cut into tiles of one length; behind the end of an image its pixels go on mirrored. Numbers of
/// places are shaped to broadcast with the images.
/// </summary>
internal sealed class TiledSide
{
    private readonly int axis;
    private readonly int tiles;
    private readonly bool isWhole;
    private readonly Symbol places;

    /// <summary>Writes the lengths of one axis.</summary>
    /// <param name="images">Images, [batch, height, width, channels], whose sizes may be unknown.</param>
    /// <param name="axis">1 for rows, 2 for columns.</param>
    /// <param name="tiles">The number of tiles along the axis.</param>
    public TiledSide(Symbol images, int axis, int tiles)
    {
        (this.axis, this.tiles) = (axis, tiles);
        isWhole = images.Shape[axis] >= 0 && images.Shape[axis] % tiles == 0;
        Given = Ops.Shape(images, axis);
        Part = RawOps.FloorDiv(Given + (tiles - 1), Given.Number(tiles));
        places = Column(RawOps.Range(Given.Number(0), Part * tiles, Given.Number(1)));
    }

    /// <summary>The length of the images.</summary>
    public Symbol Given { get; }

    /// <summary>The length of a tile.</summary>
    public Symbol Part { get; }

    /// <summary>The tile of each place.</summary>
    public Symbol Tile => RawOps.FloorDiv(places, Part);

    /// <summary>The interpolation weight of the next tile's center at each position, from 0 to 1.</summary>
    public Symbol Weight => RawOps.FloorMod(FromMiddle, Part * 2).Cast(DType.Float32) / (Part * 2).Cast(DType.Float32);

    // Twice the distance from the middle of the tile before the first.
    private Symbol FromMiddle => (places * 2) + Part;

    /// <summary>The tile whose middle is before each place, or the next one; at the edges the last tile.</summary>
    public Symbol Neighbour(int next)
    {
        Symbol tile = RawOps.FloorDiv(FromMiddle, Part * 2) + (next - 1);
        return RawOps.Minimum(RawOps.Maximum(tile, tile.Number(0)), tile.Number(tiles - 1));
    }

    /// <summary>Images that fill all tiles.</summary>
    public Symbol Mirrored(Symbol images)
    {
        if (isWhole)
            return images;
        Symbol flat = places.Reshape([-1]), within = RawOps.FloorMod(flat, Given * 2);
        Symbol pixels = RawOps.SelectV2(RawOps.Less(within, Given), within, (Given * 2) - 1 - within);
        return RawOps.GatherV2(images, pixels, images.Graph.Constant(axis, DType.Int32));
    }

    private Symbol Column(Symbol numbers) => numbers.Reshape(axis == 1 ? [1, -1, 1, 1] : [1, 1, -1, 1]);
}
