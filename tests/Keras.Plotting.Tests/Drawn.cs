using SkiaSharp;
using Xunit;

namespace Keras.Plotting.Tests;

/// <summary>Pictures as pixels.</summary>
internal static class Drawn
{
    public static SKBitmap Bitmap(Picture picture) => SKBitmap.Decode(picture.ToPng());

    /// <summary>The picture has a size, and more than one color.</summary>
    public static void Require(SKBitmap bitmap, int width, int height)
    {
        using (bitmap)
        {
            Assert.Equal((width, height), (bitmap.Width, bitmap.Height));
            Assert.True(bitmap.Pixels.Distinct().Take(5).Count() == 5, "The picture is blank.");
        }
    }
}
