using TensorFlow;

namespace Keras.Plotting.Images;

/// <summary>Lays the colors of classes over images.</summary>
internal sealed class MaskPainter(
    int? classes, IReadOnlyDictionary<int, (byte R, byte G, byte B)>? colors, double alpha, bool blend, int ignoredClass)
{
    public void Draw(PixelBatch images, Data masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        Tensor tensor = masks.ToTensor();
        if (tensor.DType is DType.Float32 or DType.Float64 or DType.Float16 or DType.BFloat16)
            throw new ArgumentException($"Expected masks of integers, the classes of pixels, got {tensor.DType.StandardName}.");
        Shape shape = tensor.Rank == 4 && tensor.Shape[3] == 1 ? tensor.Shape[..3] : tensor.Shape;
        if (!shape.SequenceEqual([images.Images.Length, images.Height, images.Width]))
        {
            throw new ShapeException($"Expected masks of shape [{images.Images.Length}, {images.Height}, {images.Width}], as the images, "
                + $"got {tensor.Shape}.");
        }

        using Tensor whole = tensor.Cast(DType.Int64);
        ReadOnlySpan<long> labels = whole.AsSpan<long>();
        // Keras takes the highest class for their number, and leaves that one out.
        long count = classes ?? labels.ToArray().Max() + 1;
        int size = images.Height * images.Width;
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] == ignoredClass)
                continue;
            Span<byte> pixel = images.Images[i / size].AsSpan(i % size * 3, 3);
            (byte r, byte g, byte b) = labels[i] >= 0 && labels[i] < count ? ColorOf((int)labels[i]) : (pixel[0], pixel[1], pixel[2]);
            (pixel[0], pixel[1], pixel[2]) = (Mixed(pixel[0], r), Mixed(pixel[1], g), Mixed(pixel[2], b));
        }
    }

    private (byte R, byte G, byte B) ColorOf(int label)
    {
        if (colors?.TryGetValue(label, out var color) == true)
            return color;
        const long red = (1 << 25) - 1, green = (1 << 15) - 1, blue = (1 << 21) - 1;
        return ((byte)(label * red % 255), (byte)(label * green % 255), (byte)(label * blue % 255));
    }

    // In float32 as Keras computes it; what is between two numbers is the lower one.
    private byte Mixed(byte image, byte color) => blend ? (byte)((image * (float)(1 - alpha)) + (color * (float)alpha)) : color;
}
