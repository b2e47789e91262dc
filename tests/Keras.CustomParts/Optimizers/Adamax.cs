using TensorFlow;

namespace Keras.CustomParts;

public sealed class Adamax : Optimizer
{
    private readonly List<Weight> momenta = [];
    private readonly List<Weight> norms = [];

    public Adamax(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
        : base(learningRate)
    {
        Beta1 = beta1;
        Beta2 = beta2;
        Epsilon = epsilon;
    }

    public Adamax(LearningRateSchedule learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
        : this(0.001, beta1, beta2, epsilon) =>
        LearningRateSchedule = learningRate;

    public double Beta1 { get; }

    public double Beta2 { get; }

    public double Epsilon { get; }

    public static Adamax FromConfig(Config config) =>
        new(0.001, config.GetDouble("beta_1", 0.9),
            config.GetDouble("beta_2", 0.999), config.GetDouble("epsilon", 1e-7));

    protected override void BuildSlots(IReadOnlyList<Weight> trained)
    {
        foreach (Weight weight in trained)
        {
            momenta.Add(AddSlot(weight, "momentum"));
            norms.Add(AddSlot(weight, "norm"));
        }
    }

    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate)
    {
        int slot = SlotIndex(weight);
        Symbol step = (Iterations + 1).Cast(weight.DType);
        Symbol m = momenta[slot];
        m += (gradient - m) * (1 - Beta1);
        Symbol u = RawOps.Maximum(norms[slot].ToSymbol() * Beta2, OfElements(gradient, Ops.Abs));
        momenta[slot].Assign(m);
        norms[slot].Assign(u);
        weight.Assign(weight.ToSymbol() - (rate * m / ((1 - RawOps.Pow(step.Number((float)Beta1), step)) * (u + Epsilon))));
    }

    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("beta_1", Beta1).Set("beta_2", Beta2).Set("epsilon", Epsilon);
    }
}
