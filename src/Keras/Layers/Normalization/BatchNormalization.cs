using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Normalizes the values along an axis, usually the channels: in training by the mean and the variance of the batch, otherwise by moving
/// averages of these (Ioffe and Szegedy, 2015): γ · (x - mean) / √(variance + ε) + β.
/// </summary>
/// <remarks>
/// A frozen layer (<see cref="Layer.Trainable"/>) is in inference mode in training, too: it uses its moving averages and does not update
/// them. With a mask, masked values do not count for the statistics.
/// </remarks>
/// <param name="axis">The axis that is normalized. Default: the last.</param>
/// <param name="momentum">The decay rate of the moving averages. Default: 0.99.</param>
/// <param name="epsilon">The ε. Default: 0.001.</param>
[KerasSerializable]
public sealed partial class BatchNormalization(int axis = -1, double momentum = 0.99, double epsilon = 1e-3) : Layer
{
    private Weight? gamma;
    private Weight? beta;
    private Weight? movingMean;
    private Weight? movingVariance;
    private Shape? built;

    /// <summary>The axis that is normalized.</summary>
    public int Axis { get; } = axis;

    /// <summary>The decay rate of the moving averages.</summary>
    public double Momentum { get; } = Hyperparameter.Finite(momentum, nameof(momentum), nameof(BatchNormalization));

    /// <summary>The ε that is added to the variance.</summary>
    public double Epsilon { get; } = Hyperparameter.Finite(epsilon, nameof(epsilon), nameof(BatchNormalization));

    /// <summary>Whether the learned β is added. Default: true.</summary>
    public bool Center { get; init; } = true;

    /// <summary>Whether the values are multiplied by the learned γ. Default: true.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>The initializer of β. Default: zeros.</summary>
    public Initializer BetaInitializer { get; init; } = Initializers.Zeros;

    /// <summary>The initializer of γ. Default: ones.</summary>
    public Initializer GammaInitializer { get; init; } = Initializers.Ones;

    /// <summary>The initializer of the moving average of the mean. Default: zeros.</summary>
    public Initializer MovingMeanInitializer { get; init; } = Initializers.Zeros;

    /// <summary>The initializer of the moving average of the variance. Default: ones.</summary>
    public Initializer MovingVarianceInitializer { get; init; } = Initializers.Ones;

    /// <summary>The regularizer of β. Default: none.</summary>
    public Regularizer? BetaRegularizer { get; init; }

    /// <summary>The regularizer of γ. Default: none.</summary>
    public Regularizer? GammaRegularizer { get; init; }

    /// <summary>The constraint of β. Default: none.</summary>
    public Constraint? BetaConstraint { get; init; }

    /// <summary>The constraint of γ. Default: none.</summary>
    public Constraint? GammaConstraint { get; init; }

    /// <summary>
    /// Whether the statistics are those of the batches of all replicas, computed from sums and sums of squares. On one device that is the
    /// batch itself. Default: false.
    /// </summary>
    public bool Synchronized { get; init; }

    /// <inheritdoc/>
    protected internal override bool MixesSamples => true;

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> CallParameters => ["inputs", "training", "mask"];

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (Axis >= input.Rank || Axis < -input.Rank)
            throw new ShapeException($"BatchNormalization '{Name}': expected an input that has the axis {Axis}, got {input}.");
        long length = input[Position(input)];
        if (length < 1)
            throw new ShapeException($"BatchNormalization '{Name}': expected a known length of the axis {Axis}, got {input}.");
        built = input;
        gamma = Scale ? AddWeight("gamma", [length], GammaInitializer, GammaRegularizer, GammaConstraint) : null;
        beta = Center ? AddWeight("beta", [length], BetaInitializer, BetaRegularizer, BetaConstraint) : null;
        movingMean = AddWeight("moving_mean", [length], MovingMeanInitializer, trainable: false);
        movingVariance = AddWeight("moving_variance", [length], MovingVarianceInitializer, trainable: false);
        if (Renorm)
            BuildRenorm(length);
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        Symbol? mask = context.MaskOf(x);
        RequireShapes(x.Shape, mask?.Shape);
        // Half precision would overflow in the statistics.
        Symbol input = x.Cast(TypePromotion.Result(x.DType, DType.Float32));
        Symbol? scale = Exact(gamma, input), offset = Exact(beta, input);
        Symbol mean = Exact(movingMean, input)!.Value, variance = Exact(movingVariance, input)!.Value;
        if (context.Training && Trainable && HasKernel(input, mask))
        {
            (Symbol output, Symbol batchMean, Symbol batchVariance) = Fused(input, scale, offset);
            Follow(batchMean, batchVariance, mean, variance);
            return output.Cast(ComputeDType);
        }

