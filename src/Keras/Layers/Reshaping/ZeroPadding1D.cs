namespace Keras.Layers;

/// <summary>Adds zeros at the begin and the end of the steps: <c>[batch, steps, channels]</c>.</summary>
public sealed class ZeroPadding1D : ZeroPadding
{
    /// <summary>Creates a layer with one amount for all places.</summary>
    /// <param name="padding">The number of elements at each begin and end. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public ZeroPadding1D(int padding = 1)
        : base([(padding, padding)], true)
    {
    }

    /// <summary>Creates a layer with an amount for each place.</summary>
    /// <param name="padding">The numbers of elements at the begin and the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ZeroPadding1D((int Before, int After) padding)
        : base([padding], true)
    {
    }

    private ZeroPadding1D((int Before, int After)[] margins)
        : base(margins, true)
    {
    }

    internal static ZeroPadding1D FromConfig(Config config) =>
        new(SpatialMargins.Read(config, "padding", 1, "ZeroPadding1D", 1)) { DataFormat = DataFormats.Read(config) };
}
