using TensorFlow;

namespace Keras.Regularizers;

/// <summary>
/// Encourages orthogonal rows or columns of a matrix: the penalty is a factor times the mean |cosine| between two of them.
/// </summary>
[KerasSerializable]
public sealed partial class OrthogonalRegularizer : Regularizer
{
    private const double LargestInverseNorm = 1 / 1e-7;

    /// <summary>An orthogonal regularizer.</summary>
    /// <param name="factor">The factor. Default: 0.01.</param>
    /// <param name="mode">"rows" (default) or "columns".</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is below 0 or not finite.</exception>
    /// <exception cref="UnknownNameException">The mode is not known.</exception>
    public OrthogonalRegularizer(double factor = 0.01, string mode = "rows")
    {
        if (mode is not ("rows" or "columns"))
            throw new UnknownNameException("mode", mode, ["columns", "rows"]);
        Factor = (float)Hyperparameter.NotNegative(factor, nameof(factor), nameof(OrthogonalRegularizer));
        Mode = mode;
    }

    /// <summary>The factor, rounded to float32 as Keras keeps it.</summary>
    public double Factor { get; }

    /// <summary>"rows" or "columns".</summary>
    public string Mode { get; }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The values are not a matrix of known size.</exception>
    protected override Symbol Call(Symbol x)
    {
        Shape shape = x.Shape;
        if (shape.Rank != 2 || !shape.IsFullyKnown)
            throw new ShapeException($"OrthogonalRegularizer: expected a matrix of known size, got {shape}.");
        int axis = Mode == "rows" ? 1 : 0;
        Symbol inverseNorm = Ops.Minimum(Ops.Rsqrt(Ops.Sum(Ops.Square(x), axis, keepDims: true)), LargestInverseNorm);
        Symbol unit = x * inverseNorm;
        Symbol turned = Ops.Transpose(unit, 1, 0);
        Symbol cosines = axis == 1 ? unit.MatMul(turned) : turned.MatMul(unit);
        double size = shape[1 - axis];
        // Keras multiplies by an identity matrix taken from 1, which would be a constant as large as the product.
        Symbol others = RawOps.MatrixSetDiag(cosines, RawOps.ZerosLike(RawOps.MatrixDiagPart(cosines)));
        return Factor * 0.5 * Ops.Sum(Ops.Abs(others)) / (size * (size - 1) / 2);
    }
}