        if (context.Training && Trainable)
        {
            (Symbol batchMean, Symbol batchVariance) = mask is null ? Moments(input) : MaskedMoments(input, mask.Value);
            if (Renorm)
            {
                (scale, offset) = Corrected(batchMean, batchVariance, scale, offset);
                UpdateRenorm(batchMean, batchVariance);
            }
            else
            {
                Follow(batchMean, batchVariance, mean, variance);
            }

            (mean, variance) = (batchMean, batchVariance);
        }

        if (Folded(x, mean, variance, offset, scale) is { } folded)
            return folded;
        return Ops.BatchNormalization(input, mean, variance, Axis, offset, scale, Epsilon).Cast(ComputeDType);
    }

    internal override bool HasOneNumberForm(string argument) => argument is "axis" or "momentum" or "epsilon";

    // The convolution before takes the factors into its kernel, and the offsets as its bias.
    private Symbol? Folded(Symbol x, Symbol mean, Symbol variance, Symbol? offset, Symbol? scale)
    {
        if (x.DType != mean.DType || ComputeDType != x.DType || Position(x.Shape) != x.Rank - 1
            || TraceContext.Current.Scalable?.Scale(x) is not { } write)
            return null;
        Symbol factor = RawOps.Rsqrt(variance + Epsilon);
        if (scale is { } given)
            factor *= given;
        Symbol shift = -mean * factor;
        return write(factor, offset is { } added ? shift + added : shift);
    }

    private void Follow(Symbol batchMean, Symbol batchVariance, Symbol mean, Symbol variance)
    {
        movingMean!.Assign(Averaged(mean, batchMean, Momentum));
        movingVariance!.Assign(Averaged(variance, batchVariance, Momentum));
    }

    private static Symbol Averaged(Symbol average, Symbol value, double momentum) => (average * momentum) + (value * (1.0 - momentum));

    // The weights keep their precision whatever the layer computes in.
    private static Symbol? Exact(Weight? weight, Symbol like) =>
        weight is null ? null : TraceContext.Current.ReadExact(weight).Cast(like.DType);

    private int Position(Shape shape) => Axis < 0 ? Axis + shape.Rank : Axis;

    private void RequireShapes(Shape input, Shape? mask)
    {
        if (input.Rank != built!.Rank)
            throw new ShapeException(
                $"BatchNormalization '{Name}': expected an input of {built.Rank} axes, as when it was built, got {input}.");
        long length = built[Position(built)];
        if (input[Position(input)] >= 0 && input[Position(input)] != length)
            throw new ShapeException(
                $"BatchNormalization '{Name}': expected a length of {length} of the axis {Axis}, as when it was built, got {input}.");
        if (mask is null)
            return;
        if (mask.Rank != input.Rank - 1)
            throw new ShapeException($"BatchNormalization '{Name}': expected a mask of one axis less than the input {input}, got {mask}.");
        if (!MaskShape.Broadcasts(mask, input[..^1]))
            throw new ShapeException($"BatchNormalization '{Name}': expected a mask that broadcasts to {input[..^1]}, got {mask}.");
    }
}
