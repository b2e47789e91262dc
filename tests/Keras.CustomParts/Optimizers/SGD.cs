using System.Globalization;
using TensorFlow;

namespace Keras.CustomParts;

public sealed class SGD : Optimizer
{
    private IReadOnlyList<Weight> momenta = [];

    public SGD(double learningRate = 0.01, double momentum = 0, bool nesterov = false)
        : base(learningRate)
    {
        if (momentum is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(momentum), momentum,
                string.Create(CultureInfo.InvariantCulture, $"SGD: momentum must lie in [0, 1], got {momentum}."));
        Momentum = momentum;
        Nesterov = nesterov;
    }

    public SGD(LearningRateSchedule learningRate, double momentum = 0, bool nesterov = false)
        : this(0.01, momentum, nesterov) =>
        LearningRateSchedule = learningRate;

    public double Momentum { get; }

    public bool Nesterov { get; }

    public static SGD FromConfig(Config config) =>
        new(0.01, config.GetDouble("momentum", 0), config.GetBool("nesterov", false));

    protected override void BuildSlots(IReadOnlyList<Weight> trained)
    {
        if (Momentum != 0)
            momenta = AddSlots("momentum");
    }

    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate)
    {
        Symbol value = weight;
        if (Momentum == 0)
        {
            weight.Assign(value - (gradient * rate));
            return;
        }

        Weight slot = momenta[SlotIndex(weight)];
        Symbol momentum = (slot.ToSymbol() * Momentum) - (gradient * rate);
        slot.Assign(momentum);
        weight.Assign(Nesterov ? value + ((momentum * Momentum) - (gradient * rate)) : value + momentum);
    }

    protected override IReadOnlyList<Weight> RowWeights(Weight weight) => Momentum == 0 ? [weight] : [];

    protected override bool UpdateRows(IndexedSlices gradient, Weight weight, Symbol rate)
    {
        if (Momentum != 0)
            return false;
        weight.ScatterSub(gradient.WithValues(gradient.Values * rate));
        return true;
    }

    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("momentum", Momentum).Set("nesterov", Nesterov);
    }
}
