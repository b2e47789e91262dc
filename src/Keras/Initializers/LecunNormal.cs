namespace Keras.Initializers;

/// <summary>
/// Normal, truncated at two standard deviations, with the variance 1 / inputs (LeCun et al., 1998): for kernels before selu.
/// </summary>
/// <param name="seed">The seed; null means one that follows from <see cref="TensorFlow.Runtime.Seed"/>.</param>
[KerasSerializable]
public partial class LecunNormal(long? seed = null) : VarianceScaling(1, "fan_in", "truncated_normal", seed)
{
    private protected override bool IsNamed => true;
}
