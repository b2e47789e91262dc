namespace Keras.Initializers;

/// <summary>
/// Normal, cut off at two standard deviations, with the variance 1 / inputs (LeCun et al., 1998): for kernels before selu.
/// </summary>
/// <param name="seed">The seed; null means one that follows from <see cref="TensorFlow.Runtime.Seed"/>.</param>
public class LecunNormal(long? seed = null) : VarianceScaling(1, "fan_in", "truncated_normal", seed)
{
    internal static new LecunNormal FromConfig(Config config) =>
        new(ReadSeed(config)) { InputAxes = config.GetIntegers("input_axes"), OutputAxes = config.GetIntegers("output_axes") };

    private protected override bool IsNamed => true;
}
