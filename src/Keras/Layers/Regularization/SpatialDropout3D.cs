namespace Keras.Layers;

/// <summary>Drops whole channels of <c>[batch, depth, rows, columns, channels]</c> in training (Tompson et al., 2014).</summary>
/// <param name="rate">The dropout rate, the probability that a channel is dropped, in [0, 1].</param>
/// <param name="seed">The seed. Default: one that follows from <see cref="TensorFlow.Runtime.Seed"/>.</param>
[KerasSerializable]
public sealed partial class SpatialDropout3D(double rate, long? seed = null) : SpatialDropout(3, rate, seed);
