using System.Globalization;
using TensorFlow;

namespace Keras.CustomParts;

public sealed class Lion : Optimizer
{
    private IReadOnlyList<Weight> momenta = [];

    public Lion(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.99)
        : base(learningRate)
    {
        if (beta1 is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(beta1), beta1,
                string.Create(CultureInfo.InvariantCulture, $"Lion: beta1 must be above 0 and at most 1, got {beta1}."));
        Beta1 = beta1;
        Beta2 = beta2;
    }

    public Lion(LearningRateSchedule learningRate, double beta1 = 0.9, double beta2 = 0.99)
        : this(0.001, beta1, beta2) =>
        LearningRateSchedule = learningRate;

    public double Beta1 { get; }

    public double Beta2 { get; }

    public static Lion FromConfig(Config config) =>
        new(0.001, config.GetDouble("beta_1", 0.9), config.GetDouble("beta_2", 0.99));

    protected override void BuildSlots(IReadOnlyList<Weight> trained) => momenta = AddSlots("momentum");

    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate)
    {
        Weight slot = momenta[SlotIndex(weight)];
        Symbol m = slot, beta1 = gradient.Number((float)Beta1), beta2 = gradient.Number((float)Beta2);
        weight.Assign(weight.ToSymbol() - (rate * RawOps.Sign((m * beta1) + (gradient * (1 - beta1)))));
        slot.Assign((m * beta2) + (gradient * (1 - beta2)));
    }

    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("beta_1", Beta1).Set("beta_2", Beta2);
    }
}
