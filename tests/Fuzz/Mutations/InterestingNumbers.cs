using System.Buffers.Binary;

namespace Fuzz.Mutations;

/// <summary>Numbers at which sizes, counts and signs change their meaning.</summary>
internal static class InterestingNumbers
{
    private static readonly long[] Values =
    [
        0, 1, -1, 2, 7, 8, 16, 31, 32, 64, 100, 127, 128, -128, 255, 256, 1000, 1024,
            4096, 32767, 32768, -32768, 65535, 65536, 100_000, 1 << 20, 1 << 24,
        100_663_045, 5793, 20_000, 46_341, int.MaxValue, int.MinValue, 1L << 31, uint.MaxValue,
            1L << 32, 1L << 40, 1L << 48, 1L << 61, 1L << 62, long.MaxValue, long.MinValue,
    ];

    public static long Next(Random random) => Values[random.Next(Values.Length)];

    /// <summary>Writes one over the bytes at a place: 1, 2, 4 or 8 of them, in either order.</summary>
    public static void Overwrite(Span<byte> bytes, Random random)
    {
        int size = 1 << random.Next(4);
        if (bytes.Length < size)
            return;
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, Next(random));
        number = number[..size];
        if (random.Next(4) == 0)
            number.Reverse();
        number.CopyTo(bytes[random.Next(bytes.Length - size + 1)..]);
    }
}
