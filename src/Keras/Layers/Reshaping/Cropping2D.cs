namespace Keras.Layers;

/// <summary>Crops images at both ends of rows and columns: <c>[batch, rows, columns, channels]</c>.</summary>
[KerasSerializable]
public sealed partial class Cropping2D : Cropping
{
    private const int Default = 0;

    /// <summary>Creates a layer with the same amount on all sides.</summary>
    /// <param name="cropping">The number of elements on each side. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public Cropping2D(int cropping = Default)
        : this((SpatialMargins?)cropping)
    {
    }

    /// <summary>Creates a layer with an amount for each side.</summary>
    /// <param name="cropping">The numbers of elements at the beginning and the end of each axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public Cropping2D(((int Before, int After) Rows, (int Before, int After) Columns) cropping)
        : this(new SpatialMargins(cropping.Rows, cropping.Columns))
    {
    }

    [ConfigConstructor]
    private Cropping2D(SpatialMargins? cropping = null)
        : base(cropping ?? Default, 2)
    {
    }
}
