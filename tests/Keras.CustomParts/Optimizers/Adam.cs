using TensorFlow;

namespace Keras.CustomParts;

public class Adam : Optimizer
{
    private readonly List<Weight> momenta = [];
    private readonly List<Weight> velocities = [];
    private IReadOnlyList<Weight> largestVelocities = [];

    public Adam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false)
        : base(learningRate)
    {
        Beta1 = beta1;
        Beta2 = beta2;
        Epsilon = epsilon;
        Amsgrad = amsgrad;
    }

    public Adam(LearningRateSchedule learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false)
        : this(0.001, beta1, beta2, epsilon, amsgrad) =>
        LearningRateSchedule = learningRate;

    public double Beta1 { get; }

    public double Beta2 { get; }

    public double Epsilon { get; }

    public bool Amsgrad { get; }

    public static Adam FromConfig(Config config) =>
        new(0.001, config.GetDouble("beta_1", 0.9), config.GetDouble("beta_2", 0.999),
            config.GetDouble("epsilon", 1e-7), config.GetBool("amsgrad", false));

    protected override void BuildSlots(IReadOnlyList<Weight> trained)
    {
        foreach (Weight weight in trained)
        {
            momenta.Add(AddSlot(weight, "momentum"));
            velocities.Add(AddSlot(weight, "velocity"));
        }

        if (Amsgrad)
            largestVelocities = AddSlots("velocity_hat");
    }

    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate)
    {
        Symbol m = momenta[SlotIndex(weight)], v = velocities[SlotIndex(weight)];
        // The differences are taken in double precision and then rounded, as Python does.
        m += (gradient - m) * (1 - Beta1);
        v += (OfElements(gradient, Ops.Square) - v) * (1 - Beta2);
        Update(weight, rate, m, v);
    }

    protected override bool UpdateRows(IndexedSlices gradient, Weight weight, Symbol rate)
    {
        // The rows go straight into the decayed moments, without a table of zeros in between; squares are those of the single rows, as in
        // Keras on TensorFlow.
        Symbol indices = RawOps.ExpandDims(gradient.Indices, rate.Graph.Constant(1, DType.Int32));
        Symbol m = momenta[SlotIndex(weight)], v = velocities[SlotIndex(weight)];
        m = RawOps.TensorScatterAdd(m * Beta1, indices, gradient.Values * (1 - Beta1));
        v = RawOps.TensorScatterAdd(v * Beta2, indices, Ops.Square(gradient.Values) * (1 - Beta2));
        Update(weight, rate, m, v);
        return true;
    }

    private void Update(Weight weight, Symbol rate, Symbol m, Symbol v)
    {
        int slot = SlotIndex(weight);
        Symbol step = (Iterations + 1).Cast(weight.DType);
        Symbol alpha = rate * RawOps.Sqrt(1 - RawOps.Pow(step.Number((float)Beta2), step)) / (
            1 - RawOps.Pow(step.Number((float)Beta1), step));
        momenta[slot].Assign(m);
        velocities[slot].Assign(v);
        if (Amsgrad)
        {
            v = RawOps.Maximum(largestVelocities[slot], v);
            largestVelocities[slot].Assign(v);
        }

        weight.Assign(weight.ToSymbol() - (m * alpha / (RawOps.Sqrt(v) + Epsilon)));
    }

    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("beta_1", Beta1).Set("beta_2", Beta2).Set("epsilon", Epsilon).Set("amsgrad", Amsgrad);
    }
}
