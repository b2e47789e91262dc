using TensorFlow;

namespace Keras.Optimizers;

/// <summary>Adagrad (Duchi, Hazan and Singer, 2011): <c>a += g²; w -= lr·g/√(a+ε)</c> (keras.optimizers.Adagrad).</summary>
[KerasSerializable]
public sealed partial class Adagrad : Optimizer
{
    private IReadOnlyList<Weight> accumulators = [];

    /// <summary>Adagrad.</summary>
    /// <param name="learningRate">The learning rate. Default: 0.001.</param>
    /// <param name="initialAccumulatorValue">The initial value of the accumulators. Default: 0.1.</param>
    /// <param name="epsilon">The constant ε under the square root, for numerical stability. Default: 1e-7.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate or the first value is out of range.</exception>
    [ConfigConstructor]
    public Adagrad(double learningRate = 0.001, double initialAccumulatorValue = 0.1, double epsilon = 1e-7)
        : base(learningRate)
    {
        Core.Required.AtLeast("Adagrad", 0.0, initialAccumulatorValue);
        InitialAccumulatorValue = Hyperparameter.Finite(initialAccumulatorValue, nameof(initialAccumulatorValue), nameof(Adagrad));
        Epsilon = Hyperparameter.Finite(epsilon, nameof(epsilon), nameof(Adagrad));
    }

    /// <summary>Adagrad, with a learning rate that follows a schedule.</summary>
    /// <inheritdoc cref="Adagrad(double, double, double)"/>
    public Adagrad(LearningRateSchedule learningRate, double initialAccumulatorValue = 0.1, double epsilon = 1e-7)
        : this(0.001, initialAccumulatorValue, epsilon) =>
        LearningRateSchedule = Required(learningRate);

    /// <summary>The initial value of the accumulators.</summary>
    public double InitialAccumulatorValue { get; }

    /// <summary>The constant ε under the square root, for numerical stability.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Weight> trained) =>
        accumulators = AddSlots("accumulator", new Initializers.Constant(InitialAccumulatorValue));

    /// <inheritdoc/>
    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate)
    {
        Weight slot = accumulators[SlotIndex(weight)];
        Symbol accumulator = slot.ToSymbol() + RawOps.Square(gradient);
        slot.Assign(accumulator);
        weight.Assign(weight.ToSymbol() - (rate * gradient / RawOps.Sqrt(accumulator + Epsilon)));
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Weight> RowWeights(Weight weight) => [weight, accumulators[SlotIndex(weight)]];

    /// <inheritdoc/>
    protected override bool UpdateRows(IndexedSlices gradient, Weight weight, Symbol rate)
    {
        Weight slot = accumulators[SlotIndex(weight)];
        slot.ScatterAdd(gradient.WithValues(RawOps.Square(gradient.Values)));
        Symbol accumulator = RawOps.GatherV2(slot, gradient.Indices, rate.Graph.Constant(0, DType.Int32));
        weight.ScatterSub(gradient.WithValues(rate * gradient.Values / RawOps.Sqrt(accumulator + Epsilon)));
        return true;
    }
}
