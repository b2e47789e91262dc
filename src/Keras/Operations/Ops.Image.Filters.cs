using TensorFlow;

namespace Keras;

/// <content>Blurring, edges, distortion and similarity.</content>
public static partial class Ops
{
    public static partial class Image
    {
        /// <summary>Images blurred by a Gaussian; what lies outside counts as 0.</summary>
        /// <param name="images">Images, floating-point.</param>
        /// <param name="kernelSize">The height and width of the kernel. Default: 3 × 3.</param>
        /// <param name="sigma">
        /// The standard deviations, first the horizontal one, as Keras computes. Default: 1 and 1. A kernel that is not square has its own
        /// rows and columns here; Keras
        /// on TensorFlow mixes them up.
        /// </param>
        /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
        /// <exception cref="ArgumentException">The images are not floating-point.</exception>
        public static Symbol GaussianBlur(
            Symbol images, (int Height, int Width)? kernelSize =
                null, (double Horizontal, double Vertical)? sigma = null, string? dataFormat = null)
        {
            RequireFloating(images, "GaussianBlur");
            (int height, int width) = kernelSize ?? (3, 3);
            Required.AtLeast("GaussianBlur", 1, Math.Min(height, width), nameof(kernelSize));
            (double horizontal, double vertical) = sigma ?? (1, 1);
            Batch batch = Batch.Of(images, dataFormat, "GaussianBlur");
            double[] rows = Gaussian(height, vertical);
            double[] columns = Gaussian(width, horizontal);
            Symbol kernel = Numbers(images, [.. rows.SelectMany(r => columns.Select(c => r * c))]).Reshape([height, width, 1, 1]);
            kernel = RawOps.Tile(kernel, List(images, 1, 1, Dimensions(batch.Images)[3], 1));
            return batch.Back(RawOps.DepthwiseConv2DNative(batch.Images, kernel, [1, 1, 1, 1], "SAME"));
        }

        /// <summary>The derivatives of images by Sobel's operator, in vertical and horizontal direction; images are mirrored at their
        /// edges.</summary>
        /// <param name="images">A batch of images, floating-point.</param>
        /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
        /// <returns>The shape of the images and a last axis of 2: the vertical and the horizontal derivative.</returns>
        /// <exception cref="ArgumentException">The images are not floating-point.</exception>
        public static Symbol SobelEdges(Symbol images, string? dataFormat = null)
        {
            RequireRank(images, "SobelEdges", 4);
            RequireFloating(images, "SobelEdges");
            Batch batch = Batch.Of(images, dataFormat, "SobelEdges");
            Symbol source = batch.Images;
            Symbol padded = Pad(source, [(0, 0), (1, 1), (1, 1), (0, 0)], "reflect");
            Symbol kernels = Numbers(images, [-1, -1, -2, 0, -1, 1, 0, -2, 0, 0, 0, 2, 1, -1, 2, 0, 1, 1]).Reshape([3, 3, 1, 2]);
            Dimension channels = Dimensions(source)[3];
            kernels = RawOps.Tile(kernels, List(images, 1, 1, channels, 1));
            Symbol edges = RawOps.DepthwiseConv2DNative(padded, kernels, [1, 1, 1, 1], "VALID");
            Symbol apart = Reshaped(edges, [.. Dimensions(source), 2]);
            return batch.ChannelsFirst ? Permuted(apart, [0, 3, 1, 2, 4]) : apart;
        }

