namespace Keras.Tests.Saving.Hdf5;

/// <summary>A number type as the format's specification lays it out, with any value in any field, and the meaning of its bits.</summary>
internal sealed record Hdf5NumberDescription
{
    private const int Integer = 0, Float = 1;

    private static readonly Hdf5NumberDescription[] Standard =
    [
        .. from size in (int[])[1, 2, 4, 8]
           from signed in (bool[])[true, false]
           select new Hdf5NumberDescription { Kind = Integer, Size = size, Precision = 8 * size, IsSigned = signed },
        new() { Kind = Float, Size = 2, Precision = 16, Sign = 15, ExponentAt = 10,
            ExponentBits = 5, MantissaBits = 10, Bias = 15, Normalization = 2 },
        new() { Kind = Float, Size = 2, Precision = 16, Sign = 15, ExponentAt = 7,
            ExponentBits = 8, MantissaBits = 7, Bias = 127, Normalization = 2 },
        new() { Kind = Float, Size = 4, Precision = 32, Sign = 31, ExponentAt = 23,
            ExponentBits = 8, MantissaBits = 23, Bias = 127, Normalization = 2 },
        new() { Kind = Float, Size = 8, Precision = 64, Sign = 63, ExponentAt = 52,
            ExponentBits = 11, MantissaBits = 52, Bias = 1023, Normalization = 2 },
    ];

    public int Kind { get; private init; }

    public int Size { get; private init; }

    public bool IsBigEndian { get; private init; }

    public bool IsVax { get; private init; }

    public int Padding { get; private init; }

    public bool IsSigned { get; private init; }

    public int Offset { get; private init; }

    public int Precision { get; private init; }

    public int Sign { get; private init; }

    public int ExponentAt { get; private init; }

    public int ExponentBits { get; private init; }

    public int MantissaAt { get; private init; }

    public int MantissaBits { get; private init; }

    public uint Bias { get; private init; }

    public int Normalization { get; private init; }

    /// <summary>The datatype message.</summary>
    public byte[] Message
    {
        get
        {
            int order = (IsBigEndian ? 1 : 0) | (IsVax ? 0x40 : 0);
            return Kind == Integer
                ? [0x10, (byte)(order | (Padding & 3) << 1 | (IsSigned ? 8 : 0)), 0,
                    0, .. BitConverter.GetBytes(Size), .. U16(Offset), .. U16(Precision)]
                : [
                    0x11, (byte)(order | (Padding & 7) << 1 | Normalization << 4), (byte)Sign,
                        0, .. BitConverter.GetBytes(Size), .. U16(Offset), .. U16(Precision),
                    (byte)ExponentAt, (byte)ExponentBits, (byte)MantissaAt, (byte)MantissaBits, .. BitConverter.GetBytes(Bias),
                ];
        }
    }

    /// <summary>A standard type in which up to two fields have another value.</summary>
    public static Hdf5NumberDescription Next(Random random)
    {
        Hdf5NumberDescription next =
            Standard[random.Next(Standard.Length)] with { IsBigEndian = random.Next(2) == 0, Padding = random.Next(8) };
        for (int changes = random.Next(3); changes > 0; changes--)
        {
            next = random.Next(12) switch
            {
                0 => next with { Offset = random.Next(0, 9) },
                1 => next with { Precision = random.Next(1, 8 * next.Size + 1) },
                2 => next with { Sign = random.Next(0, 8 * next.Size) },
                3 => next with { ExponentAt = random.Next(0, 64) },
                4 => next with { ExponentBits = random.Next(0, 16) },
                5 => next with { MantissaAt = random.Next(0, 9) },
                6 => next with { MantissaBits = random.Next(0, 60) },
                7 => next with { Bias = random.Next(2) == 0 ? (uint)random.Next() : next.Bias + (uint)random.Next(-2, 3) },
                8 => next with { Normalization = random.Next(4) },
                9 => next with { IsVax = true },
                10 => next with { Size = 1 << random.Next(5) },
                _ => next with { IsSigned = !next.IsSigned },
            };
        }

        return next;
    }

    /// <summary>The value of an element.</summary>
    public double Value(ReadOnlySpan<byte> element)
    {
        UInt128 bits = 0;
        for (int i = 0; i < Size; i++)
            bits |= (UInt128)element[IsBigEndian ? Size - 1 - i : i] << (8 * i);
        if (Kind == Integer)
        {
            UInt128 number = Part(bits, Offset, Precision);
            bool isNegative = IsSigned && Part(number, Precision - 1, 1) == 1;
            return isNegative ? -(double)(((UInt128)1 << Precision) - number) : (double)number;
        }

        double exponent = (double)Part(bits, ExponentAt, ExponentBits), greatest = Math.Pow(2, ExponentBits) - 1;
        double fraction = (double)Part(bits, MantissaAt, MantissaBits) / Math.Pow(2, MantissaBits);
        double magnitude = exponent == greatest ? fraction == 0 ? double.PositiveInfinity : double.NaN
            : exponent == 0 ? fraction * Math.Pow(2, 1 - (double)Bias)
            : (1 + fraction) * Math.Pow(2, exponent - Bias);
        return Part(bits, Sign, 1) == 1 ? -magnitude : magnitude;
    }

    private static UInt128 Part(UInt128 bits, int at, int count) => bits >> at & (((UInt128)1 << count) - 1);

    private static byte[] U16(int value) => BitConverter.GetBytes((ushort)value);
}
