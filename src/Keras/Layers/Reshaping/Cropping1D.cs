namespace Keras.Layers;

/// <summary>Crops sequences at both ends of the steps: <c>[batch, steps, channels]</c>.</summary>
[KerasSerializable(Excluded = [nameof(DataFormat)])]
public sealed partial class Cropping1D : Cropping
{
    private const int Default = 1;

    /// <summary>Creates a layer with the same amount on all sides.</summary>
    /// <param name="cropping">The number of elements on each side. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public Cropping1D(int cropping = Default)
        : this((SpatialMargins?)cropping)
    {
    }

    /// <summary>Creates a layer with an amount for each side.</summary>
    /// <param name="cropping">The numbers of elements at the beginning and the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public Cropping1D((int Before, int After) cropping)
        : this(new SpatialMargins(cropping))
    {
    }

    [ConfigConstructor]
    private Cropping1D(SpatialMargins? cropping = null)
        : base(cropping ?? Default, 1)
    {
    }
}
