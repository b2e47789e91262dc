using TensorFlow;

namespace Keras.CustomParts;

public sealed class Adagrad : Optimizer
{
    private IReadOnlyList<Weight> accumulators = [];

    public Adagrad(double learningRate = 0.001, double initialAccumulatorValue = 0.1, double epsilon = 1e-7)
        : base(learningRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(initialAccumulatorValue);
        InitialAccumulatorValue = initialAccumulatorValue;
        Epsilon = epsilon;
    }

    public Adagrad(LearningRateSchedule learningRate, double initialAccumulatorValue = 0.1, double epsilon = 1e-7)
        : this(0.001, initialAccumulatorValue, epsilon) =>
        LearningRateSchedule = learningRate;

    public double InitialAccumulatorValue { get; }

    public double Epsilon { get; }

    public static Adagrad FromConfig(Config config) =>
        new(0.001, config.GetDouble("initial_accumulator_value", 0.1), config.GetDouble("epsilon", 1e-7));

    protected override void BuildSlots(IReadOnlyList<Weight> trained) =>
        accumulators = AddSlots("accumulator", new Initializers.Constant(InitialAccumulatorValue));

    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate)
    {
        Weight slot = accumulators[SlotIndex(weight)];
        Symbol accumulator = slot.ToSymbol() + RawOps.Square(gradient);
        slot.Assign(accumulator);
        weight.Assign(weight.ToSymbol() - (rate * gradient / RawOps.Sqrt(accumulator + Epsilon)));
    }

    protected override IReadOnlyList<Weight> RowWeights(Weight weight) => [weight, accumulators[SlotIndex(weight)]];

    protected override bool UpdateRows(IndexedSlices gradient, Weight weight, Symbol rate)
    {
        Weight slot = accumulators[SlotIndex(weight)];
        slot.ScatterAdd(gradient.WithValues(RawOps.Square(gradient.Values)));
        Symbol accumulator = RawOps.GatherV2(slot, gradient.Indices, rate.Graph.Constant(0, DType.Int32));
        weight.ScatterSub(gradient.WithValues(rate * gradient.Values / RawOps.Sqrt(accumulator + Epsilon)));
        return true;
    }

    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("initial_accumulator_value", InitialAccumulatorValue).Set("epsilon", Epsilon);
    }
}
