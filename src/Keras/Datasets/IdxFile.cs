using System.Buffers.Binary;
using TensorFlow;

namespace Keras.Datasets;

/// <summary>IDX files, the format of MNIST: integers or floating-point numbers of any rank, big-endian.</summary>
public static class IdxFile
{
    /// <summary>Reads an IDX file, compressed with gzip or not, as its first bytes say, not its name.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The array: uint8, int8, int16, int32, float32 or float64, of the file's shape. Dispose it, or leave it to the garbage
    /// collector.</returns>
    /// <exception cref="DatasetException">The file is missing, not an IDX file, damaged, truncated or longer than its header
    /// says.</exception>
    public static Tensor Read(string path) => ArrayReader.ReadFile(path, ReadHeader);

    internal static ArrayHeader ReadHeader(ArrayInput input)
    {
        Span<byte> magic = stackalloc byte[4];
        input.Read(magic, "the header of an IDX file");
        if (magic[0] != 0 || magic[1] != 0)
            throw input.Source.Error(
                $"begins with the bytes {Convert.ToHexString(magic)}, expected the 0000 of an IDX file; check that this is "
                + "the right file.");
        DType dtype = magic[2] switch
        {
            0x08 => DType.UInt8,
            0x09 => DType.Int8,
            0x0B => DType.Int16,
            0x0C => DType.Int32,
            0x0D => DType.Float32,
            0x0E => DType.Float64,
            _ => throw input.Source.Error(
                $"has elements of the type 0x{magic[2]:X2}, expected one of IDX's: 08, 09, 0B, 0C, 0D or 0E; check that this is the right "
                + "file."),
        };
        int rank = magic[3];
        if (rank == 0)
            throw input.Source.Error("describes an array of 0 axes, expected 1 or more; check that this is the right file.");
        Span<byte> lengths = stackalloc byte[4 * rank];
        input.Read(lengths, "the header of an IDX file");
        Span<long> dimensions = stackalloc long[rank];
        for (int axis = 0; axis < rank; axis++)
            dimensions[axis] = BinaryPrimitives.ReadUInt32BigEndian(lengths[(4 * axis)..]);
        return new(dtype, ArrayHeader.RequireShape(input, dimensions), BigEndian: true, FortranOrder: false);
    }
}
