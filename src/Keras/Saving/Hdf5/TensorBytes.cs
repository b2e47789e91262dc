using System.Runtime.InteropServices;
using TensorFlow;

namespace Keras.Saving.Hdf5;

/// <summary>Tensors of little-endian bytes.</summary>
internal static class TensorBytes
{
    public static Tensor ToTensor(DType dtype, Shape shape, ReadOnlySpan<byte> bytes) => dtype switch
    {
        DType.Float32 => Create<float>(bytes, shape),
        DType.Float64 => Create<double>(bytes, shape),
        DType.Float16 => Create<Half>(bytes, shape),
        DType.BFloat16 => Create<BFloat16>(bytes, shape),
        DType.Int8 => Create<sbyte>(bytes, shape),
        DType.Int16 => Create<short>(bytes, shape),
        DType.Int32 => Create<int>(bytes, shape),
        DType.Int64 => Create<long>(bytes, shape),
        DType.UInt8 => Create<byte>(bytes, shape),
        DType.UInt16 => Create<ushort>(bytes, shape),
        DType.UInt32 => Create<uint>(bytes, shape),
        DType.UInt64 => Create<ulong>(bytes, shape),
        DType.Bool => Create<bool>(bytes, shape),
        _ => throw new InvalidDataException($"expected numbers, got {dtype.StandardName}."),
    };

    private static Tensor Create<T>(ReadOnlySpan<byte> bytes, Shape shape)
        where T : unmanaged =>
        Tensor.Create(MemoryMarshal.Cast<byte, T>(bytes), shape);
}
