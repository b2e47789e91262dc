using Keras.Files;
using TensorFlow;

namespace Keras.Saving.Hdf5;

/// <summary>Reads the bytes of a file into tensors, piece by piece.</summary>
internal static class TensorBytes
{
    /// <summary>Reads a tensor.</summary>
    /// <param name="dtype">The type of the elements.</param>
    /// <param name="shape">The axes.</param>
    /// <param name="source">The file.</param>
    /// <param name="address">The place of the first element; all lie within the file.</param>
    /// <param name="isBigEndian">Whether elements are big-endian.</param>
    public static Tensor Read(DType dtype, Shape shape, Hdf5Source source, long address, bool isBigEndian) =>
        Tensor.Create(dtype, shape, (Source: source, Address: address, IsTurned: isBigEndian == BitConverter.IsLittleEndian, DType: dtype),
            static (piece, start, state) =>
        {
            state.Source.Read(state.Address + start, piece);
            if (state.IsTurned)
                ByteOrder.Reverse(piece, state.DType.Size);
            if (state.DType == DType.Bool && piece.IndexOfAnyExceptInRange((byte)0, (byte)1) is >= 0 and int wrong)
                throw new InvalidDataException($"boolean {start + wrong} is {piece[wrong]}, expected 0 or 1; the file is damaged.");
        });
}
