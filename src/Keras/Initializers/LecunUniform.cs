namespace Keras.Initializers;

/// <summary>Evenly spread within ±√(3 / inputs) (LeCun et al., 1998).</summary>
/// <param name="seed">The seed; null means one that follows from <see cref="TensorFlow.Runtime.Seed"/>.</param>
public class LecunUniform(long? seed = null) : VarianceScaling(1, "fan_in", "uniform", seed)
{
    internal static new LecunUniform FromConfig(Config config) =>
        new(ReadSeed(config)) { InputAxes = config.GetIntegers("input_axes"), OutputAxes = config.GetIntegers("output_axes") };

    private protected override bool IsNamed => true;
}
