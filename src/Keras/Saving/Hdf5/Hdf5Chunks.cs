using PureHDF;
using TensorFlow;

namespace Keras.Saving.Hdf5;

/// <summary>Reads arrays that are stored in chunks, perhaps compressed: Keras reads such files, though it writes none.</summary>
internal static class Hdf5Chunks
{
    public static Tensor Read(byte[] file, string path, DType dtype, Shape shape)
    {
        using MemoryStream stream = new(file, writable: false);
        using var root = H5File.Open(stream, leaveOpen: true);
        IH5Dataset dataset = root.Dataset(path);
        ulong[] count = [(ulong)shape.ElementCount];
        return dtype switch
        {
            DType.Float32 => Tensor.Create<float>(dataset.Read<float[]>(memoryDims: count), shape),
            DType.Float64 => Tensor.Create<double>(dataset.Read<double[]>(memoryDims: count), shape),
            DType.Float16 => Tensor.Create<Half>(dataset.Read<Half[]>(memoryDims: count), shape),
            DType.Int32 => Tensor.Create<int>(dataset.Read<int[]>(memoryDims: count), shape),
            DType.Int64 => Tensor.Create<long>(dataset.Read<long[]>(memoryDims: count), shape),
            _ => throw new InvalidDataException($"'{path}' is a chunked array of {dtype.StandardName}, expected float16, float32, float64, int32 or int64."),
        };
    }
}
