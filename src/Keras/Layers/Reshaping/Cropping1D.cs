namespace Keras.Layers;

/// <summary>Takes elements away at the begin and the end of the steps: <c>[batch, steps, channels]</c>.</summary>
public sealed class Cropping1D : Cropping
{
    /// <summary>Creates a layer with one amount for all places.</summary>
    /// <param name="cropping">The number of elements at each begin and end. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public Cropping1D(int cropping = 1)
        : base([(cropping, cropping)], false)
    {
    }

    /// <summary>Creates a layer with an amount for each place.</summary>
    /// <param name="cropping">The numbers of elements at the begin and the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public Cropping1D((int Before, int After) cropping)
        : base([cropping], false)
    {
    }

    private Cropping1D((int Before, int After)[] margins)
        : base(margins, false)
    {
    }

    internal static Cropping1D FromConfig(Config config) => new(SpatialMargins.Read(config, "cropping", 1, "Cropping1D", 1));
}
