namespace Keras;

/// <summary>
/// Images in another size, to the last bit as Pillow's <c>Image.resize</c> gives them, with which Keras loads images: each pixel is a
/// weighted sum of those that a filter reaches, along the width first, then along the height.
/// </summary>
internal static class ImageResampling
{
    // Weights of bytes are integers of so many binary places.
    private const int Precision = 32 - 8 - 2;

    /// <summary>The names of the filters.</summary>
    public static readonly string[] Names = ["nearest", "bilinear", "bicubic", "hamming", "box", "lanczos"];

    /// <summary>Brings a part of an image to a size.</summary>
    /// <param name="image">The image.</param>
    /// <param name="box">The part: the first row and column, the number of rows and columns.</param>
    /// <param name="size">The size.</param>
    /// <param name="interpolation">The name of the filter.</param>
    public static ImagePixels Resize(
        ImagePixels image, (int Top, int Left, int Height, int Width) box, (int Height, int Width) size, string interpolation)
    {
        if (interpolation == "nearest")
            return Nearest(image, box, size);
        (double support, Func<double, double> filter) = FilterOf(interpolation);
        ImagePixels source = image.Premultiplied();
        bool keepsWidth = size.Width == image.Width && box.Left == 0 && box.Width == image.Width;
        bool keepsHeight = size.Height == image.Height && box.Top == 0 && box.Height == image.Height;
        if (!keepsWidth)
            source = Transposed(Rows(Transposed(source), new(image.Width, box.Left, box.Width, size.Width, support, filter)));
        if (!keepsHeight)
            source = Rows(source, new(image.Height, box.Top, box.Height, size.Height, support, filter));
        return source.Divided();
    }

    private static ImagePixels Nearest(
        ImagePixels image, (int Top, int Left, int Height, int Width) box, (int Height, int Width) size)
    {
        int[] rows = Positions(box.Top, box.Height, size.Height), columns = Positions(box.Left, box.Width, size.Width);
        ushort[] values = new ushort[size.Height * size.Width * image.Channels];
        Span<ushort> rest = values;
        foreach (int row in rows)
        {
            foreach (int column in columns)
            {
                image.Values.AsSpan(((row * image.Width) + column) * image.Channels, image.Channels).CopyTo(rest);
                rest = rest[image.Channels..];
            }
        }

        return image with { Height = size.Height, Width = size.Width, Values = values };

        // Positions are added up, as Pillow does, not multiplied: that differs in the last bit.
        static int[] Positions(int start, int length, int count)
        {
            double step = (double)length / count, at = start + (step * 0.5);
            int[] positions = new int[count];
            for (int i = 0; i < count; i++, at += step)
                positions[i] = Math.Min((int)at, start + length - 1);
            return positions;
        }
    }

    /// <summary>Sums of rows.</summary>
    private static ImagePixels Rows(ImagePixels image, Weights weights)
    {
        int length = image.Width * image.Channels;
        ushort[] values = new ushort[weights.Count * length];
        bool isWide = image.Largest > byte.MaxValue;
        for (int row = 0; row < weights.Count; row++)
        {
            (int first, double[] exact) = weights[row];
            long[] whole = Array.ConvertAll(exact, w => (long)((w < 0 ? -0.5 : 0.5) + (w * (1 << Precision))));
            for (int i = 0; i < length; i++)
            {
                values[(row * length) + i] = isWide
                    ? WideSum(image.Values, (first * length) + i, length, exact)
                    : ByteSum(image.Values, (first * length) + i, length, whole);
            }
        }

        return image with { Height = weights.Count, Values = values };
    }

    private static ushort ByteSum(ushort[] values, int start, int stride, long[] weights)
    {
        long sum = 1 << (Precision - 1);
        for (int k = 0; k < weights.Length; k++)
            sum += values[start + (k * stride)] * weights[k];
        return (ushort)Math.Clamp(sum >> Precision, 0, byte.MaxValue);
    }

    private static ushort WideSum(ushort[] values, int start, int stride, double[] weights)
    {
        double sum = 0;
        for (int k = 0; k < weights.Length; k++)
            sum += values[start + (k * stride)] * weights[k];
        return (ushort)Math.Clamp(Math.Floor(sum + 0.5), 0, ushort.MaxValue);
    }

    private static ImagePixels Transposed(ImagePixels image)
    {
        int channels = image.Channels;
        ushort[] values = new ushort[image.Values.Length];
        for (int row = 0; row < image.Height; row++)
        {
            for (int column = 0; column < image.Width; column++)
                image.Values.AsSpan(((row * image.Width) + column) * channels, channels)
                    .CopyTo(values.AsSpan(((column * image.Height) + row) * channels));
        }

        return image with { Height = image.Width, Width = image.Height, Values = values };
    }

    private static (double Support, Func<double, double> Filter) FilterOf(string name) => name switch
    {
        "box" => (0.5, x => x is > -0.5 and <= 0.5 ? 1 : 0),
        "bilinear" => (1, x => Math.Max(0, 1 - Math.Abs(x))),
        "hamming" => (1, Hamming),
        "bicubic" => (2, Bicubic),
        _ => (3, x => x is >= -3 and < 3 ? Sinc(x) * Sinc(x / 3) : 0),
    };

    private static double Hamming(double x)
    {
        x = Math.Abs(x);
        if (x is 0 or >= 1)
            return x == 0 ? 1 : 0;
        x *= Math.PI;
        return Math.Sin(x) / x * (0.54f + (0.46f * Math.Cos(x)));
    }

    // The cubic of Keys with a = -0.5.
    private static double Bicubic(double x)
    {
        const double a = -0.5;
        x = Math.Abs(x);
        return x switch
        {
            < 1 => (((((a + 2) * x) - (a + 3)) * x) * x) + 1,
            < 2 => (((((x - 5) * x) + 8) * x) - 4) * a,
            _ => 0,
        };
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(x * Math.PI) / (x * Math.PI);

    /// <summary>The weights of the pixels that a filter reaches, for each pixel of the result.</summary>
    private sealed class Weights(int length, int start, int part, int count, double support, Func<double, double> filter)
    {
        public int Count => count;

        public (int First, double[] Values) this[int position]
        {
            get
            {
                double scale = (double)part / count, stretch = Math.Max(1, scale), reach = support * stretch;
                double center = start + ((position + 0.5) * scale);
                int first = Math.Max(0, (int)(center - reach + 0.5)), end = Math.Min(length, (int)(center + reach + 0.5));
                double[] values = new double[end - first];
                double sum = 0;
                for (int i = 0; i < values.Length; i++)
                    sum += values[i] = filter((i + first - center + 0.5) * (1 / stretch));
                for (int i = 0; i < values.Length && sum != 0; i++)
                    values[i] /= sum;
                return (first, values);
            }
        }
    }
}
