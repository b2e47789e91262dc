using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TensorFlow;

namespace Keras.Datasets;

/// <summary>Reads the elements of an array straight into a tensor, piece by piece.</summary>
internal static class ElementReader
{
    // Small enough to stay in the cache between unpacking and reversing.
    private const int PieceBytes = 256 * 1024;

    public static Tensor Read(ArrayInput input, ArrayHeader header) => header.DType switch
    {
        DType.Bool => Read<bool>(input, header),
        DType.UInt8 => Read<byte>(input, header),
        DType.Int8 => Read<sbyte>(input, header),
        DType.UInt16 => Read<ushort>(input, header),
        DType.Int16 => Read<short>(input, header),
        DType.UInt32 => Read<uint>(input, header),
        DType.Int32 => Read<int>(input, header),
        DType.UInt64 => Read<ulong>(input, header),
        DType.Int64 => Read<long>(input, header),
        DType.Float16 => Read<Half>(input, header),
        DType.Float32 => Read<float>(input, header),
        _ => Read<double>(input, header),
    };

    private static Tensor Read<T>(ArrayInput input, ArrayHeader header)
        where T : unmanaged
    {
        Tensor stored = Tensor.Create<T, (ArrayInput, ArrayHeader)>(header.StoredShape, (input, header), Fill);
        if (!header.FortranOrder || header.Shape.Rank < 2)
            return stored;
        using (stored)
        {
            return Tensor.Create<T, Tensor>(header.Shape, stored, static (elements, stored) =>
                FortranOrder.Reorder(stored.AsSpan<T>(), stored.Shape, elements));
        }
    }

    private static void Fill<T>(Span<T> elements, (ArrayInput Input, ArrayHeader Header) state)
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        int step = PieceBytes / size;
        for (int at = 0; at < elements.Length; at += step)
        {
            Span<byte> piece = MemoryMarshal.AsBytes(elements.Slice(at, Math.Min(step, elements.Length - at)));
            state.Input.Read(piece, "its elements");
            if (state.Header.BigEndian == BitConverter.IsLittleEndian)
                ByteOrder.Reverse(piece, size);
            if (typeof(T) == typeof(bool) && piece.IndexOfAnyExceptInRange((byte)0, (byte)1) is >= 0 and int wrong)
                throw state.Input.Source.Error($"has {piece[wrong]} as bool element {at + wrong}, expected 0 or 1; it is damaged. Get it again.");
        }

        state.Input.RequireEnd();
    }
}
