namespace Keras.Layers;

/// <summary>
/// Takes elements away at the begin and the end of the depth, rows and columns: <c>[batch, depth, rows, columns, channels]</c>.
/// </summary>
[KerasSerializable]
public sealed partial class Cropping3D : Cropping
{
    private const int Default = 1;

    /// <summary>Creates a layer with one amount for all places.</summary>
    /// <param name="cropping">The number of elements at each begin and end. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public Cropping3D(int cropping = Default)
        : this((SpatialMargins?)cropping)
    {
    }

    /// <summary>Creates a layer with an amount for each place.</summary>
    /// <param name="cropping">The numbers of elements at the begin and the end of each axis.</param>
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
