using Keras.Plotting;

namespace Plots;

/// <summary>An image with three digits of MNIST, three times as large, where they are and which they are.</summary>
internal sealed class Scene
{
    private const int Side = 28, Times = 3, Digits = 3, Extent = 240, Bright = 128;
    private readonly (int Row, int Column, int Digit, int Read, int Image)[] placed = new (int, int, int, int, int)[Digits];
    private readonly byte[] source;

    /// <param name="pixels">The pixels of all digits.</param>
    /// <param name="truth">Their classes.</param>
    /// <param name="read">The classes that a network takes them for.</param>
    /// <param name="first">The first of the digits that are shown.</param>
    /// <param name="seed">The seed of the places.</param>
    public Scene(byte[] pixels, int[] truth, int[] read, int first, int seed)
    {
        source = pixels;
        Random random = new(seed);
        for (int i = 0; i < Digits; i++)
        {
            // A corner of its own for each digit, so that they do not overlap.
            int row = (i / 2 * (Extent / 2)) + 12 + random.Next(12), column = (i % 2 * (Extent / 2)) + random.Next(36);
            placed[i] = (row, column, truth[first + i], read[first + i], first + i);
        }

        foreach ((int row, int column, int value) in placed.SelectMany(Ink))
            Pixels[row, column] = (byte)value;
    }

    /// <summary>The colors of the classes of masks: black for the background, then those of the digits.</summary>
    public static IReadOnlyDictionary<int, (byte R, byte G, byte B)> Colors { get; } = new Dictionary<int, (byte R, byte G, byte B)>
    {
        [0] = (0, 0, 0),
        [1] = (31, 119, 180),
        [2] = (255, 127, 14),
        [3] = (44, 160, 44),
        [4] = (214, 39, 40),
        [5] = (148, 103, 189),
        [6] = (140, 86, 75),
        [7] = (227, 119, 194),
        [8] = (188, 189, 34),
        [9] = (23, 190, 207),
        [10] = (127, 127, 127),
    };

    /// <summary>The image.</summary>
    public byte[,] Pixels { get; } = new byte[Extent, Extent];

    /// <summary>One digit as an image.</summary>
    public static byte[,] Digit(byte[] pixels, int image)
    {
        byte[,] digit = new byte[Side, Side];
        Buffer.BlockCopy(pixels, image * Side * Side, digit, 0, Side * Side);
        return digit;
    }

    /// <summary>Images of one size as a batch.</summary>
    public static byte[,,] Stack(byte[][,] images)
    {
        int height = images[0].GetLength(0), width = images[0].GetLength(1);
        byte[,,] all = new byte[images.Length, height, width];
        for (int i = 0; i < images.Length; i++)
            Buffer.BlockCopy(images[i], 0, all, i * height * width, height * width);
        return all;
    }

    /// <summary>The boxes around the ink of the digits; predicted ones are around bright ink, of the class that was read.</summary>
    public static BoundingBoxes Boxes(Scene[] scenes, bool predicted)
    {
        float[,,] boxes = new float[scenes.Length, Digits, 4];
        int[,] labels = new int[scenes.Length, Digits];
        for (int s = 0; s < scenes.Length; s++)
        {
            for (int d = 0; d < Digits; d++)
            {
                var one = scenes[s].placed[d];
                var ink = scenes[s].Ink(one).Where(p => p.Value >= (predicted ? Bright : 1)).ToArray();
                labels[s, d] = predicted ? one.Read : one.Digit;
                (boxes[s, d, 0], boxes[s, d, 1]) = (ink.Min(p => p.Column), ink.Min(p => p.Row));
                (boxes[s, d, 2], boxes[s, d, 3]) = (ink.Max(p => p.Column) + 1, ink.Max(p => p.Row) + 1);
            }
        }

        return new(boxes, labels);
    }

    /// <summary>The class of each pixel: 0 for the background, else one more than the digit.</summary>
    public static int[,,] Masks(Scene[] scenes, bool predicted)
    {
        int[,,] masks = new int[scenes.Length, Extent, Extent];
        for (int s = 0; s < scenes.Length; s++)
        {
            foreach (var one in scenes[s].placed)
            {
                foreach ((int row, int column, int value) in scenes[s].Ink(one))
                    masks[s, row, column] = value >= (predicted ? Bright : 1) ? 1 + (predicted ? one.Read : one.Digit) : 0;
            }
        }

        return masks;
    }

    // The pixels of a digit that are not black, in their places.
    private IEnumerable<(int Row, int Column, int Value)> Ink((int Row, int Column, int Digit, int Read, int Image) one)
    {
        for (int row = 0; row < Side * Times; row++)
        {
            for (int column = 0; column < Side * Times; column++)
            {
                byte value = source[(((one.Image * Side) + (row / Times)) * Side) + (column / Times)];
                if (value > 0)
                    yield return (one.Row + row, one.Column + column, value);
            }
        }
    }
}
