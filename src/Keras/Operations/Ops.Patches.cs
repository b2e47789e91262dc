using TensorFlow;

namespace Keras;

/// <content>Sliding blocks, and blocks of space as channels.</content>
public static partial class Ops
{
    /// <summary>The sliding blocks of images as columns (im2col).</summary>
    /// <param name="x">Images with the channels first, <c>[batch, channels, height, width]</c>; the last three lengths must be
    /// known.</param>
    /// <param name="kernelSize">The size of the blocks.</param>
    /// <param name="dilation">The dilation rate of the blocks. Default: 1.</param>
    /// <param name="padding">Zeros put around the images. Default: 0.</param>
    /// <param name="stride">The stride between blocks. Default: 1.</param>
    /// <returns>Shape <c>[batch, channels · blockSize, blocks]</c>.</returns>
    /// <exception cref="ShapeException">The images do not have four axes of known lengths.</exception>
    public static Symbol Unfold(Symbol x, SpatialSizes kernelSize, SpatialSizes dilation = default,
        SpatialSizes padding = default, SpatialSizes stride = default)
    {
        RequireRank(x, "Unfold", 4);
        int channels = Length(x, 1, "Unfold");
        Blocks blocks = new(Length(x, 2, "Unfold"), Length(x, 3, "Unfold"), kernelSize, dilation, padding, stride, "Unfold");
        Symbol padded = blocks.HasPadding
            ? Pad(x, [(0, 0), (0, 0), (blocks.PaddingHeight, blocks.PaddingHeight), (blocks.PaddingWidth, blocks.PaddingWidth)])
            : x;
        Symbol pixels = padded.Reshape([-1, channels, blocks.PaddedArea]);
        Symbol elements = RawOps.GatherV2(pixels, x.Graph.Constant(blocks.Positions), Int(x, 2));
        return elements.Reshape([-1, (long)channels * blocks.Size, blocks.Count]);
    }

