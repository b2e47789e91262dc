using System.Buffers.Binary;
using TensorFlow;

namespace Keras;

/// <summary>The formats of image files, told by their first bytes, and their decoding by TensorFlow's ops.</summary>
internal static class ImageFormat
{
    /// <summary>Decodes the first frame of an image.</summary>
    /// <param name="bytes">The content of the file.</param>
    /// <param name="source">The file, for messages.</param>
    /// <returns>Pixels <c>[height, width, channels]</c>: uint8, or uint16 for grayscale of 16 bits.</returns>
    /// <exception cref="InvalidDataException">The content is no image that can be decoded.</exception>
    public static Tensor Decode(ReadOnlySpan<byte> bytes, string source)
    {
        Func<Symbol, Symbol> decoder = DecoderOf(bytes, source);
        using Tensor contents = Tensor.CreateBytes(bytes);
        Tensor decoded;
        try
        {
            decoded = Ops.Compute(contents, decoder);
        }
        catch (TensorFlowException e)
        {
            throw new InvalidDataException($"{source}: expected an image, got one that cannot be decoded: {e.Message}", e);
        }

        if (decoded.Rank == 3)
            return decoded;
        // The frames of a GIF or a WebP image.
        using (decoded)
            return decoded[0];
    }

    /// <summary>Encodes pixels.</summary>
    /// <param name="pixels">Pixels <c>[height, width, channels]</c>, uint8 or uint16.</param>
    /// <param name="format">"jpeg" or "png".</param>
    /// <param name="quality">The quality of a JPEG image.</param>
    public static byte[] Encode(Tensor pixels, string format, int quality)
    {
        using Tensor contents = Ops.Compute(
            pixels, x => format == "png" ? RawOps.EncodePng(x) : RawOps.EncodeJpeg(x, quality: quality));
        return contents.ToBytes();
    }

    private static Func<Symbol, Symbol> DecoderOf(ReadOnlySpan<byte> bytes, string source)
    {
        // Keras decodes with Pillow, which computes JPEG's transform exactly.
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return x => RawOps.DecodeJpeg(x, dctMethod: "INTEGER_ACCURATE");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
        {
            DType dtype = bytes.Length > 25 && bytes[24] == 16 && bytes[25] == 0 ? DType.UInt16 : DType.UInt8;
            return x => RawOps.DecodePng(x, dtype: dtype);
        }

        if (bytes.StartsWith("GIF8"u8))
            return x => RawOps.DecodeGif(x);
        if (bytes.StartsWith("RIFF"u8) && bytes.Length > 12 && bytes[8..12].SequenceEqual("WEBP"u8))
            return x => RawOps.DecodeWebP(x);
        if (bytes.StartsWith("BM"u8))
            return BitmapDecoder(bytes, source);
        throw new InvalidDataException(
            $"{source}: expected an image as JPEG, PNG, GIF, BMP or WebP, got {bytes.Length} bytes that begin with "
            + $"{Convert.ToHexString(bytes[..Math.Min(4, bytes.Length)])}.");
    }

    // TensorFlow's op neither reads palettes nor tells unused bytes from transparency.
    private static Func<Symbol, Symbol> BitmapDecoder(ReadOnlySpan<byte> bytes, string source)
    {
        if (bytes.Length < 54)
            throw new InvalidDataException($"{source}: expected a BMP image, got {bytes.Length} bytes, less than its header has.");
        int header = BinaryPrimitives.ReadInt32LittleEndian(bytes[14..]), depth = BinaryPrimitives.ReadInt16LittleEndian(bytes[28..]);
        int compression = BinaryPrimitives.ReadInt32LittleEndian(bytes[30..]);
        if (depth is not (8 or 24 or 32) || compression is not (0 or 3) || (compression == 3 && depth != 32) || header < 40)
            throw new InvalidDataException(
                $"{source}: expected an uncompressed BMP image of 8, 24 or 32 bits, got {depth} bits (compression {compression}); "
                + "save it as PNG.");
        if (depth == 8 && !HasGrayPalette(bytes, 14 + header))
            throw new InvalidDataException($"{source}: expected a BMP image of gray or true colors, got one of a palette; save it as PNG.");
        return depth == 32 && compression == 0
            ? x => RawOps.DecodeBmp(x)[TensorFlow.Slice.All, TensorFlow.Slice.All, new Slice(0, 3)]
            : x => RawOps.DecodeBmp(x);
    }

    private static bool HasGrayPalette(ReadOnlySpan<byte> bytes, long start)
    {
        int colors = BinaryPrimitives.ReadInt32LittleEndian(bytes[46..]);
        colors = colors is > 0 and <= 256 ? colors : 256;
        if (start < 0 || start + (colors * 4) > bytes.Length)
            return false;
        ReadOnlySpan<byte> palette = bytes.Slice((int)start, colors * 4);
        for (int i = 0; i < colors; i++)
        {
            if (palette[i * 4] != i || palette[(i * 4) + 1] != i || palette[(i * 4) + 2] != i)
                return false;
        }

        return true;
    }
}
