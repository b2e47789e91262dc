using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>Copies of patches, <c>[positions, window, window, channels]</c>, and their transpose, which adds patches to images.</summary>
internal static unsafe class Patches
{
    /// <summary>Copies patches; zeros where they lie outside of the image.</summary>
    /// <param name="grid">The images.</param>
    /// <param name="images">Their elements.</param>
    /// <param name="channels">The number of channels, a multiple of a vector's elements.</param>
    /// <param name="first">The first position.</param>
    /// <param name="count">The number of positions.</param>
    /// <param name="patches">The copies.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(PatchGrid grid, float* images, int channels, int first, int count, float* patches)
    {
        int window = grid.Window, stride = grid.Stride, top = grid.Top, left = grid.Left, row = window * channels;
        int outputHeight = grid.OutputHeight, outputWidth = grid.OutputWidth;
        nint line = (nint)grid.Width * channels;
        PatchGrid.Position position = grid.PositionOf(first);
        for (; count > 0; count--, position = PatchGrid.Next(position, outputHeight, outputWidth))
        {
            int y = (position.Row * stride) - top, x = (position.Column * stride) - left;
            float* corner = images + (((((nint)position.Image * grid.Height) + y) * grid.Width) + x) * channels;
            if (y >= 0 && x >= 0 && y + window <= grid.Height && x + window <= grid.Width)
            {
                for (int i = 0; i < window; i++, corner += line, patches += row)
                    CopyRow(corner, row, patches);
                continue;
            }

            for (int i = 0; i < window; i++, corner += line, patches += row)
                CopyBorder((uint)(y + i) < (uint)grid.Height, x, grid.Width, window, corner, channels, patches);
        }
    }

    /// <summary>Fetches into the cache what patches read of images, but for the rows that they share with the patches above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Prefetch(PatchGrid grid, float* images, int channels, int first, int count)
    {
        int stride = grid.Stride, top = grid.Top, left = grid.Left, shared = Math.Max(0, grid.Window - stride);
        int outputHeight = grid.OutputHeight, outputWidth = grid.OutputWidth, rows = grid.Window - shared;
        nint line = (nint)grid.Width * channels;
        PatchGrid.Position position = grid.PositionOf(first);
        for (; count > 0; count--, position = PatchGrid.Next(position, outputHeight, outputWidth))
        {
            int y = (position.Row * stride) - top + shared, x = (position.Column * stride) - left;
            float* corner = images + (((((nint)position.Image * grid.Height) + y) * grid.Width) + x) * channels;
            for (int i = 0; i < rows; i++, corner += line)
                Prefetch(corner, rows * channels);
        }
    }

    /// <summary>Fetches elements into the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* elements, int length)
    {
        for (int at = 0; at < length; at += Vector.Count)
            Sse.Prefetch1(elements + at);
    }

    /// <summary>Adds patches to the images, but for what lies outside.</summary>
    /// <param name="grid">The images.</param>
    /// <param name="patches">The patches.</param>
    /// <param name="channels">The number of channels, a multiple of a vector's elements.</param>
    /// <param name="first">The first position.</param>
    /// <param name="count">The number of positions.</param>
    /// <param name="images">The images' elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddToImages(PatchGrid grid, float* patches, int channels, int first, int count, float* images)
    {
        int window = grid.Window, stride = grid.Stride, top = grid.Top, left = grid.Left, row = window * channels;
        int outputHeight = grid.OutputHeight, outputWidth = grid.OutputWidth;
        nint line = (nint)grid.Width * channels;
        PatchGrid.Position position = grid.PositionOf(first);
        for (; count > 0; count--, position = PatchGrid.Next(position, outputHeight, outputWidth))
        {
            int y = (position.Row * stride) - top, x = (position.Column * stride) - left;
            float* corner = images + (((((nint)position.Image * grid.Height) + y) * grid.Width) + x) * channels;
            int begin = Math.Max(0, -x) * channels, end = Math.Min(window, grid.Width - x) * channels;
            for (int i = 0; i < window; i++, corner += line, patches += row)
            {
                if ((uint)(y + i) < (uint)grid.Height)
                    AddRow(patches, begin, end, corner);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyRow(float* from, int length, float* to)
    {
        for (int at = 0; at < length; at += Vector.Count)
            Vector512.Load(from + at).Store(to + at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(float* from, int begin, int end, float* to)
    {
        for (int at = begin; at < end; at += Vector.Count)
            (Vector512.Load(to + at) + Vector512.Load(from + at)).Store(to + at);
    }

    private static void CopyBorder(bool isInside, int x, int width, int window, float* from, int channels, float* to)
    {
        for (int j = 0; j < window; j++, from += channels, to += channels)
        {
            if (isInside && (uint)(x + j) < (uint)width)
                CopyRow(from, channels, to);
            else
                new Span<float>(to, channels).Clear();
        }
    }
}
