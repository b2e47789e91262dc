using TensorFlow;

namespace Keras;

/// <content>Patches, and scaling by weights.</content>
public static partial class Ops
{
    public static partial class Image
    {
        /// <summary>The patches of images, flattened into channels.</summary>
        /// <param name="images">Images of a known number of channels, floating-point.</param>
        /// <param name="size">The height and width of a patch.</param>
        /// <param name="strides">The strides between patches. Default: their size.</param>
        /// <param name="dilationRate">The dilation rate of the patches. Default: 1.</param>
        /// <param name="padding">"valid" (default) for no padding, or "same" for as many as the length divided by the
        /// stride.</param>
        /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
        /// <returns>Height · width · channels of a patch in the place of the channels.</returns>
        public static Symbol ExtractPatches(
            Symbol images, SpatialSizes size, SpatialSizes strides = default, SpatialSizes dilationRate =
                default, string padding = "valid", string? dataFormat = null)
        {
            RequireRank(images, "ExtractPatches", 3, 4);
            return Patches(images, size.For(2, 1, "ExtractPatches"), strides, dilationRate, padding, dataFormat, "ExtractPatches");
        }

        /// <summary>The patches of volumes, flattened into channels.</summary>
        /// <param name="volumes">Volumes <c>[batch, depth, height, width, channels]</c> or one without the batch, of a known number of
        /// channels, floating-point.</param>
        /// <param name="size">The depth, height and width of a patch.</param>
        /// <param name="strides">The strides between patches. Default: their size.</param>
        /// <param name="dilationRate">The dilation rate of the patches. Default: 1.</param>
        /// <param name="padding">"valid" (default) for no padding, or "same" for as many as the length divided by the
        /// stride.</param>
        /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
        /// <returns>Depth · height · width · channels of a patch in the place of the channels.</returns>
        public static Symbol ExtractPatches3D(
            Symbol volumes, SpatialSizes size, SpatialSizes strides = default, SpatialSizes dilationRate =
                default, string padding = "valid", string? dataFormat = null)
        {
            RequireRank(volumes, "ExtractPatches3D", 4, 5);
            return Patches(volumes, size.For(3, 1, "ExtractPatches3D"), strides, dilationRate, padding, dataFormat, "ExtractPatches3D");
        }

        /// <summary>Images scaled and moved along axes by interpolation: each output position p is taken from (p + ½ - translation) / scale
        /// - ½.</summary>
        /// <param name="images">Any shape; integers are rounded.</param>
        /// <param name="outputShape">The shape of the result, of as many axes.</param>
        /// <param name="scale">The factor along each of the axes, floating-point.</param>
        /// <param name="translation">The distance along each of the axes, floating-point.</param>
        /// <param name="spatialDims">The axes.</param>
        /// <param name="method">"linear", "bilinear" or "trilinear"; "cubic", "bicubic" or "tricubic"; "lanczos3" or "lanczos5".</param>
        /// <param name="antialias">Whether details are smoothed where images become smaller. Default: true.</param>
        /// <exception cref="ArgumentException">The method is unknown.</exception>
        public static Symbol ScaleAndTranslate(
            Symbol images, TensorFlow.Shape outputShape, Symbol scale, Symbol translation, Axes spatialDims, string method, bool antialias =
                true)
        {
            Func<Symbol, Symbol> kernel = method switch
            {
                "linear" or "bilinear" or "trilinear" => x => RawOps.Maximum(1 - x, x.Number(0)),
                "cubic" or "bicubic" or "tricubic" => CubicKernel,
                "lanczos3" => x => LanczosKernel(3, x),
                "lanczos5" => x => LanczosKernel(5, x),
                _ => throw new ArgumentException(
                    $"ScaleAndTranslate: expected the method linear, cubic, lanczos3 or lanczos5 (or bilinear, bicubic), got '{method}'.",
                        nameof(method)),
            };
            int[] axes = spatialDims.AsSpan().Length == 0 ? [] : Positions(images, spatialDims, "ScaleAndTranslate");
            (scale, translation) = PromotedFloating(scale, translation, null);
            TensorFlow.Shape each = [axes.Length];
            if (outputShape.Rank != images.Rank || !scale.Shape.IsCompatibleWith(each) || !translation.Shape.IsCompatibleWith(each))
                throw new ShapeException(
                    $"ScaleAndTranslate: expected {images.Rank} lengths as outputShape of {images.Shape} and {axes.Length} numbers each as "
                    + $"scale and translation, got {outputShape}, {scale.Shape} and {translation.Shape}.");
            Symbol scaled = images.DType.IsInteger ? images.Cast(DType.Float32) : images;
            for (int i = 0; i < axes.Length; i++)
            {
                Symbol weights = Weights(Shape(images, axes[i]),
                    (int)outputShape[axes[i]], scale[i], translation[i], kernel, antialias);
                scaled = MoveAxis(Contracted(scaled, weights.Cast(scaled.DType), [axes[i]], [0]), -1, axes[i]);
            }

            if (!images.DType.IsInteger)
                return scaled;
            Symbol least = RawOps.Min(images, AllAxes(images)).Cast(scaled.DType);
            Symbol most = RawOps.Max(images, AllAxes(images)).Cast(scaled.DType);
            return RawOps.Maximum(RawOps.Minimum(RawOps.Round(scaled), most), least).Cast(images.DType);
        }

