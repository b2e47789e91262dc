namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// Images of a few channels in bands of some rows of outputs each, over which a window of 3 × 3 passes with a stride of 1.
/// </summary>
/// <param name="Grid">The images.</param>
/// <param name="Channels">The number of channels.</param>
internal readonly record struct ImageBands(PatchGrid Grid, int Channels)
{
    private const int MostRows = 8;

    /// <summary>The number of bands in all images.</summary>
    public int Count => checked(Grid.Images * PerImage);

    /// <summary>The elements of a row with the zeros around it.</summary>
    public int Line => checked((Grid.OutputWidth + Grid.Window - 1) * Channels);

    /// <summary>The elements of the rows that a band is computed from.</summary>
    public int Length => checked((MostRows + Grid.Window - 1) * Line);

    private int PerImage => (Grid.OutputHeight + MostRows - 1) / MostRows;

    /// <summary>The first of a band's rows of outputs, counted over all images.</summary>
    public nint FirstRow(int band) => ((nint)(band / PerImage) * Grid.OutputHeight) + (band % PerImage * MostRows);

    /// <summary>The number of a band's rows of outputs.</summary>
    public int Rows(int band) => Math.Min(MostRows, Grid.OutputHeight - (band % PerImage * MostRows));

    /// <summary>Copies the rows that a band is computed from; zeros where they lie outside of the image.</summary>
    /// <param name="images">The images' elements.</param>
    /// <param name="band">The band.</param>
    /// <param name="to">The copy, <c>[rows, row]</c>.</param>
    public unsafe void Copy(float* images, int band, float* to)
    {
        int left = Grid.Left * Channels, width = Grid.Width * Channels, line = Line;
        int first = (band % PerImage * MostRows) - Grid.Top, end = first + Rows(band) + Grid.Window - 1;
        float* from = images + (((nint)(band / PerImage) * Grid.Height) + first) * width;
        for (int row = first; row < end; row++, from += width, to += line)
        {
            if ((uint)row >= (uint)Grid.Height)
            {
                new Span<float>(to, line).Clear();
                continue;
            }

            new Span<float>(to, left).Clear();
            new ReadOnlySpan<float>(from, width).CopyTo(new(to + left, width));
            new Span<float>(to + left + width, line - left - width).Clear();
        }
    }
}
