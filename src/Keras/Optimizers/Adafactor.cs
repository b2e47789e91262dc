using TensorFlow;

namespace Keras.Optimizers;

/// <summary>
/// Adafactor (Shazeer and Stern, 2018): of a matrix it keeps only the means of the squared gradients by row and by column, and steps in
/// proportion to the size of the weights (<c>keras.optimizers.Adafactor</c>).
/// </summary>
[KerasSerializable]
public sealed partial class Adafactor : Optimizer
{
    private (Weight Rows, Weight Columns, Weight Velocity)[] slots = [];

    /// <summary>Adafactor.</summary>
    /// <param name="learningRate">The learning rate, bounded by 1/√t. Default: 0.001.</param>
    /// <param name="beta2Decay">The exponent of the step number in the decay rate of the second-moment estimate. Default: -0.8.</param>
    /// <param name="epsilon1">The constant ε₁ added to squared gradients. Default: 1e-30.</param>
    /// <param name="epsilon2">The least size of a weight for its steps. Default: 1e-3.</param>
    /// <param name="clipThreshold">The root mean square of an update above which it is scaled down. Default: 1.</param>
    /// <param name="relativeStep">Whether the learning rate is at most 1/√t also where it follows no schedule. Default: true.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is out of range.</exception>
    [ConfigConstructor]
    public Adafactor(
        double learningRate = 0.001, double beta2Decay = -0.8,
        double epsilon1 = 1e-30, double epsilon2 = 1e-3, double clipThreshold = 1, bool relativeStep = true)
        : base(learningRate)
    {
        Beta2Decay = Hyperparameter.Finite(beta2Decay, nameof(beta2Decay), nameof(Adafactor));
        Epsilon1 = Hyperparameter.Finite(epsilon1, nameof(epsilon1), nameof(Adafactor));
        Epsilon2 = Hyperparameter.Finite(epsilon2, nameof(epsilon2), nameof(Adafactor));
        ClipThreshold = Hyperparameter.Finite(clipThreshold, nameof(clipThreshold), nameof(Adafactor));
        RelativeStep = relativeStep;
    }

    /// <summary>Adafactor, with a learning rate that follows a schedule.</summary>
    /// <inheritdoc cref="Adafactor(double, double, double, double, double, bool)"/>
    public Adafactor(
        LearningRateSchedule learningRate,
        double beta2Decay = -0.8,
        double epsilon1 = 1e-30,
        double epsilon2 = 1e-3,
        double clipThreshold = 1,
        bool relativeStep = true)
        : this(0.001, beta2Decay, epsilon1, epsilon2, clipThreshold, relativeStep) =>
        LearningRateSchedule = Required(learningRate);

    /// <summary>The exponent of the step number in the decay rate of the second-moment estimate.</summary>
    [ConfigArgument("beta_2_decay")]
    public double Beta2Decay { get; }

    /// <summary>The constant ε₁ added to squared gradients.</summary>
    [ConfigArgument("epsilon_1")]
    public double Epsilon1 { get; }

    /// <summary>The least size of a weight for its steps.</summary>
    [ConfigArgument("epsilon_2")]
    public double Epsilon2 { get; }

    /// <summary>The root mean square of an update above which it is scaled down.</summary>
    public double ClipThreshold { get; }

    /// <summary>Whether the learning rate is at most 1/√t also where it follows no schedule.</summary>
    public bool RelativeStep { get; }

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Weight> trained) => slots =
    [
        .. trained.Select(weight => (
            AddFactor(weight, shape => shape[..^1]),
            AddFactor(weight, shape => [.. shape[..^2], shape[^1]]),
            AddSlot(weight, "velocity"))),
    ];

    // Below two axes there is nothing to factor; Keras keeps two integers in the place of the factors, and so do its files.
    private Weight AddFactor(Weight weight, Func<Shape, Shape> shapeOf) => IsFactored(weight)
        ? AddState(weight.Name, shapeOf(weight.Shape), weight.DType, new Initializers.Zeros())
        : AddState(weight.Name, Shape.Scalar, DType.Int32, new Initializers.Zeros());

    /// <inheritdoc/>
    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate)
    {
        Symbol value = weight;
        Symbol step = (Iterations + 1).Cast(weight.DType);
        Symbol most = 1 / Ops.Sqrt(step);
        Symbol size = Ops.Maximum(RootMeanSquare(value), value.Number((float)Epsilon2)) * Ops.Minimum(rate, most);
        Symbol squares = OfElements(gradient, Ops.Square);
        Symbol velocity = Velocity(weight, squares + Epsilon1, 1 - RawOps.Pow(step, step.Number(Beta2Decay)));
        Symbol update = gradient / Ops.Sqrt(velocity);
        // Of a gradient that is rows, the mean is of each row's update.
        Symbol updateSize = Ops.Sqrt(Ops.Mean(squares / velocity));
        Symbol limited = update / Ops.Maximum(updateSize / ClipThreshold, update.Number(1));
        weight.Assign(value - (size * limited));
    }

    private static bool IsFactored(Weight weight) => weight.Shape.Rank >= 2;

    private static Symbol RootMeanSquare(Symbol x) => Ops.Sqrt(Ops.Mean(Ops.Square(x)));

    private Symbol Velocity(Weight weight, Symbol squares, Symbol beta2)
    {
        (Weight rows, Weight columns, Weight slot) = slots[SlotIndex(weight)];
        Symbol velocity = IsFactored(weight)
            ? Product(Followed(rows, Ops.Mean(squares, -1), beta2), Followed(columns, Ops.Mean(squares, -2), beta2))
            : (beta2 * slot.ToSymbol()) + ((1 - beta2) * squares);
        slot.Assign(velocity);
        return velocity;
    }

    private static Symbol Followed(Weight mean, Symbol values, Symbol beta2)
    {
        Symbol followed = (beta2 * mean.ToSymbol()) + ((1 - beta2) * values);
        mean.Assign(followed);
        return followed;
    }

    private static Symbol Product(Symbol rows, Symbol columns) =>
        Ops.ExpandDims(rows / Ops.Mean(rows, -1, keepDims: true), -1) * Ops.ExpandDims(columns, -2);
}
