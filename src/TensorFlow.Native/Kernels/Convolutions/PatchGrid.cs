using System.Runtime.CompilerServices;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// A batch of images, <c>[images, height, width, channels]</c>, over which a square window passes; what it covers at a position is a
/// patch, <c>[window, window, channels]</c>, from which the outputs of that position follow.
/// </summary>
/// <param name="Images">The number of images.</param>
/// <param name="Height">The height of an image.</param>
/// <param name="Width">The width of an image.</param>
/// <param name="Window">The length of the window.</param>
/// <param name="Stride">The distance between positions.</param>
/// <param name="IsPadded">Whether zeros around an image let the window begin at each element that the stride reaches.</param>
internal readonly record struct PatchGrid(int Images, int Height, int Width, int Window, int Stride, bool IsPadded)
{
    /// <summary>The number of positions along a column.</summary>
    public int OutputHeight => Outputs(Height);

    /// <summary>The number of positions along a row.</summary>
    public int OutputWidth => Outputs(Width);

    /// <summary>The number of positions in all images.</summary>
    public int Positions => checked(Images * OutputHeight * OutputWidth);

    /// <summary>The rows of zeros above an image.</summary>
    public int Top => Before(Height);

    /// <summary>The columns of zeros in front of an image.</summary>
    public int Left => Before(Width);

    /// <summary>The elements of a patch.</summary>
    public int Length(int channels) => Window * Window * channels;

    /// <summary>The number of multiplications with a filter.</summary>
    public long Multiplications(int channels, int filters) => (long)Positions * Length(channels) * filters;

    /// <summary>A position, counted over all images.</summary>
    public Position PositionOf(int index)
    {
        int width = OutputWidth, size = OutputHeight * width;
        return new(index / size, index % size / width, index % width);
    }

    /// <summary>The position after another one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Position Next(Position position, int outputHeight, int outputWidth)
    {
        if (position.Column + 1 < outputWidth)
            return position with { Column = position.Column + 1 };
        return position.Row + 1 < outputHeight ? new(position.Image, position.Row + 1, 0) : new(position.Image + 1, 0, 0);
    }

    /// <summary>The number of a window's positions along an axis.</summary>
    public static int Outputs(int length, int window, int stride, bool isPadded) =>
        isPadded ? (length + stride - 1) / stride : (length - window + stride) / stride;

    /// <summary>The zeros in front of an axis; of an odd number there is one more behind.</summary>
    public static int Before(int length, int window, int stride, bool isPadded) =>
        isPadded ? Math.Max(0, ((Outputs(length, window, stride, isPadded) - 1) * stride) + window - length) / 2 : 0;

    private int Outputs(int length) => Outputs(length, Window, Stride, IsPadded);

    private int Before(int length) => Before(length, Window, Stride, IsPadded);

    /// <summary>A position of the window.</summary>
    /// <param name="Image">The image.</param>
    /// <param name="Row">The row of outputs.</param>
    /// <param name="Column">The column of outputs.</param>
    public readonly record struct Position(int Image, int Row, int Column);
}
