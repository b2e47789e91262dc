using TensorFlow;

namespace Keras.Saving.Hdf5;

/// <summary>An array (dataset) of an HDF5 file.</summary>
/// <param name="DType">The type of the elements.</param>
/// <param name="Shape">The axes.</param>
/// <param name="Read">Reads the elements into a tensor of that type and shape, which the caller disposes.</param>
internal sealed record Hdf5Dataset(DType DType, Shape Shape, Func<Tensor> Read);
