namespace Keras.Initializers;

/// <summary>Normal, truncated at two standard deviations, with the variance 2 / (inputs + outputs) (Glorot and Bengio, 2010).</summary>
/// <param name="seed">The seed; null means one that follows from <see cref="TensorFlow.Runtime.Seed"/>.</param>
[KerasSerializable]
public partial class GlorotNormal(long? seed = null) : VarianceScaling(1, "fan_avg", "truncated_normal", seed)
{
    private protected override bool IsNamed => true;
}
