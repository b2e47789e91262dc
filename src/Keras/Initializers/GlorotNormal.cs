namespace Keras.Initializers;

/// <summary>Normal, cut off at two standard deviations, with the variance 2 / (inputs + outputs) (Glorot and Bengio, 2010).</summary>
/// <param name="seed">The seed; null means one that follows from <see cref="TensorFlow.Runtime.Seed"/>.</param>
public class GlorotNormal(long? seed = null) : VarianceScaling(1, "fan_avg", "truncated_normal", seed)
{
    internal static new GlorotNormal FromConfig(Config config) =>
        new(ReadSeed(config)) { InputAxes = config.GetIntegers("input_axes"), OutputAxes = config.GetIntegers("output_axes") };

    private protected override bool IsNamed => true;
}
