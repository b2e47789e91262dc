namespace Keras.Layers;

/// <summary>
/// Crops volumes at both ends of depth, rows and columns: <c>[batch, depth, rows, columns, channels]</c>.
/// </summary>
[KerasSerializable]
public sealed partial class Cropping3D : Cropping
{
    private const int Default = 1;

    /// <summary>Creates a layer with the same amount on all sides.</summary>
    /// <param name="cropping">The number of elements on each side. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public Cropping3D(int cropping = Default)
        : this((SpatialMargins?)cropping)
    {
    }

    /// <summary>Creates a layer with an amount for each side.</summary>
    /// <param name="cropping">The numbers of elements at the beginning and the end of each axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public Cropping3D(((int Before, int After) Depth, (int Before, int After) Rows, (int Before, int After) Columns) cropping)
        : this(new SpatialMargins(cropping.Depth, cropping.Rows, cropping.Columns))
    {
    }

    [ConfigConstructor]
    private Cropping3D(SpatialMargins? cropping = null)
        : base(cropping ?? Default, 3)
    {
    }
}
