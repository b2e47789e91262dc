namespace Keras.Layers;

/// <summary>Pads images with zeros at both ends of rows and columns: <c>[batch, rows, columns, channels]</c>.</summary>
[KerasSerializable]
public sealed partial class ZeroPadding2D : ZeroPadding
{
    private const int Default = 1;

    /// <summary>Creates a layer with the same amount on all sides.</summary>
    /// <param name="padding">The number of elements on each side. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public ZeroPadding2D(int padding = Default)
        : this((SpatialMargins?)padding)
    {
    }

    /// <summary>Creates a layer with an amount for each side.</summary>
    /// <param name="padding">The numbers of elements at the beginning and the end of each axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ZeroPadding2D(((int Before, int After) Rows, (int Before, int After) Columns) padding)
        : this(new SpatialMargins(padding.Rows, padding.Columns))
    {
    }

    [ConfigConstructor]
    private ZeroPadding2D(SpatialMargins? padding = null)
        : base(padding ?? Default, 2)
    {
    }
}
