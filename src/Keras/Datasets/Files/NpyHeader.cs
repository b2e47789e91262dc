using System.Buffers.Binary;
using System.Text;
using TensorFlow;

namespace Keras.Datasets;

/// <summary>The header of an NPY file: magic, version, and a Python dictionary as text.</summary>
internal static class NpyHeader
{
    // The limit of version 1.0. A longer header would describe records, which no tensor has.
    private const int MaxTextLength = ushort.MaxValue;
    private const int PrefixLength = 10;
    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    public static ArrayHeader Read(ArrayInput input)
    {
        const string what = "the header of an NPY file";
        Span<byte> prefix = stackalloc byte[8];
        input.Read(prefix, what);
        if (!prefix.StartsWith(Magic))
            throw input.Source.Error(
                $"begins with the bytes {Convert.ToHexString(prefix[..6])}, expected the {Convert.ToHexString(Magic)} of an NPY file; "
                + "check that this is the right file.");
        (int major, int minor) = (prefix[6], prefix[7]);
        if (major is < 1 or > 3 || minor != 0)
            throw input.Source.Error(
                $"is an NPY file of version {major}.{minor}, expected 1.0, 2.0 or 3.0; write it again with numpy.save.");
        Span<byte> length = stackalloc byte[major == 1 ? 2 : 4];
        input.Read(length, what);
        uint textLength = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(length) : BinaryPrimitives.ReadUInt32LittleEndian(length);
        if (textLength > MaxTextLength || (input.Source.Packing == Packing.None && textLength > input.Source.Length - input.Position))
            throw input.Source.Error(
                $"has a header of {textLength} bytes, expected at most {MaxTextLength} within its {input.Source.Length} bytes; "
                + "it is damaged. Get it again.");
        byte[] text = new byte[textLength];
        input.Read(text, what);
        return NpyDictionary.Parse(input, Encoding.Latin1.GetString(text), mayBePython2: major <= 2);
    }

    public static byte[] Write(Tensor array)
    {
        string axes = string.Concat(array.Shape.Select(d => $"{d}, "));
        axes = array.Rank == 1 ? axes.TrimEnd() : axes.TrimEnd(' ', ',');
        string text = $"{{'descr': '{NpyType.Describe(array.DType)}', 'fortran_order': False, 'shape': ({axes}), }}";
        int total = (PrefixLength + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        byte[] header = new byte[total];
        Magic.CopyTo(header);
        header[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(total - PrefixLength));
        Encoding.ASCII.GetBytes(text.PadRight(total - PrefixLength - 1) + '\n', header.AsSpan(PrefixLength));
        return header;
    }
}
