using PureHDF;
using TensorFlow;

namespace Keras.Saving.Hdf5;

/// <summary>Writes groups, arrays in one piece, and strings, as Keras and h5py read them.</summary>
internal static class Hdf5Writer
{
    public static void Write(Hdf5Group root, Stream stream)
    {
        H5File file = [];
        Fill(file, root);
        // As h5py does: numbers stand outside of what describes them.
        file.Write(stream, new(PreferCompactDatasetLayout: false));
    }

    private static void Fill(H5Group target, Hdf5Group source)
    {
        foreach ((string name, string[] values) in source.Attributes)
            target.Attributes[name] = source.Lists.Contains(name) ? values : values[0];
        foreach ((string name, Hdf5Dataset dataset) in source.Datasets)
            target[name] = ToDataset(dataset);
        foreach ((string name, Hdf5Group group) in source.Groups)
        {
            H5Group inner = [];
            Fill(inner, group);
            target[name] = inner;
        }
    }

    private static H5Dataset ToDataset(Hdf5Dataset dataset)
    {
        using Tensor tensor = dataset.Read();
        ulong[] lengths = [.. dataset.Shape.Select(l => (ulong)l)];
        bool isScalar = lengths.Length == 0;
        return tensor.DType switch
        {
            DType.Float32 => isScalar ? new(tensor.ToScalar<float>()) : new(tensor.ToArray<float>(), fileDims: lengths),
            DType.Float64 => isScalar ? new(tensor.ToScalar<double>()) : new(tensor.ToArray<double>(), fileDims: lengths),
            DType.Float16 => isScalar ? new(tensor.ToScalar<Half>()) : new(tensor.ToArray<Half>(), fileDims: lengths),
            DType.Int64 => isScalar ? new(tensor.ToScalar<long>()) : new(tensor.ToArray<long>(), fileDims: lengths),
            DType.Int32 => isScalar ? new(tensor.ToScalar<int>()) : new(tensor.ToArray<int>(), fileDims: lengths),
            DType.UInt8 => isScalar ? new(tensor.ToScalar<byte>()) : new(tensor.ToArray<byte>(), fileDims: lengths),
            DType.BFloat16 => Opaque(tensor.AsBytes().ToArray(), lengths),
            _ => throw new NotSupportedException($"A weight of {tensor.DType.StandardName} cannot be saved; expected float16, bfloat16, float32, float64, uint8, int32 or int64."),
        };
    }

    private static H5Dataset Opaque(byte[] bytes, ulong[] lengths) =>
        new(bytes, fileDims: lengths, opaqueInfo: new(TypeSize: 2, Tag: "")) { Attributes = { ["dtype"] = "bfloat16" } };
}
