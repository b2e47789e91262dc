using TensorFlow;

namespace Keras.CustomParts;

public sealed partial class BatchNormalization(int axis = -1, double momentum = 0.99, double epsilon = 1e-3) : Layer
{
    private Weight? gamma;
    private Weight? beta;
    private Weight? movingMean;
    private Weight? movingVariance;
    private Shape? built;

    public int Axis { get; } = axis;

    public double Momentum { get; } = momentum;

    public double Epsilon { get; } = epsilon;

    public bool Center { get; init; } = true;

    public bool Scale { get; init; } = true;

    public Initializer BetaInitializer { get; init; } = Initializer.Zeros;

    public Initializer GammaInitializer { get; init; } = Initializer.Ones;

    public Initializer MovingMeanInitializer { get; init; } = Initializer.Zeros;

    public Initializer MovingVarianceInitializer { get; init; } = Initializer.Ones;

    public Regularizer? BetaRegularizer { get; init; }

    public Regularizer? GammaRegularizer { get; init; }

    public Constraint? BetaConstraint { get; init; }

    public Constraint? GammaConstraint { get; init; }

    public bool Synchronized { get; init; }

    protected override bool MixesSamples => true;

    protected override bool SupportsMasking => true;

    public static BatchNormalization FromConfig(Config config) => new(
        config.GetInt("axis", -1), config.GetDouble("momentum", 0.99), config.GetDouble("epsilon", 1e-3))
    {
        Center = config.GetBool("center", true),
        Scale = config.GetBool("scale", true),
        BetaInitializer = config.GetObject("beta_initializer", Initializer.Registry) ?? Initializer.Zeros,
        GammaInitializer = config.GetObject("gamma_initializer", Initializer.Registry) ?? Initializer.Ones,
        MovingMeanInitializer = config.GetObject("moving_mean_initializer", Initializer.Registry) ?? Initializer.Zeros,
        MovingVarianceInitializer = config.GetObject("moving_variance_initializer", Initializer.Registry) ?? Initializer.Ones,
        BetaRegularizer = config.GetObject("beta_regularizer", Regularizer.Registry),
        GammaRegularizer = config.GetObject("gamma_regularizer", Regularizer.Registry),
        BetaConstraint = config.GetObject("beta_constraint", Constraint.Registry),
        GammaConstraint = config.GetObject("gamma_constraint", Constraint.Registry),
        Synchronized = config.GetBool("synchronized", false),
    };

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
    }

    protected override Symbol Call(Symbol x, CallContext context)
    {
        Symbol? mask = context.MaskOf(x);
        RequireShapes(x.Shape, mask?.Shape);
        // Half precision would overflow in the statistics.
        Symbol input = x.DType == DType.Float64 ? x : x.Cast(DType.Float32);
        Symbol? scale = Exact(gamma, input), offset = Exact(beta, input);
        Symbol mean = Exact(movingMean, input)!.Value, variance = Exact(movingVariance, input)!.Value;
        if (context.Training && Trainable)
        {
            (Symbol batchMean, Symbol batchVariance) = mask is null ? Moments(input) : MaskedMoments(input, mask.Value);
            movingMean!.Assign(Averaged(mean, batchMean, Momentum));
            movingVariance!.Assign(Averaged(variance, batchVariance, Momentum));
            (mean, variance) = (batchMean, batchVariance);
        }

        return Ops.BatchNormalization(input, mean, variance, Axis, offset, scale, Epsilon).Cast(DTypePolicy.ComputeDType);
    }

    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("axis", Axis)
            .Set("momentum", Momentum)
            .Set("epsilon", Epsilon)
            .Set("center", Center)
            .Set("scale", Scale)
            .Set("beta_initializer", BetaInitializer)
            .Set("gamma_initializer", GammaInitializer)
            .Set("moving_mean_initializer", MovingMeanInitializer)
            .Set("moving_variance_initializer", MovingVarianceInitializer)
            .Set("beta_regularizer", BetaRegularizer)
            .Set("gamma_regularizer", GammaRegularizer)
            .Set("beta_constraint", BetaConstraint)
            .Set("gamma_constraint", GammaConstraint)
            .Set("synchronized", Synchronized);
    }

    private static Symbol Averaged(Symbol average, Symbol value, double momentum) => (average * momentum) + (value * (1.0 - momentum));

    // The weights keep their precision whatever the layer computes in.
    private static Symbol? Exact(Weight? weight, Symbol like) => weight is null ? null : weight.ToSymbol(autocast: false).Cast(like.DType);

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
        if (mask is not null && mask.Rank != input.Rank - 1)
            throw new ShapeException($"BatchNormalization '{Name}': expected a mask of one axis less than the input {input}, got {mask}.");
    }
}
