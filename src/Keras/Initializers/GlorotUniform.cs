namespace Keras.Initializers;

/// <summary>Evenly spread within ±√(6 / (inputs + outputs)) (Glorot and Bengio, 2010): the default of most kernels.</summary>
/// <param name="seed">The seed; null means one that follows from <see cref="TensorFlow.Runtime.Seed"/>.</param>
public class GlorotUniform(long? seed = null) : VarianceScaling(1, "fan_avg", "uniform", seed)
{
    internal static new GlorotUniform FromConfig(Config config) =>
        new(ReadSeed(config)) { InputAxes = config.GetIntegers("input_axes"), OutputAxes = config.GetIntegers("output_axes") };

    private protected override bool IsNamed => true;
}
