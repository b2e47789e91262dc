using TensorFlow;

namespace Keras.Plotting.Images;

/// <summary>Images as bytes of red, green and blue.</summary>
internal sealed class PixelBatch
{
    private PixelBatch(byte[][] images, int height, int width) => (Images, Height, Width) = (images, height, width);

    public byte[][] Images { get; }

    public int Height { get; }

    public int Width { get; }

    /// <summary>Reads images of shape <c>[samples, height, width, 1 or 3]</c>, or gray ones of shape <c>[samples, height,
    /// width]</c>.</summary>
    /// <param name="images">The images.</param>
    /// <param name="function">Who asks.</param>
    /// <param name="range">The numbers that are black and white; null for 0 to 255, or 0 to 1 where no number is above 1.</param>
    /// <exception cref="ShapeException">The shape is another.</exception>
    public static PixelBatch Read(Data images, string function, (double Low, double High)? range)
    {
        ArgumentNullException.ThrowIfNull(images);
        Tensor tensor = images.ToTensor();
        Shape shape = tensor.Rank == 3 ? tensor.Shape.Append(1) : tensor.Shape;
        if (shape.Rank != 4 || shape[3] is not (1 or 3))
        {
            throw new ShapeException(
                $"{function}: expected images of shape [samples, height, width], or with 1 or 3 channels behind, got {tensor.Shape}.");
        }

        if (tensor.Length == 0)
            throw new ShapeException($"{function}: expected at least one image, got {tensor.Shape}.");
        bool isFloat = tensor.DType is DType.Float32 or DType.Float64 or DType.Float16 or DType.BFloat16;
        using Tensor floats = tensor.Cast(DType.Float32);
        float[] values = floats.ToArray<float>();
        (double low, double high) = range ?? (0, isFloat && values.Max() <= 1 ? 1 : 255);
        if (!(high > low))
            throw new ArgumentException(
                $"{function}: expected the number that is white to be above the one that is black, got {low} and {high}.");
        int height = checked((int)shape[1]), width = checked((int)shape[2]), channels = (int)shape[3], size = height * width;
        byte[][] pixels = [.. Enumerable.Range(0, checked((int)shape[0])).Select(_ => new byte[size * 3])];
        for (int i = 0; i < pixels.Length; i++)
        {
            for (int p = 0; p < size * 3; p++)
            {
                float value = values[(((i * size) + (p / 3)) * channels) + (channels == 1 ? 0 : p % 3)];
                // As Keras: what is between two numbers is the lower one.
                pixels[i][p] = (byte)Math.Clamp((value - low) / (high - low) * 255, 0, 255);
            }
        }

        return new(pixels, height, width);
    }

    /// <summary>The first images of several batches of one size, then the second ones, and so on.</summary>
    public static PixelBatch Interleave(IReadOnlyList<PixelBatch> batches) => new(
        [.. Enumerable.Range(0, batches[0].Images.Length).SelectMany(i => batches.Select(b => b.Images[i]))], batches[0].Height,
            batches[0].Width);

    /// <summary>The images as a tensor of bytes, <c>[samples, height, width, 3]</c>.</summary>
    public Tensor ToTensor()
    {
        byte[] all = new byte[Images.Length * Height * Width * 3];
        for (int i = 0; i < Images.Length; i++)
            Images[i].CopyTo(all, i * Images[i].Length);
        return Tensor.Create<byte>(all, [Images.Length, Height, Width, 3]);
    }
}
