namespace Keras.Layers;

/// <summary>Pads sequences with zeros at both ends of the steps: <c>[batch, steps, channels]</c>.</summary>
[KerasSerializable]
public sealed partial class ZeroPadding1D : ZeroPadding
{
    private const int Default = 1;

    /// <summary>Creates a layer with the same amount on all sides.</summary>
    /// <param name="padding">The number of elements on each side. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public ZeroPadding1D(int padding = Default)
        : this((SpatialMargins?)padding)
    {
    }

    /// <summary>Creates a layer with an amount for each side.</summary>
    /// <param name="padding">The numbers of elements at the beginning and the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ZeroPadding1D((int Before, int After) padding)
        : this(new SpatialMargins(padding))
    {
    }

    [ConfigConstructor]
    private ZeroPadding1D(SpatialMargins? padding = null)
        : base(padding ?? Default, 1)
    {
    }
}
