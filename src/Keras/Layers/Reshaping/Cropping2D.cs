namespace Keras.Layers;

/// <summary>Takes elements away at the begin and the end of the rows and columns: <c>[batch, rows, columns, channels]</c>.</summary>
public sealed class Cropping2D : Cropping
{
    /// <summary>Creates a layer with one amount for all places.</summary>
    /// <param name="cropping">The number of elements at each begin and end. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public Cropping2D(int cropping = 0)
        : base([(cropping, cropping), (cropping, cropping)], true)
    {
    }

    /// <summary>Creates a layer with an amount for each place.</summary>
    /// <param name="cropping">The numbers of elements at the begin and the end of each axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public Cropping2D(((int Before, int After) Rows, (int Before, int After) Columns) cropping)
        : base([cropping.Rows, cropping.Columns], true)
    {
    }

    private Cropping2D((int Before, int After)[] margins)
        : base(margins, true)
    {
    }

    internal static Cropping2D FromConfig(Config config) =>
        new(SpatialMargins.Read(config, "cropping", 2, "Cropping2D", 0)) { DataFormat = DataFormats.Read(config) };
}
