using TensorFlow;

namespace Keras.CustomParts;

public sealed class Adadelta : Optimizer
{
    private readonly List<Weight> gradients = [];
    private readonly List<Weight> deltas = [];

    public Adadelta(double learningRate = 0.001, double rho = 0.95, double epsilon = 1e-7)
        : base(learningRate)
    {
        Rho = rho;
        Epsilon = epsilon;
    }

    public Adadelta(LearningRateSchedule learningRate, double rho = 0.95, double epsilon = 1e-7)
        : this(0.001, rho, epsilon) =>
        LearningRateSchedule = learningRate;

    public double Rho { get; }

    public double Epsilon { get; }

    public static Adadelta FromConfig(Config config) =>
        new(0.001, config.GetDouble("rho", 0.95), config.GetDouble("epsilon", 1e-7));

    protected override void BuildSlots(IReadOnlyList<Weight> trained)
    {
        foreach (Weight weight in trained)
        {
            gradients.Add(AddSlot(weight, "accumulated_grad"));
            deltas.Add(AddSlot(weight, "accumulated_delta_var"));
        }
    }

    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate)
    {
        int slot = SlotIndex(weight);
        Symbol squares = (Rho * gradients[slot].ToSymbol()) + ((1 - Rho) * OfElements(gradient, Ops.Square));
        gradients[slot].Assign(squares);
        Symbol delta = -(RawOps.Sqrt(deltas[slot].ToSymbol() + Epsilon) * gradient / RawOps.Sqrt(squares + Epsilon));
        deltas[slot].Assign((Rho * deltas[slot].ToSymbol()) + ((1 - Rho) * RawOps.Square(delta)));
        weight.Assign(weight.ToSymbol() + (rate * delta));
    }

    // As in Keras, each row has a step of its own, whose square is kept, though an index may occur more than once.
    protected override bool UpdateRows(IndexedSlices gradient, Weight weight, Symbol rate)
    {
        int slot = SlotIndex(weight);
        Symbol indices = RawOps.ExpandDims(gradient.Indices, rate.Graph.Constant(1, DType.Int32));
        Symbol squares = (Rho * gradients[slot].ToSymbol()) + ((1 - Rho) * gradient.WithValues(Ops.Square(gradient.Values)).ToDense());
        gradients[slot].Assign(squares);
        Symbol earlier = RawOps.Sqrt(RawOps.GatherNd(deltas[slot], indices) + Epsilon);
        Symbol delta = -(earlier * gradient.Values / RawOps.Sqrt(RawOps.GatherNd(squares, indices) + Epsilon));
        deltas[slot].Assign((Rho * deltas[slot].ToSymbol()) + ((1 - Rho) * gradient.WithValues(Ops.Square(delta)).ToDense()));
        weight.ScatterAdd(gradient.WithValues(rate * delta));
        return true;
    }

    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("rho", Rho).Set("epsilon", Epsilon);
    }
}