    /// <summary>Images of sliding blocks, whose elements are added where blocks overlap (col2im); undoes the order of <see
    /// cref="Unfold(Symbol, SpatialSizes, SpatialSizes, SpatialSizes, SpatialSizes)"/>.</summary>
    /// <param name="x">Shape <c>[batch, channels · blockSize, blocks]</c>.</param>
    /// <param name="outputSize">The height and width of the images.</param>
    /// <param name="kernelSize">The size of the blocks.</param>
    /// <param name="dilation">The dilation rate of the blocks. Default: 1.</param>
    /// <param name="padding">Zeros that were put around the images. Default: 0.</param>
    /// <param name="stride">The stride between blocks. Default: 1.</param>
    /// <returns>Shape <c>[batch, channels, height, width]</c>.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public static Symbol Fold(
        Symbol x, SpatialSizes outputSize, SpatialSizes kernelSize, SpatialSizes dilation =
            default, SpatialSizes padding = default, SpatialSizes stride = default)
    {
        RequireRank(x, "Fold", 3);
        int[] size = outputSize.For(2, 1, "Fold");
        Blocks blocks = new(size[0], size[1], kernelSize, dilation, padding, stride, "Fold");
        int columns = Length(x, 1, "Fold");
        if (columns % blocks.Size != 0 || (x.Shape[2] >= 0 && x.Shape[2] != blocks.Count))
            throw new ShapeException($"Fold: expected [batch, channels · {blocks.Size}, {blocks.Count}], got {x.Shape}.");
        int channels = columns / blocks.Size;
        Symbol elements = Permuted(x.Reshape([-1, channels, (long)blocks.Size * blocks.Count]), [2, 0, 1]);
        Symbol pixels = RawOps.UnsortedSegmentSum(elements, x.Graph.Constant(blocks.Positions), Int(x, blocks.PaddedArea));
        Symbol images = Permuted(pixels, [1, 2, 0]).Reshape([-1, channels, blocks.PaddedHeight, blocks.PaddedWidth]);
        return images[
            TensorFlow.Slice.All,
            TensorFlow.Slice.All,
            new Slice(blocks.PaddingHeight, blocks.PaddingHeight + size[0]),
            new Slice(blocks.PaddingWidth, blocks.PaddingWidth + size[1])];
    }

    /// <summary>Channels rearranged into blocks of space.</summary>
    /// <param name="x">Images, <c>[batch, height, width, channels]</c>, or the channels in front of the height.</param>
    /// <param name="blockSize">The height and width of a block, whose square divides the channels.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <returns>The height and width times the block's, the channels divided by its square.</returns>
    public static Symbol DepthToSpace(Symbol x, int blockSize, string dataFormat = "channels_last")
    {
        RequireRank(x, "DepthToSpace", 4);
        Required.AtLeast("DepthToSpace", 2, blockSize);
        SpatialWindow window = SpatialWindow.Of(x, dataFormat, "DepthToSpace");
        if (window.ChannelsLast(x).Shape[^1] is >= 0 and var channels && channels % (blockSize * (long)blockSize) != 0)
            throw new ShapeException(
                $"DepthToSpace: expected channels that {blockSize}², the elements of a block, divides, got {channels} of {x.Shape}.");
        return window.Back(RawOps.DepthToSpace(window.ChannelsLast(x), blockSize));
    }

    /// <summary>Blocks of space rearranged into channels.</summary>
    /// <param name="x">Images, <c>[batch, height, width, channels]</c>, or the channels in front of the height.</param>
    /// <param name="blockSize">The height and width of a block, which divide those of the images.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <returns>The height and width divided by the block's, the channels times its square.</returns>
    public static Symbol SpaceToDepth(Symbol x, int blockSize, string dataFormat = "channels_last")
    {
        RequireRank(x, "SpaceToDepth", 4);
        Required.AtLeast("SpaceToDepth", 2, blockSize);
        SpatialWindow window = SpatialWindow.Of(x, dataFormat, "SpaceToDepth");
        if (window.ChannelsLast(x).Shape[1..3].Any(length => length >= 0 && length % blockSize != 0))
            throw new ShapeException(
                $"SpaceToDepth: expected a height and a width that the block's size {blockSize} divides, got {x.Shape}.");
        return window.Back(RawOps.SpaceToDepth(window.ChannelsLast(x), blockSize));
    }

    /// <summary>The places of the elements of sliding blocks in padded images.</summary>
    private sealed class Blocks
    {
        public Blocks(int height, int width, SpatialSizes kernel, SpatialSizes dilation,
            SpatialSizes padding, SpatialSizes stride, string name)
        {
            int[] k = kernel.For(2, 1, name);
            int[] d = dilation.For(2, 1, name);
            int[] p = padding.For(2, 0, name, least: 0);
            int[] s = stride.For(2, 1, name);
            (PaddingHeight, PaddingWidth) = (p[0], p[1]);
            (PaddedHeight, PaddedWidth) = (height + (2 * p[0]), width + (2 * p[1]));
            int rows = ((PaddedHeight - (d[0] * (k[0] - 1)) - 1) / s[0]) + 1;
            int columns = ((PaddedWidth - (d[1] * (k[1] - 1)) - 1) / s[1]) + 1;
            if (PaddedHeight < (d[0] * (k[0] - 1)) + 1 || PaddedWidth < (d[1] * (k[1] - 1)) + 1)
                throw new ShapeException(
                    $"{name}: expected images of at least one block of {kernel} with dilation {dilation}, "
                    + $"got {PaddedHeight} × {PaddedWidth} with padding; use a smaller kernel or more padding.");
            (Size, Count) = (k[0] * k[1], rows * columns);
            Positions = new int[Size * Count];
            int next = 0;
            for (int i = 0; i < k[0]; i++)
            {
                for (int j = 0; j < k[1]; j++)
                {
                    for (int r = 0; r < rows; r++)
                    {
                        for (int c = 0; c < columns; c++)
                            Positions[next++] = (((r * s[0]) + (i * d[0])) * PaddedWidth) + (c * s[1]) + (j * d[1]);
                    }
                }
            }
        }

        public int Size { get; }

        public int Count { get; }

        public int PaddingHeight { get; }

        public int PaddingWidth { get; }

        public bool HasPadding => PaddingHeight > 0 || PaddingWidth > 0;

        public int PaddedHeight { get; }

        public int PaddedWidth { get; }

        public int PaddedArea => PaddedHeight * PaddedWidth;

        /// <summary>For each element of a block and each block, the position in the flattened image.</summary>
        public int[] Positions { get; }
    }
}
