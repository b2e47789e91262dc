namespace Keras.Initializers;

/// <summary>Evenly spread within ±√(6 / (inputs + outputs)) (Glorot and Bengio, 2010): the default of most kernels.</summary>
/// <param name="seed">The seed; null means one that follows from <see cref="TensorFlow.Runtime.Seed"/>.</param>
[KerasSerializable]
public partial class GlorotUniform(long? seed = null) : VarianceScaling(1, "fan_avg", "uniform", seed)
{
    private protected override bool IsNamed => true;
}
