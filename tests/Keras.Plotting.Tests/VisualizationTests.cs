using SkiaSharp;
using TensorFlow;
using Xunit;

namespace Keras.Plotting.Tests;

/// <summary>Images with labels, boxes and masks.</summary>
public sealed class VisualizationTests
{
    [Fact]
    public void A_gallery_has_a_place_for_each_image()
    {
        byte[,,] images = new byte[5, 28, 28];
        for (int i = 0; i < 5; i++)
            images[i, 14, 14] = 255;

        Picture picture = Visualization.PlotImageGallery(
            images, new[] { 0, 1, 2, 3, 4 }, new[] { 0, 1, 2, 3, 9 }, new Dictionary<int, string> { [0] = "zero", [4] = "four" });

        // Three rows of two, each with a title of two lines.
        Assert.Equal((252, 469), (picture.Width, picture.Height));
        SKBitmap bitmap = Drawn.Bitmap(picture);
        Assert.Equal(5, Bright(bitmap));
        Assert.Contains(bitmap.Pixels, p => p.Red > 150 && p.Green < 120 && p.Blue < 120);
        Drawn.Require(bitmap, 252, 469);
        Assert.Contains("got 2 and 5", Assert.Throws<ShapeException>(() => Visualization.PlotImageGallery(images, new[] { 1, 2 })).Message,
            StringComparison.Ordinal);
        Assert.Contains("expected images of shape",
            Assert.Throws<ShapeException>(() => Visualization.PlotImageGallery(new float[2, 4])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Long_titles_have_two_lines_of_letters_of_one_size()
    {
        byte[,,] images = new byte[2, 28, 28];
        Dictionary<int, string> names = new() { [0] = "Trouser", [1] = "Ankle boot" };

        Picture shortOnes = Visualization.PlotImageGallery(images, new[] { 0, 1 }, new[] { 1, 0 }),
            longOnes = Visualization.PlotImageGallery(images, new[] { 0, 1 }, new[] { 1, 0 }, names);

        Assert.Equal((shortOnes.Width, shortOnes.Height + (2 * 13)), (longOnes.Width, longOnes.Height));
    }

    [Fact]
    public void The_name_of_a_box_stays_within_the_image_and_that_of_a_predicted_one_stands_below()
    {
        byte[,,,] images = new byte[1, 100, 120, 3];
        BoundingBoxes boxes = new(new float[,,] { { { 80, 40, 118, 60 } } }, new[,] { { 1 } });
        Dictionary<int, string> names = new() { [1] = "a wide name" };

        using Tensor drawn = Visualization.DrawBoundingBoxes(images, boxes, "xyxy", names, (255, 255, 255), 1, fontScale: 0.4);

        // Letters above the box begin to its left, so that they end before the side of the image.
        Assert.Contains(Columns(drawn, 0, 38), c => c < 80);
        Assert.Empty(Columns(drawn, 62, 100));
        Picture gallery = Visualization.PlotBoundingBoxGallery(images, "xyxy", boxes, boxes, names, fontScale: 0.4);
        SKBitmap bitmap = Drawn.Bitmap(gallery);
        Assert.Contains(Enumerable.Range(65, 35).SelectMany(row => Enumerable.Range(0, 120).Select(c => bitmap.GetPixel(c + 4, row + 4))),
            p => p.Red > 150 && p.Green > 150 && p.Blue < 100);

        static int[] Columns(Tensor image, int first, int end)
        {
            byte[] pixels = image.ToArray<byte>();
            return [.. from row in Enumerable.Range(first, end - first) from c in Enumerable.Range(0, 120)
                where pixels[((row * 120) + c) * 3] > 60 select c];
        }
    }

    [Fact]
    public void Boxes_of_every_format_are_drawn_at_the_same_place()
    {
        byte[,,,] images = new byte[1, 40, 60, 3];
        (string Format, float[] Box)[] boxes =
        [
            ("xyxy", [10, 8, 30, 28]), ("yxyx", [8, 10, 28, 30]), ("xywh", [10, 8, 20, 20]), ("center_xywh", [20, 18, 20, 20]),
            ("center_yxhw", [18, 20, 20, 20]), ("rel_xyxy", [10 / 60f, 8 / 40f, 0.5f, 0.7f]),
        ];
        foreach ((string format, float[] box) in boxes)
        {
            float[,,] places = new float[1, 2, 4];
            for (int k = 0; k < 4; k++)
                places[0, 0, k] = box[k] + 1e-4f;

            using Tensor drawn = Visualization.DrawBoundingBoxes(images, new(places, new[,] { { 3, -1 } }), format, color: (255, 0, 0),
                lineThickness: 1);

            byte[] pixels = drawn.ToArray<byte>();
            Assert.Equal([1, 40, 60, 3], drawn.Shape);
            // The four sides, each pixel once; the box of class -1 is none.
            Assert.Equal(80, pixels.Count(p => p == 255));
            Assert.Equal(255, pixels[((8 * 60) + 10) * 3]);
            Assert.Equal(255, pixels[((28 * 60) + 30) * 3]);
        }

        Assert.Contains("got \"circle\"", Assert.Throws<ArgumentException>(() =>
            Visualization.DrawBoundingBoxes(images, new(new float[1, 1, 4], new int[1, 1]), "circle")).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => Visualization.DrawBoundingBoxes(images, new(new float[2, 1, 4], new int[2, 1]), "xyxy"));
    }

    [Fact]
    public void Names_and_confidences_are_written_at_boxes_and_a_legend_explains_colors()
    {
        float[,,] places = { { { 10, 40, 90, 90 } } };
        BoundingBoxes boxes = new(places, new[,] { { 1 } }, new[,] { { 0.87f } });
        byte[,,,] images = new byte[1, 100, 120, 3];

        using Tensor plain = Visualization.DrawBoundingBoxes(images, boxes, "xyxy", fontScale: 0.5);
        using Tensor named = Visualization.DrawBoundingBoxes(images, boxes, "xyxy", new Dictionary<int, string> { [1] = "cat" },
            fontScale: 0.5);
        Picture gallery = Visualization.PlotBoundingBoxGallery(images, "xyxy", boxes, boxes, showLegend: true);

        Assert.True(named.ToArray<byte>().Count(p => p > 0) > plain.ToArray<byte>().Count(p => p > 0) + 100);
        Drawn.Require(Drawn.Bitmap(gallery), gallery.Width, gallery.Height);
    }

    [Fact]
    public void Masks_are_those_of_Keras()
    {
        byte[,,,] images = new byte[1, 2, 2, 3];
        for (int i = 0; i < 12; i++)
            images[0, i / 6, i / 3 % 2, i % 3] = (byte)(20 * i);
        int[,,] masks = { { { 0, 1 }, { 2, -1 } } };

        using Tensor drawn = Visualization.DrawSegmentationMasks(images, masks, classes: 3);

        // keras.visualization.draw_segmentation_masks(images, masks[..., None], num_classes=3), Keras 3.15.1
        Assert.Equal(Fixture, drawn.ToArray<byte>());
        using Tensor skipped = Visualization.DrawSegmentationMasks(images, masks, ignoredClass: 0, blend: false);
        Assert.Equal([0, 20, 40], skipped.ToArray<byte>()[..3]);
        Assert.Contains("integers",
            Assert.Throws<ArgumentException>(() => Visualization.DrawSegmentationMasks(images, new float[1, 2, 2])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => Visualization.DrawSegmentationMasks(images, new int[1, 2, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Visualization.DrawSegmentationMasks(images, masks, alpha: 2));
    }

    [Fact]
    public void A_gallery_of_masks_has_a_column_for_each()
    {
        Picture picture = Visualization.PlotSegmentationMaskGallery(new byte[3, 8, 8], 2, new int[3, 8, 8], new int[3, 8, 8]);

        Assert.Equal((376, 376), (picture.Width, picture.Height));
    }

    private static readonly byte[] Fixture = [0, 4, 8, 12, 117, 44, 25, 231, 81, 180, 200, 220];

    // Images whose middle pixel is white, on black.
    private static int Bright(SKBitmap bitmap)
    {
        int count = 0;
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 2; column++)
            {
                SKColor middle = bitmap.GetPixel(4 + (column * 124) + 62, 4 + (row * 155) + 31 + 62);
                SKColor corner = bitmap.GetPixel(4 + (column * 124) + 10, 4 + (row * 155) + 31 + 10);
                count += middle == SKColors.White && corner == SKColors.Black ? 1 : 0;
            }
        }

        return count;
    }
}
