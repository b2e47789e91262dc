namespace Keras.Layers;

/// <summary>
/// Takes elements away at the begin and the end of the depth, rows and columns: <c>[batch, depth, rows, columns, channels]</c>.
/// </summary>
public sealed class Cropping3D : Cropping
{
    /// <summary>Creates a layer with one amount for all places.</summary>
    /// <param name="cropping">The number of elements at each begin and end. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public Cropping3D(int cropping = 1)
        : base([(cropping, cropping), (cropping, cropping), (cropping, cropping)], true)
    {
    }

    /// <summary>Creates a layer with an amount for each place.</summary>
    /// <param name="cropping">The numbers of elements at the begin and the end of each axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public Cropping3D(((int Before, int After) Depth, (int Before, int After) Rows, (int Before, int After) Columns) cropping)
        : base([cropping.Depth, cropping.Rows, cropping.Columns], true)
    {
    }

    private Cropping3D((int Before, int After)[] margins)
        : base(margins, true)
    {
    }

    internal static Cropping3D FromConfig(Config config) =>
        new(SpatialMargins.Read(config, "cropping", 3, "Cropping3D", 1)) { DataFormat = DataFormats.Read(config) };
}
