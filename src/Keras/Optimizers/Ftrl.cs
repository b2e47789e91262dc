using System.Globalization;
using TensorFlow;

namespace Keras.Optimizers;

/// <summary>
/// Follow the regularized leader (McMahan and others, 2013), for sparse models: <c>n += g²; z += g - (n₊^-p - n^-p)/lr·w; w = (clip(z, ±l1)
/// - z) / (n^-p/lr + 2·l2)</c> (<c>keras.optimizers.Ftrl</c>).
/// </summary>
[KerasSerializable]
public sealed partial class Ftrl : Optimizer
{
    private IReadOnlyList<Weight> accumulators = [];
    private IReadOnlyList<Weight> linears = [];

    /// <summary>Follow the regularized leader.</summary>
    /// <param name="learningRate">The learning rate. Default: 0.001.</param>
    /// <param name="learningRatePower">The power of the sum of squares in the learning rate, at most 0. Default: -0.5.</param>
    /// <param name="initialAccumulatorValue">The initial value of the accumulators, at least 0. Default: 0.1.</param>
    /// <param name="l1">The penalty on magnitudes, at least 0. Default: 0.</param>
    /// <param name="l2">The penalty on squares, at least 0. Default: 0.</param>
    /// <param name="l2Shrinkage">The penalty on squares that acts through the gradient, at least 0. Default: 0.</param>
    /// <param name="beta">The β of the FTRL paper, which damps the learning rate of each element. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    [ConfigConstructor]
    public Ftrl(
        double learningRate = 0.001,
        double learningRatePower = -0.5,
        double initialAccumulatorValue = 0.1,
        [ConfigArgument("l1_regularization_strength")] double l1 = 0,
        [ConfigArgument("l2_regularization_strength")] double l2 = 0,
        [ConfigArgument("l2_shrinkage_regularization_strength")] double l2Shrinkage = 0,
        double beta = 0)
        : base(learningRate)
    {
        if (!(learningRatePower <= 0))
            throw new ArgumentOutOfRangeException(nameof(learningRatePower), learningRatePower,
                string.Create(CultureInfo.InvariantCulture, $"Ftrl: expected a learningRatePower of at most 0, got {learningRatePower}."));
        LearningRatePower = Hyperparameter.Finite(learningRatePower, nameof(learningRatePower), nameof(Ftrl));
        InitialAccumulatorValue = Hyperparameter.NotNegative(initialAccumulatorValue, nameof(initialAccumulatorValue), nameof(Ftrl));
        L1RegularizationStrength = Hyperparameter.NotNegative(l1, nameof(l1), nameof(Ftrl));
        L2RegularizationStrength = Hyperparameter.NotNegative(l2, nameof(l2), nameof(Ftrl));
        L2ShrinkageRegularizationStrength = Hyperparameter.NotNegative(l2Shrinkage, nameof(l2Shrinkage), nameof(Ftrl));
        Beta = Hyperparameter.Finite(beta, nameof(beta), nameof(Ftrl));
    }

    /// <summary>Follow the regularized leader, with a learning rate that follows a schedule.</summary>
    /// <inheritdoc cref="Ftrl(double, double, double, double, double, double, double)"/>
    public Ftrl(
        LearningRateSchedule learningRate,
        double learningRatePower = -0.5,
        double initialAccumulatorValue = 0.1,
        double l1 = 0,
        double l2 = 0,
        double l2Shrinkage = 0,
        double beta = 0)
        : this(0.001, learningRatePower, initialAccumulatorValue, l1, l2, l2Shrinkage, beta) =>
        LearningRateSchedule = Required(learningRate);

    /// <summary>The power of the sum of squares in the learning rate, at most 0.</summary>
    public double LearningRatePower { get; }

    /// <summary>The initial value of the accumulators, at least 0.</summary>
    public double InitialAccumulatorValue { get; }

    /// <summary>The penalty on magnitudes, at least 0.</summary>
    public double L1RegularizationStrength { get; }

    /// <summary>The penalty on squares, at least 0.</summary>
    public double L2RegularizationStrength { get; }

    /// <summary>The penalty on squares that acts through the gradient, at least 0.</summary>
    public double L2ShrinkageRegularizationStrength { get; }

    /// <summary>The β of the FTRL paper, which damps the learning rate of each element.</summary>
    public double Beta { get; }

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Weight> trained) =>
        (accumulators, linears) = AddSlotPairs("accumulator", "linear", new Initializers.Constant(InitialAccumulatorValue));

    /// <inheritdoc/>
    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate)
    {
        int slot = SlotIndex(weight);
        Symbol value = weight, accumulator = accumulators[slot];
        Symbol squares = accumulator + OfElements(gradient, Ops.Square);
        Symbol power = Ops.Power(squares, -LearningRatePower);
        Symbol shrunk = gradient + (2 * L2ShrinkageRegularizationStrength * value);
        Symbol linear = linears[slot].ToSymbol() + (shrunk - ((power - Ops.Power(accumulator, -LearningRatePower)) / rate * value));
        linears[slot].Assign(linear);
        accumulators[slot].Assign(squares);
        Symbol quadratic = (power / rate) + (2 * (L2RegularizationStrength + (Beta / (2 * rate))));
        weight.Assign((Ops.Clip(linear, -L1RegularizationStrength, L1RegularizationStrength) - linear) / quadratic);
    }
}
