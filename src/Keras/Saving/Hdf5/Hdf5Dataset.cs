using TensorFlow;

namespace Keras.Saving.Hdf5;

/// <summary>An array of an HDF5 file.</summary>
/// <param name="DType">The type of the elements.</param>
/// <param name="Shape">The axes.</param>
/// <param name="Read">Gives the elements: a tensor of that type and shape, the caller's own.</param>
internal sealed record Hdf5Dataset(DType DType, Shape Shape, Func<Tensor> Read);