        // A convolution whose filters each pick one element of the window.
        private static Symbol Patches(
            Symbol images, int[] size, SpatialSizes strides, SpatialSizes dilationRate, string padding, string? dataFormat, string name)
        {
            bool single = images.Rank == size.Length + 1;
            Symbol batch = single ? ExpandDims(images, 0) : images;
            int channels = Length(batch, SpatialWindow.IsChannelsFirst(dataFormat, name) ? 1 : batch.Rank - 1, name);
            long elements = size.Aggregate((long)channels, (a, b) => a * b);
            Symbol ones = RawOps.Fill(images.Graph.Constant([(int)elements]), images.Graph.Constant(1, images.DType));
            Symbol identity = RawOps.MatrixDiagV3(ones, Int(images, 0), Int(images, -1), Int(images, -1), ones.Number(0));
            Symbol kernel = identity.Reshape([.. size.Select(s => (long)s), channels, elements]);
            Symbol patches = Conv(batch, kernel, strides.IsDefault ? size : strides, padding, dataFormat, dilationRate);
            return single ? Squeeze(patches, 0) : patches;
        }

        private static Symbol Weights(Symbol inputSize, int outputSize, Symbol scale,
            Symbol translation, Func<Symbol, Symbol> kernel, bool antialias)
        {
            Symbol inverse = 1 / scale;
            Symbol width = antialias ? RawOps.Maximum(inverse, scale.Number(1)) : scale.Number(1);
            Symbol positions = ((CountUpTo(Int(scale, outputSize)).Cast(scale.DType) + 0.5) * inverse) - (translation * inverse) - 0.5;
            Symbol distance = RawOps.Abs(
                ExpandDims(positions, 0) - ExpandDims(CountUpTo(inputSize).Cast(scale.DType), 1)) / width;
            Symbol weights = kernel(distance);
            Symbol sum = RawOps.Sum(weights, scale.Graph.Constant([0]), keepDims: true);
            Symbol safe = RawOps.SelectV2(RawOps.NotEqual(sum, sum.Number(0)), sum, sum.Number(1));
            weights = RawOps.SelectV2(
                RawOps.Greater(RawOps.Abs(sum), sum.Number(1000 * 1.1920928955078125e-7)), weights / safe, weights.Number(0));
            Symbol inside = RawOps.LogicalAnd(
                RawOps.GreaterEqual(positions, positions.Number(-0.5)), RawOps.LessEqual(positions, inputSize.Cast(positions.DType) - 0.5));
            return RawOps.SelectV2(ExpandDims(inside, 0), weights, weights.Number(0));
        }

        // Keys's cubic convolution with a = -½.
        private static Symbol CubicKernel(Symbol x)
        {
            Symbol near = ((((1.5 * x) - 2.5) * x) * x) + 1;
            Symbol far = ((((-0.5 * x) + 2.5) * x) - 4) * x + 2;
            Symbol value = RawOps.SelectV2(RawOps.GreaterEqual(x, x.Number(1)), far, near);
            return RawOps.SelectV2(RawOps.GreaterEqual(x, x.Number(2)), x.Number(0), value);
        }

        private static Symbol LanczosKernel(double radius, Symbol x)
        {
            Symbol y = radius * RawOps.Sin(Math.PI * x) * RawOps.Sin(Math.PI * x / radius);
            Symbol divisor = RawOps.SelectV2(RawOps.NotEqual(x, x.Number(0)), Math.PI * Math.PI * RawOps.Square(x), x.Number(1));
            Symbol value = RawOps.SelectV2(RawOps.Greater(x, x.Number(1e-3)), y / divisor, x.Number(1));
            return RawOps.SelectV2(RawOps.Greater(x, x.Number(radius)), x.Number(0), value);
        }
    }
}
