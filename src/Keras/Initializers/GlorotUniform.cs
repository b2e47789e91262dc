namespace Keras.Initializers;

/// <summary>Evenly spread within ±√(6 / (inputs + outputs)) (Glorot and Bengio, 2010): the default of most kernels.</summary>
/// <param name="seed">The seed; null means one that follows from <see cref="TensorFlow.Runtime.Seed"/>.</param>
public sealed class GlorotUniform(long? seed = null) : VarianceScaling(1, "fan_avg", "uniform", seed)
{
    internal static GlorotUniform FromConfig(Config config)
    {
        _ = config.GetNode("input_axes");
        _ = config.GetNode("output_axes");
        return new(config.GetOptionalLong("seed"));
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config) => config.Set("seed", Seed);
}
