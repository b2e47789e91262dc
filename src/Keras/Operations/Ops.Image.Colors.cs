using TensorFlow;

namespace Keras;

/// <content>Colors.</content>
public static partial class Ops
{
    public static partial class Image
    {
        /// <summary>Colors as grays: 0.2989 red + 0.587 green + 0.114 blue.</summary>
        /// <param name="images">Images of 3 channels; those of 1 stay as they are.</param>
        /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
        /// <returns>Images of 1 channel in the type of the images.</returns>
        /// <exception cref="ShapeException">The images do not have 1 or 3 channels.</exception>
        public static Symbol RgbToGrayscale(Symbol images, string? dataFormat = null)
        {
            RequireRank(images, "RgbToGrayscale", 3, 4);
            int channels = images.Rank - (SpatialWindow.IsChannelsFirst(dataFormat, "RgbToGrayscale") ? 3 : 1);
            if (images.Shape[channels] == 1)
                return RawOps.Identity(images);
            if (images.Shape[channels] != 3)
                throw new ShapeException($"RgbToGrayscale: expected 3 channels (or 1), got {images.Shape}.");
            Symbol colors = Floating(images);
            Symbol weights = Numbers(colors, [0.2989, 0.587, 0.114]);
            return ExpandDims(Contracted(colors, weights, [channels], [0]), channels).Cast(images.DType);
        }

        /// <summary>Colors as hue, saturation and value, each from 0 to 1.</summary>
        /// <param name="images">Images of 3 channels from 0 to 1, floating-point.</param>
        /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
        /// <exception cref="ArgumentException">The images are not floating-point.</exception>
        /// <exception cref="ShapeException">The images have not 3 channels.</exception>
        public static Symbol RgbToHsv(Symbol images, string? dataFormat = null)
        {
            RequireFloating(images, "RgbToHsv");
            Batch batch = Batch.Of(images, dataFormat, "RgbToHsv");
            RequireColors(batch.Images, images, "RgbToHsv");
            return batch.Back(RawOps.RGBToHSV(batch.Images));
        }

        /// <summary>Hue, saturation and value as colors, each from 0 to 1.</summary>
        /// <param name="images">Images of 3 channels from 0 to 1, floating-point.</param>
        /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
        /// <exception cref="ArgumentException">The images are not floating-point.</exception>
        /// <exception cref="ShapeException">The images have not 3 channels.</exception>
        public static Symbol HsvToRgb(Symbol images, string? dataFormat = null)
        {
            RequireFloating(images, "HsvToRgb");
            Batch batch = Batch.Of(images, dataFormat, "HsvToRgb");
            RequireColors(batch.Images, images, "HsvToRgb");
            return batch.Back(RawOps.HSVToRGB(batch.Images));
        }

        private static void RequireColors(Symbol batch, Symbol images, string name)
        {
            if (batch.Shape[^1] is not (3 or TensorFlow.Shape.UnknownDimension))
                throw new ShapeException(
                    $"{name}: expected images of 3 channels, got {images.Shape}; make three of a single one with Repeat.");
        }

        private static void RequireFloating(Symbol images, string name)
        {
            if (!images.DType.IsFloatingPoint)
                throw new ArgumentException(
                    $"{name}: expected floating-point images, got {images}; Cast them and divide by 255 first.", nameof(images));
        }
    }
}
