using System.Buffers.Binary;
using System.Numerics;

namespace Keras.Saving.Hdf5;

/// <summary>
/// The checksums that the format's specification prescribes: of structures Bob Jenkins' lookup3 ("hashlittle", 2006), of chunks Fletcher's
/// sum of 32 bits (1982).
/// </summary>
internal static class Hdf5Checksum
{
    private const int BlockLength = 12;

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint a = 0xDEADBEEF + (uint)bytes.Length, b = a, c = a;
        // The last block is mixed in another way, also where it is full.
        while (bytes.Length > BlockLength)
        {
            Add(bytes, ref a, ref b, ref c);
            Mix(ref a, ref b, ref c);
            bytes = bytes[BlockLength..];
        }

        if (bytes.IsEmpty)
            return c;
        Span<byte> last = stackalloc byte[BlockLength];
        last.Clear();
        bytes.CopyTo(last);
        Add(last, ref a, ref b, ref c);
        return Finish(a, b, c);
    }

    /// <summary>Checks a structure that ends with the checksum of what is before.</summary>
    /// <exception cref="InvalidDataException">The checksum is another.</exception>
    public static void Require(ReadOnlySpan<byte> structure, string name)
    {
        uint found = Of(structure[..^sizeof(uint)]), expected = BinaryPrimitives.ReadUInt32LittleEndian(structure[^sizeof(uint)..]);
        if (found != expected)
            throw new InvalidDataException($"{name} has the checksum {found:x8}, expected {expected:x8}; the file is damaged.");
    }

    /// <summary>
    /// Fletcher's checksum over 16-bit words, the high byte first, modulo 65535 with 65535 for 0; of an odd last byte, the high half of a
    /// word.
    /// </summary>
    public static uint Fletcher32(ReadOnlySpan<byte> bytes)
    {
        const int sumsThatFit = 360;
        uint first = 0, second = 0;
        for (int words = 0; bytes.Length > 1; bytes = bytes[2..])
        {
            first += BinaryPrimitives.ReadUInt16BigEndian(bytes);
            second += first;
            if (++words % sumsThatFit == 0)
                (first, second) = (Fold(first), Fold(second));
        }

        if (!bytes.IsEmpty)
        {
            first += (uint)bytes[0] << 8;
            second += first;
        }

        // Twice: the first folding may carry.
        return Fold(Fold(second)) << 16 | Fold(Fold(first));

        static uint Fold(uint sum) => (sum & 0xFFFF) + (sum >> 16);
    }

    private static void Add(ReadOnlySpan<byte> block, ref uint a, ref uint b, ref uint c)
    {
        a += BinaryPrimitives.ReadUInt32LittleEndian(block);
        b += BinaryPrimitives.ReadUInt32LittleEndian(block[4..]);
        c += BinaryPrimitives.ReadUInt32LittleEndian(block[8..]);
    }

    private static void Mix(ref uint a, ref uint b, ref uint c)
    {
        a = (a - c) ^ BitOperations.RotateLeft(c, 4);
        c += b;
        b = (b - a) ^ BitOperations.RotateLeft(a, 6);
        a += c;
        c = (c - b) ^ BitOperations.RotateLeft(b, 8);
        b += a;
        a = (a - c) ^ BitOperations.RotateLeft(c, 16);
        c += b;
        b = (b - a) ^ BitOperations.RotateLeft(a, 19);
        a += c;
        c = (c - b) ^ BitOperations.RotateLeft(b, 4);
        b += a;
    }

    private static uint Finish(uint a, uint b, uint c)
    {
        c = (c ^ b) - BitOperations.RotateLeft(b, 14);
        a = (a ^ c) - BitOperations.RotateLeft(c, 11);
        b = (b ^ a) - BitOperations.RotateLeft(a, 25);
        c = (c ^ b) - BitOperations.RotateLeft(b, 16);
        a = (a ^ c) - BitOperations.RotateLeft(c, 4);
        b = (b ^ a) - BitOperations.RotateLeft(a, 14);
        return (c ^ b) - BitOperations.RotateLeft(b, 24);
    }
}
