using TensorFlow;

namespace Keras.CustomParts;

public sealed class RMSprop : Optimizer
{
    private IReadOnlyList<Weight> velocities = [];
    private IReadOnlyList<Weight> momenta = [];
    private IReadOnlyList<Weight> averages = [];

    public RMSprop(double learningRate = 0.001, double rho = 0.9, double momentum = 0, double epsilon = 1e-7, bool centered = false)
        : base(learningRate)
    {
        Rho = rho;
        Momentum = momentum;
        Epsilon = epsilon;
        Centered = centered;
    }

    public RMSprop(LearningRateSchedule learningRate, double rho = 0.9, double momentum = 0, double epsilon = 1e-7, bool centered = false)
        : this(0.001, rho, momentum, epsilon, centered) =>
        LearningRateSchedule = learningRate;

    public double Rho { get; }

    public double Momentum { get; }

    public double Epsilon { get; }

    public bool Centered { get; }

    public static RMSprop FromConfig(Config config) => new(
        0.001, config.GetDouble("rho", 0.9), config.GetDouble("momentum", 0),
            config.GetDouble("epsilon", 1e-7), config.GetBool("centered", false));

    protected override void BuildSlots(IReadOnlyList<Weight> trained)
    {
        velocities = AddSlots("velocity");
        if (Momentum > 0)
            momenta = AddSlots("momentum");
        if (Centered)
            averages = AddSlots("average_gradient");
    }

    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate)
    {
        int slot = SlotIndex(weight);
        Symbol velocity = (Rho * velocities[slot].ToSymbol()) + ((1 - Rho) * OfElements(gradient, Ops.Square));
        velocities[slot].Assign(velocity);
        Symbol divisor = velocity;
        if (Centered)
        {
            Symbol average = (Rho * averages[slot].ToSymbol()) + ((1 - Rho) * gradient);
            averages[slot].Assign(average);
            divisor -= RawOps.Square(average);
        }

        Symbol step = rate * gradient / RawOps.Sqrt(divisor + Epsilon);
        if (Momentum > 0)
        {
            step = (Momentum * momenta[slot].ToSymbol()) + step;
            momenta[slot].Assign(step);
        }

        weight.Assign(weight.ToSymbol() - step);
    }

    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("rho", Rho).Set("momentum", Momentum).Set("epsilon", Epsilon).Set("centered", Centered);
    }
}
