using TensorFlow;

namespace Keras;

/// <content>Sizes of images.</content>
public static partial class Ops
{
    public static partial class Image
    {
        /// <summary>Images in another size.</summary>
        /// <param name="images">Images; integers are rounded.</param>
        /// <param name="size">The new height and width.</param>
        /// <param name="interpolation">"bilinear" (default), "nearest", "bicubic", "area", "lanczos3" or "lanczos5".</param>
        /// <param name="antialias">Whether details are smoothed before images become smaller; of no effect for "nearest" and "area".
        /// Default: false.</param>
        /// <param name="cropToAspectRatio">Whether images are cut to the new aspect ratio instead of being stretched. Default:
        /// false.</param>
        /// <param name="padToAspectRatio">Whether images are padded to the new aspect ratio instead of being stretched. Default:
        /// false.</param>
        /// <param name="fillValue">The value that padding adds. Default: 0.</param>
        /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
        /// <returns>Images in the type of the images.</returns>
        /// <remarks>XLA cannot compile "area", nor "bicubic" without antialiasing.</remarks>
        /// <exception cref="ArgumentException">The interpolation is unknown, or images are to be both cut and padded.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
        public static Symbol Resize(
            Symbol images,
            (int Height, int Width) size,
            string interpolation = "bilinear",
            bool antialias = false,
            bool cropToAspectRatio = false,
            bool padToAspectRatio = false,
            double fillValue = 0,
            string? dataFormat = null)
        {
            Required.AtLeast("Resize", 1, size.Height, nameof(size));
            Required.AtLeast("Resize", 1, size.Width, nameof(size));
            if (cropToAspectRatio && padToAspectRatio)
                throw new ArgumentException(
                    "Resize: expected cropToAspectRatio or padToAspectRatio, not both; set one of them to false.",
                    nameof(padToAspectRatio));
            Batch batch = Batch.Of(images, dataFormat, "Resize");
            Symbol source = batch.Images;
            if (cropToAspectRatio)
                source = Cut(source, size);
            else if (padToAspectRatio)
                source = Padded(source, size, fillValue);
            Symbol target = images.Graph.Constant([size.Height, size.Width]);
            Symbol resized = (interpolation, antialias) switch
            {
                ("nearest", _) => RawOps.ResizeNearestNeighbor(source, target, halfPixelCenters: true),
                ("area", _) => RawOps.ResizeArea(source, target),
                ("bilinear", false) => RawOps.ResizeBilinear(source, target, halfPixelCenters: true),
                ("bicubic", false) => RawOps.ResizeBicubic(source, target, halfPixelCenters: true),
                ("bilinear", true) => Scaled(source, size, "triangle", antialias),
                ("bicubic", true) => Scaled(source, size, "keyscubic", antialias),
                ("lanczos3" or "lanczos5", _) => Scaled(source, size, interpolation, antialias),
                _ => throw new ArgumentException(
                    $"Resize: expected the interpolation bilinear, nearest, bicubic, area, lanczos3 or lanczos5, got '{interpolation}'.",
                        nameof(interpolation)),
            };
            if (resized.DType != images.DType)
                resized = SaturateCast(images.DType.IsInteger ? RawOps.Round(resized) : resized, images.DType);
            return batch.Back(resized);
        }

        /// <summary>Images cut at their edges. Of each direction, two of the three numbers are given.</summary>
        /// <param name="images">Images.</param>
        /// <param name="topCropping">Rows cropped at the top.</param>
        /// <param name="leftCropping">Columns cropped on the left.</param>
        /// <param name="bottomCropping">Rows cropped at the bottom.</param>
        /// <param name="rightCropping">Columns cropped on the right.</param>
        /// <param name="targetHeight">The height of the result.</param>
        /// <param name="targetWidth">The width of the result.</param>
        /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
        /// <exception cref="ArgumentException">There are not two of three numbers of each direction, or one is negative.</exception>
        /// <exception cref="ShapeException">The images are known to be too small.</exception>
        public static Symbol CropImages(
            Symbol images,
            int? topCropping = null,
            int? leftCropping = null,
            int? bottomCropping = null,
            int? rightCropping = null,
            int? targetHeight = null,
            int? targetWidth = null,
            string? dataFormat = null)
        {
            RequireRank(images, "CropImages", 3, 4);
            int height = images.Rank - (SpatialWindow.IsChannelsFirst(dataFormat, "CropImages") ? 2 : 3);
            Symbol cut = Cropped(images, height, topCropping, bottomCropping, targetHeight, "height");
            return Cropped(cut, height + 1, leftCropping, rightCropping, targetWidth, "width");
        }

