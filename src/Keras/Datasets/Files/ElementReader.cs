using Keras.Files;
using TensorFlow;

namespace Keras.Datasets;

/// <summary>Reads the elements of an array directly into a tensor.</summary>
internal static class ElementReader
{
    /// <summary>Reads the array, in C order.</summary>
    public static Tensor Read(ArrayInput input, ArrayHeader header)
    {
        bool isReordered = header.FortranOrder && header.Shape.Rank > 1;
        if (isReordered && header.Shape.ElementCount > int.MaxValue)
            throw input.Source.Error(
                $"describes an array of shape {header.Shape} in Fortran order, expected at most {int.MaxValue} elements; write it in C "
                + "order, with numpy.ascontiguousarray.");
        Tensor stored = Tensor.Create(header.DType, header.StoredShape, (Input: input, Header: header), Fill);
        try
        {
            input.RequireEnd();
            return isReordered ? Reorder(stored, header) : stored;
        }
        catch
        {
            stored.Dispose();
            throw;
        }
    }

    private static void Fill(Span<byte> piece, long start, (ArrayInput Input, ArrayHeader Header) state)
    {
        state.Input.Read(piece, "its elements");
        if (state.Header.BigEndian == BitConverter.IsLittleEndian)
            ByteOrder.Reverse(piece, state.Header.DType.Size);
        if (state.Header.DType == DType.Bool && piece.IndexOfAnyExceptInRange((byte)0, (byte)1) is >= 0 and int wrong)
            throw state.Input.Source.Error(
                $"has {piece[wrong]} as bool element {start + wrong}, expected 0 or 1; it is damaged. Get it again.");
    }

    private static Tensor Reorder(Tensor stored, ArrayHeader header)
    {
        using (stored)
        {
            return header.DType switch
            {
                DType.Bool => Reorder<bool>(stored, header),
                DType.UInt8 => Reorder<byte>(stored, header),
                DType.Int8 => Reorder<sbyte>(stored, header),
                DType.UInt16 => Reorder<ushort>(stored, header),
                DType.Int16 => Reorder<short>(stored, header),
                DType.UInt32 => Reorder<uint>(stored, header),
                DType.Int32 => Reorder<int>(stored, header),
                DType.UInt64 => Reorder<ulong>(stored, header),
                DType.Int64 => Reorder<long>(stored, header),
                DType.Float16 => Reorder<Half>(stored, header),
                DType.Float32 => Reorder<float>(stored, header),
                _ => Reorder<double>(stored, header),
            };
        }
    }

    private static Tensor Reorder<T>(Tensor stored, ArrayHeader header)
        where T : unmanaged =>
        Tensor.Create<T, Tensor>(
            header.Shape, stored, static (elements, stored) => FortranOrder.Reorder(stored.AsSpan<T>(), stored.Shape, elements));
}