        /// <summary>The structural similarity of pairs of images, at most 1 (Wang et al., 2004).</summary>
        /// <param name="image1">Images.</param>
        /// <param name="image2">Images of the same shape.</param>
        /// <param name="maxVal">The difference of the largest and the smallest possible value. Default: 1.</param>
        /// <param name="filterSize">The height and width of the Gaussian window. Default: 11.</param>
        /// <param name="filterSigma">The standard deviation of the window. Default: 1.5.</param>
        /// <param name="k1">The constant of the means. Default: 0.01.</param>
        /// <param name="k2">The constant of the variances. Default: 0.03.</param>
        /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
        /// <returns>A number for each pair.</returns>
        /// <exception cref="ShapeException">The shapes differ.</exception>
        public static Symbol Ssim(
            Symbol image1, Symbol image2, double maxVal = 1, int filterSize = 11, double filterSigma =
                1.5, double k1 = 0.01, double k2 = 0.03, string? dataFormat = null)
        {
            if (!image1.Shape.IsCompatibleWith(image2.Shape))
                throw new ShapeException($"Ssim: expected two images of one shape, got {image1.Shape} and {image2.Shape}.");
            Required.AtLeast("Ssim", 1, filterSize);
            DType dtype = image1.DType;
            Batch batch = Batch.Of(Floating(image1), dataFormat, "Ssim");
            if (batch.Images.Shape[1] is >= 0 and var height && batch.Images.Shape[2] is >= 0 and var width
                && Math.Min(height, width) < filterSize)
                throw new ShapeException(
                    $"Ssim: expected at least {filterSize} × {filterSize} pixels, got {image1.Shape}; take a smaller filterSize.");
            Symbol x = OfChannels(batch.Images);
            Symbol y = OfChannels(Batch.Of(Floating(image2), dataFormat, "Ssim").Images);
            double[] values = Gaussian(filterSize, filterSigma);
            Symbol kernel = Numbers(x, [.. values.SelectMany(r => values.Select(c => r * c))]).Reshape([filterSize, filterSize, 1, 1]);
            (Symbol meanX, Symbol meanY) = (Smoothed(x), Smoothed(y));
            Symbol varianceX = Smoothed(x * x) - (meanX * meanX);
            Symbol varianceY = Smoothed(y * y) - (meanY * meanY);
            Symbol covariance = Smoothed(x * y) - (meanX * meanY);
            (double c1, double c2) = (Math.Pow(k1 * maxVal, 2), Math.Pow(k2 * maxVal, 2));
            Symbol numerator = ((2 * meanX * meanY) + c1) * ((2 * covariance) + c2);
            Symbol denominator = ((meanX * meanX) + (meanY * meanY) + c1) * (varianceX + varianceY + c2);
            Symbol perChannel = Mean(numerator / denominator, [1, 2, 3]);
            Symbol result = Mean(Reshaped(perChannel, Dimensions(batch.Images)[0], Dimensions(batch.Images)[3]), -1);
            return (batch.IsSingle ? Squeeze(result, 0) : result).Cast(dtype);

            Symbol Smoothed(Symbol images) => RawOps.Conv2D(images, kernel, [1, 1, 1, 1], "VALID");

            static Symbol OfChannels(Symbol images)
            {
                Dimension[] lengths = Dimensions(images);
                return Reshaped(Permuted(images, [0, 3, 1, 2]), -1, lengths[1], lengths[2], 1);
            }
        }