        /// <summary>Images with zeros put around them. Of each direction, two of the three numbers are given.</summary>
        /// <param name="images">Images.</param>
        /// <param name="topPadding">The rows that are added above.</param>
        /// <param name="leftPadding">The columns that are added on the left.</param>
        /// <param name="bottomPadding">The rows that are added below.</param>
        /// <param name="rightPadding">The columns that are added on the right.</param>
        /// <param name="targetHeight">The height of the result.</param>
        /// <param name="targetWidth">The width of the result.</param>
        /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
        /// <exception cref="ArgumentException">There are not two of three numbers of each direction, or one is negative.</exception>
        /// <exception cref="ShapeException">The images are known to be too large.</exception>
        public static Symbol PadImages(
            Symbol images,
            int? topPadding = null,
            int? leftPadding = null,
            int? bottomPadding = null,
            int? rightPadding = null,
            int? targetHeight = null,
            int? targetWidth = null,
            string? dataFormat = null)
        {
            RequireRank(images, "PadImages", 3, 4);
            int height = images.Rank - (SpatialWindow.IsChannelsFirst(dataFormat, "PadImages") ? 2 : 3);
            (Dimension Before, Dimension Behind)[] widths = [.. Enumerable.Repeat(((Dimension)0, (Dimension)0), images.Rank)];
            widths[height] = Widths(images, height, topPadding, bottomPadding, targetHeight, "height");
            widths[height + 1] = Widths(images, height + 1, leftPadding, rightPadding, targetWidth, "width");
            long[] shape = [.. images.Shape];
            (shape[height], shape[height + 1]) = (targetHeight ?? -1, targetWidth ?? -1);
            return Around(images, widths, 0, shape);
        }

        private static Symbol Cropped(Symbol images, int axis, int? before, int? behind, int? target, string direction)
        {
            RequireTwo(before, behind, target, "CropImages", direction);
            if (before is null && behind is { } end && images.Shape[axis] >= 0)
                before = checked((int)images.Shape[axis]) - end - target!.Value;
            if (before < 0 || (images.Shape[axis] >= 0 && (before ?? 0) + (behind ?? 0) + (target ?? 0) > images.Shape[axis]))
                throw new ShapeException(
                    $"CropImages: expected a {direction} of at least the cropping and the target {direction}, got {before ?? behind} and "
                    + $"{target ?? behind} for images {images.Shape}; crop less.");
            if (target is not { } length)
                return Along(images, axis, new(before, behind == 0 ? null : -behind));
            Dimension first = before is { } known ? known : Shape(images, axis) - (behind!.Value + length);
            return Part(images, axis, first, length);
        }

        private static (Dimension Before, Dimension Behind) Widths(
            Symbol images, int axis, int? before, int? behind, int? target, string direction)
        {
            RequireTwo(before, behind, target, "PadImages", direction);
            if (target is null)
                return (before!.Value, behind!.Value);
            int given = (before ?? behind)!.Value;
            if (images.Shape[axis] < 0)
            {
                Symbol left = Int(images, target.Value - given) - Shape(images, axis);
                return before is { } start ? (start, left) : (left, given);
            }

            long rest = target.Value - images.Shape[axis] - given;
            return rest < 0
                ? throw new ShapeException(
                    $"PadImages: expected a {direction} of at most the target {direction} without the padding, {target.Value - given}, "
                    + $"got images {images.Shape}; pad less.")
                : before is { } first ? (first, rest) : (rest, given);
        }

        // A part of an axis, whose length is known; where the images have no such part, the runtime refuses.
        private static Symbol Part(Symbol images, int axis, Dimension first, Dimension length)
        {
            Dimension[] begin = [.. Enumerable.Repeat((Dimension)0, images.Rank)];
            Dimension[] size = [.. Enumerable.Repeat((Dimension)(-1), images.Rank)];
            (begin[axis], size[axis]) = (first, length);
            long[] shape = [.. images.Shape];
            shape[axis] = length.Length;
            return RawOps.Slice(images, List(images, begin), List(images, size)).WithShape([.. shape]);
        }

