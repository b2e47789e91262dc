namespace Keras.Initializers;

/// <summary>Evenly spread within ±√(6 / inputs) (He et al., 2015): for kernels before rectifiers.</summary>
/// <param name="seed">The seed; null means one that follows from <see cref="TensorFlow.Runtime.Seed"/>.</param>
public class HeUniform(long? seed = null) : VarianceScaling(2, "fan_in", "uniform", seed)
{
    internal static new HeUniform FromConfig(Config config) =>
        new(ReadSeed(config)) { InputAxes = config.GetIntegers("input_axes"), OutputAxes = config.GetIntegers("output_axes") };

    private protected override bool IsNamed => true;
}
