namespace Keras.Layers;

/// <summary>Adds zeros at the begin and the end of the rows and columns: <c>[batch, rows, columns, channels]</c>.</summary>
public sealed class ZeroPadding2D : ZeroPadding
{
    /// <summary>Creates a layer with one amount for all places.</summary>
    /// <param name="padding">The number of elements at each begin and end. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public ZeroPadding2D(int padding = 1)
        : base([(padding, padding), (padding, padding)], true)
    {
    }

    /// <summary>Creates a layer with an amount for each place.</summary>
    /// <param name="padding">The numbers of elements at the begin and the end of each axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ZeroPadding2D(((int Before, int After) Rows, (int Before, int After) Columns) padding)
        : base([padding.Rows, padding.Columns], true)
    {
    }

    private ZeroPadding2D((int Before, int After)[] margins)
        : base(margins, true)
    {
    }

    internal static ZeroPadding2D FromConfig(Config config) =>
        new(SpatialMargins.Read(config, "padding", 2, "ZeroPadding2D", 1)) { DataFormat = DataFormats.Read(config) };
}