        private static Symbol Around(Symbol images, (Dimension Before, Dimension Behind)[] widths, double fillValue, long[] shape)
        {
            if (widths.All(w => w.Before.IsKnown && w.Behind.IsKnown))
                return Pad(images, [.. widths.Select(w => ((int)w.Before.Length, (int)w.Behind.Length))], "constant", fillValue);
            Symbol rows = RawOps.Pack([.. widths.Select(w => List(images, [w.Before, w.Behind]))]);
            return RawOps.PadV2(images, rows, images.Number(fillValue)).WithShape([.. shape]);
        }

        private static void RequireTwo(int? before, int? behind, int? target, string name, string direction)
        {
            int?[] numbers = [before, behind, target];
            if (numbers.Count(n => n is null) != 1 || numbers.Any(n => n < 0))
            {
                throw new ArgumentException(
                    $"{name}: expected two of the cropping or padding before and behind and the target {direction}, each at least 0, "
                    + $"got {before?.ToString() ?? "none"}, "
                    + $"{behind?.ToString() ?? "none"} and a target of {target?.ToString() ?? "none"}.");
            }
        }

        private static Symbol Scaled(Symbol images, (int Height, int Width) size, string kernel, bool antialias)
        {
            Symbol target = images.Graph.Constant([size.Height, size.Width]);
            Symbol scale = target.Cast(DType.Float32) / Lengths(images, [1, 2]).Cast(DType.Float32);
            Symbol none = RawOps.ZerosLike(scale);
            if (images.Shape[1] < 0 || images.Shape[2] < 0)
                return RawOps.ScaleAndTranslate(images, target, scale, none, kernel, antialias);

            // Products with matrices of weights, which XLA can compile, unlike the native op.
            string method = kernel switch
            {
                "triangle" => "linear",
                "keyscubic" => "cubic",
                _ => kernel,
            };
            Symbol source = images.DType.IsFloatingPoint ? images : images.Cast(DType.Float32);
            return ScaleAndTranslate(source, [-1, size.Height, size.Width, -1], scale, none, [1, 2], method, antialias);
        }

        private static Symbol Cut(Symbol images, (int Height, int Width) size)
        {
            (Dimension height, Dimension width) = (Dimensions(images)[1], Dimensions(images)[2]);
            Dimension newHeight = Least(images, height, InRatio(images, width, size.Height, size.Width));
            Dimension newWidth = Least(images, width, InRatio(images, height, size.Width, size.Height));
            Symbol rows = Part(images, 1, Half(images, height, newHeight), newHeight);
            return Part(rows, 2, Half(images, width, newWidth), newWidth);
        }

        private static Symbol Padded(Symbol images, (int Height, int Width) size, double fillValue)
        {
            (Dimension height, Dimension width) = (Dimensions(images)[1], Dimensions(images)[2]);
            Dimension top = Half(images, Most(images, height, InRatio(images, width, size.Height, size.Width)), height);
            Dimension left = Half(images, Most(images, width, InRatio(images, height, size.Width, size.Height)), width);
            return Around(images, [(0, 0), (top, top), (left, left), (0, 0)], fillValue, [images.Shape[0], -1, -1, images.Shape[3]]);
        }

        // A length that stands to another as two numbers do, rounded down; as Keras computes it, in float32.
        private static Dimension InRatio(Symbol graph, Dimension length, int numerator, int denominator) => length.IsKnown
            ? (int)((float)(length.Length * numerator) / denominator)
            : ((length.AsSymbol(graph) * numerator).Cast(DType.Float32) / (float)denominator).Cast(DType.Int32);

        private static Dimension Half(Symbol graph, Dimension larger, Dimension smaller) => larger.IsKnown && smaller.IsKnown
            ? (larger.Length - smaller.Length) / 2
            : RawOps.FloorDiv(larger.AsSymbol(graph) - smaller.AsSymbol(graph), Int(graph, 2));

        private static Dimension Least(Symbol graph, Dimension length, Dimension other) => length.IsKnown && other.IsKnown
            ? Math.Max(1, Math.Min(length.Length, other.Length))
            : RawOps.Maximum(RawOps.Minimum(length.AsSymbol(graph), other.AsSymbol(graph)), Int(graph, 1));

        private static Dimension Most(Symbol graph, Dimension length, Dimension other) => length.IsKnown && other.IsKnown
            ? Math.Max(length.Length, other.Length)
            : RawOps.Maximum(length.AsSymbol(graph), other.AsSymbol(graph));
    }
}
