namespace Keras.Initializers;

/// <summary>
/// Normal, truncated at two standard deviations, with the variance 2 / inputs (He et al., 2015): for kernels before rectifiers.
/// </summary>
/// <param name="seed">The seed; null means one that follows from <see cref="TensorFlow.Runtime.Seed"/>.</param>
[KerasSerializable]
public partial class HeNormal(long? seed = null) : VarianceScaling(2, "fan_in", "truncated_normal", seed)
{
    private protected override bool IsNamed => true;
}
