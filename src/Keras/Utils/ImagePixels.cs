using TensorFlow;

namespace Keras;

/// <summary>The pixels of an image in memory: bytes, or 16 bits for grayscale.</summary>
/// <param name="Height">The rows.</param>
/// <param name="Width">The columns.</param>
/// <param name="Channels">The channels of a pixel: 1 gray, 2 with transparency, 3 red, green and blue, 4 with transparency.</param>
/// <param name="Values">The channels, row by row, from 0 to <paramref name="Largest"/>.</param>
/// <param name="Largest">255 or 65535.</param>
internal sealed record ImagePixels(int Height, int Width, int Channels, ushort[] Values, ushort Largest)
{
    /// <summary>The pixels of a tensor <c>[height, width, channels]</c>, uint8 or uint16.</summary>
    public static ImagePixels Of(Tensor tensor) => new(
        (int)tensor.Shape[0], (int)tensor.Shape[1], (int)tensor.Shape[2], tensor.ToArray<ushort>(),
        tensor.DType == DType.UInt16 ? ushort.MaxValue : byte.MaxValue);

    /// <summary>The pixels as a tensor; the caller disposes it.</summary>
    public Tensor ToTensor()
    {
        Shape shape = [Height, Width, Channels];
        return Largest > byte.MaxValue
            ? Tensor.Create<ushort>(Values, shape)
            : Tensor.Create<byte>(Array.ConvertAll(Values, v => (byte)v), shape);
    }

    /// <summary>The image in a color mode, as Pillow's <c>convert</c> does.</summary>
    /// <param name="mode">"grayscale", "rgb" or "rgba".</param>
    public ImagePixels In(string mode)
    {
        int channels = mode switch
        {
            "grayscale" => 1,
            "rgb" => 3,
            _ => 4,
        };
        if (channels == Channels)
            return this;
        // Grayscale of 16 bits stays what it is; colors have 8.
        ushort largest = channels == 1 ? Largest : byte.MaxValue;
        int shift = Largest > largest ? 8 : 0;
        ushort[] values = new ushort[Height * Width * channels];
        for (int i = 0; i < Height * Width; i++)
        {
            ReadOnlySpan<ushort> from = Values.AsSpan(i * Channels, Channels);
            Span<ushort> to = values.AsSpan(i * channels, channels);
            bool hasColors = Channels >= 3;
            if (channels == 1)
            {
                to[0] = hasColors ? Gray(from) : from[0];
                continue;
            }

            for (int c = 0; c < 3; c++)
                to[c] = (ushort)(from[hasColors ? c : 0] >> shift);
            if (channels == 4)
                to[3] = Channels is 2 or 4 ? (ushort)(from[^1] >> shift) : byte.MaxValue;
        }

        return new(Height, Width, channels, values, largest);
    }

    /// <summary>Colors multiplied by how opaque they are, as they must be before pixels are mixed; others as they are.</summary>
    public ImagePixels Premultiplied() => Channels != 4 ? this : Colored((color, alpha) =>
    {
        int product = (color * alpha) + 128;
        return ((product >> 8) + product) >> 8;
    });

    /// <summary>Undoes <see cref="Premultiplied"/>.</summary>
    public ImagePixels Divided() => Channels != 4 ? this : Colored((color, alpha) =>
        alpha is 0 or byte.MaxValue ? color : Math.Min(byte.MaxValue, byte.MaxValue * color / alpha));

    // ITU-R 601-2 in fixed point.
    private static ushort Gray(ReadOnlySpan<ushort> rgb) =>
        (ushort)(((rgb[0] * 19595) + (rgb[1] * 38470) + (rgb[2] * 7471) + 0x8000) >> 16);

    private ImagePixels Colored(Func<int, int, int> convert)
    {
        ushort[] values = new ushort[Values.Length];
        for (int i = 0; i < values.Length; i += 4)
        {
            for (int c = 0; c < 3; c++)
                values[i + c] = (ushort)convert(Values[i + c], Values[i + 3]);
            values[i + 3] = Values[i + 3];
        }

        return this with { Values = values };
    }
}
