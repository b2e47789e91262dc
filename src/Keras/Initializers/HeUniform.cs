namespace Keras.Initializers;

/// <summary>Evenly spread within ±√(6 / inputs) (He et al., 2015): for kernels before rectifiers.</summary>
/// <param name="seed">The seed; null means one that follows from <see cref="TensorFlow.Runtime.Seed"/>.</param>
[KerasSerializable]
public partial class HeUniform(long? seed = null) : VarianceScaling(2, "fan_in", "uniform", seed)
{
    private protected override bool IsNamed => true;
}
