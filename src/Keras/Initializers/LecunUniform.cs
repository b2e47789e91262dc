namespace Keras.Initializers;

/// <summary>Evenly spread within ±√(3 / inputs) (LeCun et al., 1998).</summary>
/// <param name="seed">The seed; null means one that follows from <see cref="TensorFlow.Runtime.Seed"/>.</param>
[KerasSerializable]
public partial class LecunUniform(long? seed = null) : VarianceScaling(1, "fan_in", "uniform", seed)
{
    private protected override bool IsNamed => true;
}
