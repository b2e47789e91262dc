using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using TensorFlow;

namespace Keras.Tests.Datasets;

/// <summary>Small arrays of every type, and the files that hold them.</summary>
internal static class Samples
{
    public static readonly DType[] IdxTypes = [DType.UInt8, DType.Int8, DType.Int16, DType.Int32, DType.Float32, DType.Float64];

    public static readonly DType[] NpyTypes =
    [
        DType.Bool, DType.Int8, DType.Int16, DType.Int32, DType.Int64, DType.UInt8, DType.UInt16, DType.UInt32, DType.UInt64,
        DType.Float16, DType.Float32, DType.Float64,
    ];

    /// <summary>A [2, 3] array whose elements have different bytes.</summary>
    public static Tensor Array(DType dtype) => dtype switch
    {
        DType.Bool => Tensor.Create<bool>([true, false, false, true, true, false], [2, 3]),
        DType.Int8 => Tensor.Create<sbyte>([1, -2, 3, -128, 127, 0], [2, 3]),
        DType.Int16 => Tensor.Create<short>([1, -2, 300, short.MinValue, short.MaxValue, 0], [2, 3]),
        DType.Int32 => Tensor.Create([1, -2, 300_000, int.MinValue, int.MaxValue, 0], [2, 3]),
        DType.Int64 => Tensor.Create([1, -2, 3_000_000_000, long.MinValue, long.MaxValue, 0], [2, 3]),
        DType.UInt8 => Tensor.Create<byte>([1, 2, 3, 128, 255, 0], [2, 3]),
        DType.UInt16 => Tensor.Create<ushort>([1, 2, 300, 32768, ushort.MaxValue, 0], [2, 3]),
        DType.UInt32 => Tensor.Create<uint>([1, 2, 300_000, 1u << 31, uint.MaxValue, 0], [2, 3]),
        DType.UInt64 => Tensor.Create<ulong>([1, 2, 3_000_000_000, 1ul << 63, ulong.MaxValue, 0], [2, 3]),
        DType.Float16 => Tensor.Create([(Half)1, (Half)(-2.5), Half.NaN, Half.MaxValue, Half.Epsilon, (Half)0], [2, 3]),
        DType.Float32 => Tensor.Create([1, -2.5f, float.NaN, float.MaxValue, float.Epsilon, 0], [2, 3]),
        _ => Tensor.Create([1, -2.5, double.NaN, double.MaxValue, double.Epsilon, 0], [2, 3]),
    };

    public static byte[] Idx(Tensor array)
    {
        byte code = array.DType switch
        {
            DType.UInt8 => 8,
            DType.Int8 => 9,
            DType.Int16 => 11,
            DType.Int32 => 12,
            DType.Float32 => 13,
            _ => 14,
        };
        List<byte> bytes = [0, 0, code, (byte)array.Rank];
        foreach (long length in array.Shape)
        {
            byte[] big = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(big, (uint)length);
            bytes.AddRange(big);
        }

        return [.. bytes, .. Reversed(array)];
    }

    public static byte[] Idx(ReadOnlySpan<byte> header, int elements) => [.. header, .. new byte[elements]];

    /// <summary>The elements' bytes, most significant first.</summary>
    public static byte[] Reversed(Tensor array) =>
        [.. array.AsBytes().ToArray().Chunk(array.DType.Size).SelectMany(element => element.Reverse())];

    public static byte[] Npy(string dictionary, ReadOnlySpan<byte> elements, byte major = 1)
    {
        byte[] text = Encoding.Latin1.GetBytes(dictionary);
        byte[] length = major == 1 ? [(byte)text.Length, (byte)(text.Length >> 8)] : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, major, 0, .. length, .. text, .. elements];
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
