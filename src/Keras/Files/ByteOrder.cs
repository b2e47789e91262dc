using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Keras.Files;

/// <summary>Converts elements between big-endian and little-endian, in place.</summary>
internal static class ByteOrder
{
    /// <summary>Reverses the bytes of every element.</summary>
    /// <param name="bytes">Whole elements.</param>
    /// <param name="size">The size of an element in bytes: 1, 2, 4 or 8.</param>
    public static void Reverse(Span<byte> bytes, int size)
    {
        switch (size)
        {
            case 2:
                Span<ushort> twos = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(twos, twos);
                break;
            case 4:
                Span<uint> fours = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(fours, fours);
                break;
            case 8:
                Span<ulong> eights = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(eights, eights);
                break;
            default:
                break;
        }
    }
}
