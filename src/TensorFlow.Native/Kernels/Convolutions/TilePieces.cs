using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// The square pieces of images, <c>[images, height, width, channels]</c>, that tiles read or write; parts of them may lie outside.
/// </summary>
/// <param name="Height">The height of an image.</param>
/// <param name="Width">The width of an image.</param>
/// <param name="Padding">The padding of an image, on each side.</param>
/// <param name="Length">The elements along a side of a piece.</param>
internal readonly record struct TilePieces(int Height, int Width, int Padding, int Length)
{
    /// <summary>The element, counted without channels, at which a piece begins; it may lie outside of the image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint OffsetOf(TileGrid.Position position) =>
        ((((nint)position.Image * Height) + position.Row - Padding) * Width) + position.Column - Padding;

    /// <summary>Whether all of a piece lies in the image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsInside(TileGrid.Position position) => position.Row >= Padding && position.Column >= Padding
        && position.Row - Padding + Length <= Height && position.Column - Padding + Length <= Width;

    /// <summary>Copies a piece that is partly outside of its image, with zeros there.</summary>
    /// <param name="position">The piece.</param>
    /// <param name="images">The images' elements.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="copy">The copy, <c>[length, length, channels]</c>.</param>
    public unsafe void Read(TileGrid.Position position, float* images, int channels, float* copy)
    {
        float* corner = images + (OffsetOf(position) * channels);
        (Range rows, int left, int width) = InsideOf(position, channels);
        int length = Length * channels;
        for (int row = 0; row < Length; row++)
        {
            Span<float> target = new(copy + (row * length), length);
            if (row < rows.Start.Value || row >= rows.End.Value)
            {
                target.Clear();
                continue;
            }

            target[..left].Clear();
            new ReadOnlySpan<float>(corner + ((nint)row * Width * channels) + left, width).CopyTo(target[left..]);
            target[(left + width)..].Clear();
        }
    }

    /// <summary>Writes what of a piece lies in its image.</summary>
    /// <param name="position">The piece.</param>
    /// <param name="copy">The piece, <c>[length, length, channels]</c>.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="images">The images' elements.</param>
    public unsafe void Write(TileGrid.Position position, float* copy, int channels, float* images)
    {
        float* corner = images + (OffsetOf(position) * channels);
        (Range rows, int left, int width) = InsideOf(position, channels);
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            ReadOnlySpan<float> elements = new(copy + (row * Length * channels) + left, width);
            elements.CopyTo(new(corner + ((nint)row * Width * channels) + left, width));
        }
    }

    /// <summary>Adds what of a piece lies in its image.</summary>
    /// <param name="position">The piece.</param>
    /// <param name="copy">The piece, <c>[length, length, channels]</c>.</param>
    /// <param name="channels">The number of channels, a multiple of a vector's elements.</param>
    /// <param name="images">The images' elements.</param>
    public unsafe void Add(TileGrid.Position position, float* copy, int channels, float* images)
    {
        float* corner = images + (OffsetOf(position) * channels);
        (Range rows, int left, int width) = InsideOf(position, channels);
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            float* from = copy + (row * Length * channels) + left, to = corner + ((nint)row * Width * channels) + left;
            for (int i = 0; i < width; i += Vector.Count)
                (Vector512.Load(to + i) + Vector512.Load(from + i)).Store(to + i);
        }
    }

    // The rows that lie in the image, and the elements of each, with channels.
    private (Range Rows, int Left, int Width) InsideOf(TileGrid.Position position, int channels)
    {
        Range rows = Inside(position.Row - Padding, Height, Length), columns = Inside(position.Column - Padding, Width, Length);
        return (rows, columns.Start.Value * channels, (columns.End.Value - columns.Start.Value) * channels);

        static Range Inside(int start, int length, int most) => Math.Clamp(-start, 0, most)..Math.Clamp(length - start, 0, most);
    }
}
