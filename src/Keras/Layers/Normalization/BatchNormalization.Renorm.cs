using TensorFlow;

namespace Keras.Layers;

/// <content>
/// Batch renormalization (Ioffe, 2017): in training, the normalized values are corrected to what slowly moving averages would give, (x · r
/// + d) · γ + β.
/// </content>
public sealed partial class BatchNormalization
{
    private const double DefaultRenormMomentum = 0.99;
    private Weight? movingDeviation;
    private Weight? renormMean;
    private Weight? renormDeviation;

    /// <summary>Whether the batch is renormalized in training. Default: false.</summary>
    [ConfigArgument(Order = 1, Writer = nameof(WriteRenorm))]
    public bool Renorm { get; init; }

    /// <summary>The bounds of the corrections. Default: none.</summary>
    /// <exception cref="ArgumentException">The largest r is less than the smallest, or the bound of d is negative.</exception>
    [ConfigArgument(Order = 1, Reader = nameof(ReadRenormClipping), Writer = "")]
    public RenormClipping? RenormClipping
    {
        get;
        init
        {
            if (value is { RMax: { } most, RMin: { } least } && most < least)
                throw new ArgumentException(
                    $"BatchNormalization: expected an RMax of at least RMin, got {most} and {least}.", nameof(value));
            if (value is { DMax: < 0 })
                throw new ArgumentException($"BatchNormalization: expected a DMax of at least 0, got {value.DMax}.", nameof(value));
            field = value;
        }
    }

    /// <summary>The decay rate of the averages that the corrections follow. Default: 0.99.</summary>
    [ConfigArgument(Order = 1, OmittedAtDefault = true)]
    public double RenormMomentum
    {
        get;
        init => field = Hyperparameter.Finite(value, nameof(RenormMomentum), nameof(BatchNormalization));
    }
    = DefaultRenormMomentum;

    private void BuildRenorm(long length)
    {
        movingDeviation = AddWeight("moving_stddev", [length], new SquareRoot(MovingVarianceInitializer), trainable: false);
        renormMean = AddWeight("renorm_mean", [length], MovingMeanInitializer, trainable: false);
        renormDeviation = AddWeight("renorm_stddev", [length], new SquareRoot(MovingVarianceInitializer), trainable: false);
    }

    private (Symbol Scale, Symbol Offset) Corrected(Symbol mean, Symbol variance, Symbol? scale, Symbol? offset)
    {
        Symbol deviation = RawOps.Sqrt(variance + Epsilon);
        // The first averages may be 0.
        Symbol usual = RawOps.Maximum(Exact(renormDeviation, mean)!.Value, RawOps.Sqrt(mean.Number(Epsilon)));
        Symbol r = deviation / usual, d = (mean - Exact(renormMean, mean)!.Value) / usual;
        if (RenormClipping?.RMin is { } least)
            r = RawOps.Maximum(r, r.Number(least));
        if (RenormClipping?.RMax is { } most)
            r = RawOps.Minimum(r, r.Number(most));
        if (RenormClipping?.DMax is { } farthest)
            d = Ops.Clip(d, -farthest, farthest);
        (r, d) = (RawOps.StopGradient(r), RawOps.StopGradient(d));
        Symbol factor = scale is { } s ? r * s : r, summand = scale is { } t ? d * t : d;
        return (factor, offset is { } o ? summand + o : summand);
    }

    private void UpdateRenorm(Symbol mean, Symbol variance)
    {
        Symbol deviation = RawOps.Sqrt(variance + Epsilon);
        renormMean!.Assign(Averaged(Exact(renormMean, mean)!.Value, mean, RenormMomentum));
        renormDeviation!.Assign(Averaged(Exact(renormDeviation, mean)!.Value, deviation, RenormMomentum));
        movingMean!.Assign(Averaged(Exact(movingMean, mean)!.Value, mean, Momentum));
        Symbol moved = Averaged(Exact(movingDeviation, mean)!.Value, deviation, Momentum);
        movingDeviation!.Assign(moved);
        // Rounding may take it below 0.
        movingVariance!.Assign(RawOps.Relu((moved * moved) - Epsilon));
    }

    // Files with these keys cannot be read by Keras before 3.14.
    private static RenormClipping? ReadRenormClipping(Config config) => Keras.Layers.RenormClipping.Read(config);

    private void WriteRenorm(Config config)
    {
        if (Renorm)
            config.Set("renorm", true);
        if (Renorm || RenormClipping is not null)
            config.SetNode("renorm_clipping", (RenormClipping ?? new()).ToJson());
    }

    /// <summary>The square root of what another initializer gives.</summary>
    private sealed class SquareRoot(Initializer of) : Initializer
    {
        /// <inheritdoc/>
        protected override Symbol Call(Shape shape, DType dtype, RandomSource random) => RawOps.Sqrt(of.Apply(shape, dtype, random));

        /// <inheritdoc/>
        protected internal override long? NextSeed() => of.NextSeed();
    }
}
