using TensorFlow;

namespace Keras;

/// <content>Geometric transforms.</content>
public static partial class Ops
{
    public static partial class Image
    {
        /// <summary>
        /// Images transformed so that the output at (x, y) is the input at ((a₀x + a₁y + a₂) / k, (b₀x + b₁y + b₂) / k) with k = c₀x + c₁y
        /// + 1.
        /// </summary>
        /// <param name="images">Images.</param>
        /// <param name="transform">The numbers a₀, a₁, a₂, b₀, b₁, b₂, c₀, c₁: <c>[8]</c>, or <c>[batch, 8]</c> for each image.</param>
        /// <param name="interpolation">"bilinear" (default) or "nearest".</param>
        /// <param name="fillMode">The fill mode of pixels outside the image: "constant" (default), "nearest", "reflect" or "wrap".</param>
        /// <param name="fillValue">The value outside in constant mode. Default: 0.</param>
        /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
        /// <remarks>XLA cannot compile this function.</remarks>
        /// <exception cref="ArgumentException">The interpolation or the mode is unknown.</exception>
        public static Symbol AffineTransform(
            Symbol images, Symbol transform, string interpolation = "bilinear", string fillMode =
                "constant", double fillValue = 0, string? dataFormat = null)
        {
            RequireRank(transform, "AffineTransform", 1, 2);
            if (transform.Shape[^1] is not (8 or < 0))
                throw new ShapeException(
                    $"AffineTransform: expected the 8 numbers of a transformation, or 8 for each image, got {transform.Shape}.");
            if (fillMode is not ("constant" or "nearest" or "reflect" or "wrap"))
                throw new ArgumentException(
                    $"AffineTransform: expected the fill mode constant, nearest, reflect or wrap, got '{fillMode}'.", nameof(fillMode));
            return Projected(images, transform.Rank == 1 ? ExpandDims(transform, 0) : transform,
                interpolation, fillMode, fillValue, dataFormat, "AffineTransform");
        }

        /// <summary>Images transformed so that four points move to four others.</summary>
        /// <param name="images">Images.</param>
        /// <param name="startPoints">The points (x, y) in the input: <c>[4, 2]</c>, or <c>[batch, 4, 2]</c> for each image.</param>
        /// <param name="endPoints">The points in the output, of the same shape.</param>
        /// <param name="interpolation">"bilinear" (default) or "nearest".</param>
        /// <param name="fillValue">The value outside. Default: 0.</param>
        /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
        /// <remarks>XLA cannot compile this function.</remarks>
        /// <exception cref="ShapeException">The points are no four pairs.</exception>
        /// <exception cref="ArgumentException">The interpolation is unknown.</exception>
        public static Symbol PerspectiveTransform(
            Symbol images, Symbol startPoints, Symbol endPoints, string interpolation =
                "bilinear", double fillValue = 0, string? dataFormat = null)
        {
            RequireRank(startPoints, "PerspectiveTransform", 2, 3);
            if (startPoints.Shape[^1] != 2 || startPoints.Shape[^2] != 4 || !startPoints.Shape.IsCompatibleWith(endPoints.Shape))
                throw new ShapeException(
                    $"PerspectiveTransform: expected [4, 2] or [batch, 4, 2] points twice, got {startPoints.Shape} and {endPoints.Shape}.");
            Symbol start = startPoints.Cast(DType.Float32).Reshape([-1, 4, 2]);
            Symbol end = endPoints.Cast(DType.Float32).Reshape([-1, 4, 2]);
            return Projected(images, Homography(start, end), interpolation, "constant", fillValue, dataFormat, "PerspectiveTransform");
        }

        private static Symbol Projected(
            Symbol images, Symbol transforms, string interpolation, string fillMode, double fillValue, string? dataFormat, string name)
        {
            if (interpolation is not ("bilinear" or "nearest"))
                throw new ArgumentException(
                    $"{name}: expected the interpolation bilinear or nearest, got '{interpolation}'.", nameof(interpolation));
            Batch batch = Batch.Of(images, dataFormat, name);
            Symbol projected = RawOps.ImageProjectiveTransformV3(
                batch.Images,
                transforms.Cast(DType.Float32),
                Lengths(batch.Images, [1, 2]),
                images.Graph.Constant(fillValue, DType.Float32),
                interpolation.ToUpperInvariant(),
                fillMode.ToUpperInvariant());
            return batch.Back(projected.WithShape(batch.Images.Shape));
        }

        // Eight linear equations: each of the four output points must be taken from its input point.
        internal static Symbol Homography(Symbol start, Symbol end)
        {
            Symbol x = start[TensorFlow.Slice.All, TensorFlow.Slice.All, 0];
            Symbol y = start[TensorFlow.Slice.All, TensorFlow.Slice.All, 1];
            Symbol u = end[TensorFlow.Slice.All, TensorFlow.Slice.All, 0];
            Symbol v = end[TensorFlow.Slice.All, TensorFlow.Slice.All, 1];
            Symbol one = RawOps.OnesLike(u);
            Symbol zero = RawOps.ZerosLike(u);
            Symbol horizontal = RawOps.Pack([u, v, one, zero, zero, zero, -x * u, -x * v], -1);
            Symbol vertical = RawOps.Pack([zero, zero, zero, u, v, one, -y * u, -y * v], -1);
            Symbol equations = RawOps.Pack([horizontal, vertical], 2).Reshape([-1, 8, 8]);
            Symbol targets = RawOps.Pack([x, y], 2).Reshape([-1, 8, 1]);
            return RawOps.MatrixSolve(equations, targets).Reshape([-1, 8]);
        }
    }
}
