namespace Keras.Layers;

/// <summary>Takes elements away at the begin and the end of the steps: <c>[batch, steps, channels]</c>.</summary>
[KerasSerializable(Excluded = [nameof(DataFormat)])]
public sealed partial class Cropping1D : Cropping
{
    private const int Default = 1;

    /// <summary>Creates a layer with one amount for all places.</summary>
    /// <param name="cropping">The number of elements at each begin and end. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public Cropping1D(int cropping = Default)
        : this((SpatialMargins?)cropping)
    {
    }

    /// <summary>Creates a layer with an amount for each place.</summary>
    /// <param name="cropping">The numbers of elements at the begin and the end.</param>
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