        /// <summary>Images distorted by smooth random displacements (Simard et al., 2003), the same for all channels.</summary>
        /// <param name="images">Images, floating-point.</param>
        /// <param name="random">The random numbers: two normal draws of the shape <c>[batch, height, width]</c>, vertical and
        /// horizontal.</param>
        /// <param name="alpha">The strength of the displacements. Default: 20.</param>
        /// <param name="sigma">Their smoothness: the standard deviation of the Gaussian that blurs them. Default: 5.</param>
        /// <param name="interpolation">"bilinear" (default) or "nearest".</param>
        /// <param name="fillMode">The fill mode of pixels outside the image: "reflect" (default), "constant", "nearest" or "wrap".</param>
        /// <param name="fillValue">The value outside in constant mode. Default: 0.</param>
        /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
        /// <remarks>Keras on TensorFlow draws both displacements from one seed, so that all are diagonal; these are two draws.</remarks>
        /// <exception cref="ArgumentException">The interpolation is unknown, or the images are not floating-point.</exception>
        public static Symbol ElasticTransform(
            Symbol images,
            RandomSource random,
            double alpha = 20,
            double sigma = 5,
            string interpolation = "bilinear",
            string fillMode = "reflect",
            double fillValue = 0,
            string? dataFormat = null)
        {
            ArgumentNullException.ThrowIfNull(random);
            RequireFloating(images, "ElasticTransform");
            if (interpolation is not ("bilinear" or "nearest"))
                throw new ArgumentException(
                    $"ElasticTransform: expected the interpolation bilinear or nearest, got '{interpolation}'.", nameof(interpolation));
            Batch batch = Batch.Of(images, dataFormat, "ElasticTransform");
            Symbol source = batch.Images;
            Dimension[] lengths = Dimensions(source);
            (Dimension count, Dimension height, Dimension width) = (lengths[0], lengths[1], lengths[2]);
            Symbol shape = List(source, count, height, width);
            Symbol vertical = Displacement();
            Symbol horizontal = Displacement();
            Symbol rows = Positions(height).Reshape([1, -1, 1]) + vertical;
            Symbol columns = Positions(width).Reshape([1, 1, -1]) + horizontal;
            Symbol numbers = CountUpTo(count.AsSymbol(source)).Cast(source.DType).Reshape([-1, 1, 1]) + RawOps.ZerosLike(rows);

            // Each image of the batch by its own displacements: the number of the image is a coordinate like the others.
            Symbol channelsFirst = Permuted(source, [3, 0, 1, 2]);
            Symbol[] channels = Unstack(channelsFirst);
            Symbol[] moved = [.. channels.Select(
                c => Sampled(c, numbers, rows, columns, interpolation == "bilinear" ? 1 : 0, fillMode, fillValue))];
            return batch.Back(Stack(moved, -1).WithShape(source.Shape));

            Symbol Positions(Dimension length) => length.IsKnown
                ? Arange((int)length.Length, source.DType) : CountUpTo(length.AsSymbol(source)).Cast(source.DType);

            Symbol Displacement()
            {
                int size = (6 * (int)sigma) | 1;
                Symbol noise = random.Normal([1, .. source.Shape[1..3]], dtype: source.DType, dynamicShape: shape) * sigma;
                return Squeeze(GaussianBlur(ExpandDims(noise, -1), (size, size), (sigma, sigma)), -1) * alpha;
            }
        }

        private static Symbol Sampled(Symbol images, Symbol numbers, Symbol rows,
            Symbol columns, int order, string fillMode, double fillValue)
        {
            (Symbol height, Symbol width) = (Shape(images, 1), Shape(images, 2));
            Symbol index = numbers.Cast(DType.Int32);
            Symbol? total = null;
            foreach ((Symbol row, Symbol rowWeight) in Nodes(rows, order))
            {
                foreach ((Symbol column, Symbol columnWeight) in Nodes(columns, order))
                {
                    (Symbol r, Symbol rowInside, _) = Fixed(row, rowWeight, height, fillMode);
                    (Symbol c, Symbol columnInside, _) = Fixed(column, columnWeight, width, fillMode);
                    Symbol value = RawOps.GatherNd(images, RawOps.Pack([index, r, c], -1));
                    if (fillMode == "constant")
                        value = RawOps.SelectV2(RawOps.LogicalAnd(rowInside, columnInside), value, value.Number(fillValue));
                    Symbol weighted = rowWeight * columnWeight * value;
                    total = total is { } sum ? sum + weighted : weighted;
                }
            }

            return total!.Value;
        }

        private static double[] Gaussian(int size, double sigma)
        {
            double[] values = [.. Enumerable.Range(0, size).Select(i => Math.Exp(-0.5 * Math.Pow((i - ((size - 1) / 2.0)) / sigma, 2)))];
            double sum = values.Sum();
            return [.. values.Select(v => v / sum)];
        }
    }
}
