using TensorFlow;

namespace Keras.Initializers;

/// <summary>
/// Random numbers that make an orthogonal matrix of all axes but the last by the last: its columns, or its rows where there are fewer of
/// them, are perpendicular and of length <see cref="Gain"/> (Saxe et al., 2014).
/// </summary>
/// <param name="gain">The length. Default: 1.</param>
/// <param name="seed">The seed. Default: null, derived from <see cref="Runtime.Seed"/>.</param>
/// <exception cref="ArgumentOutOfRangeException">The gain is not finite.</exception>
[KerasSerializable]
public partial class Orthogonal(double gain = 1, long? seed = null) : RandomInitializer(seed)
{
    /// <summary>The length of columns or rows.</summary>
    public double Gain { get; } = Hyperparameter.Finite(gain, nameof(gain), nameof(Orthogonal));

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The weight has not at least two axes.</exception>
    protected override Symbol Draw(Shape shape, DType dtype, RandomSource random)
    {
        if (shape.Rank < 2)
            throw new ShapeException($"Orthogonal: expected at least 2 axes, got a weight of shape {shape}.");
        long rows = shape[..^1].ElementCount;
        long columns = shape[^1];
        // The decomposition has no kernel for the half types.
        DType computed = dtype == DType.Float64 ? dtype : DType.Float32;
        (Symbol q, Symbol r) = RawOps.Qr(random.Normal([Math.Max(rows, columns), Math.Min(rows, columns)], dtype: computed));
        // Without the signs of R's diagonal some orthogonal matrices were likelier than others (Mezzadri, 2007).
        q *= Ops.Sign(RawOps.MatrixDiagPart(r));
        if (rows < columns)
            q = Ops.Transpose(q, 1, 0);
        return (Gain * q.Reshape(shape)).Cast(dtype);
    }
}
