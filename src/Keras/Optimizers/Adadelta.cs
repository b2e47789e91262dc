using TensorFlow;

namespace Keras.Optimizers;

/// <summary>
/// Adadelta (Zeiler, 2012): <c>a = ρ·a + (1-ρ)·g²; Δ = -g·√(d+ε)/√(a+ε); d = ρ·d + (1-ρ)·Δ²; w += lr·Δ</c>
/// (<c>keras.optimizers.Adadelta</c>).
/// </summary>
[KerasSerializable]
public sealed partial class Adadelta : Optimizer
{
    private IReadOnlyList<Weight> gradients = [];
    private IReadOnlyList<Weight> deltas = [];

    /// <summary>Adadelta.</summary>
    /// <param name="learningRate">The learning rate. Default: 0.001 (1 in the paper).</param>
    /// <param name="rho">The decay rate of the moving averages of squares (ρ). Default: 0.95.</param>
    /// <param name="epsilon">The constant ε under the square roots, for numerical stability. Default: 1e-7.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is out of range.</exception>
    [ConfigConstructor]
    public Adadelta(double learningRate = 0.001, double rho = 0.95, double epsilon = 1e-7)
        : base(learningRate)
    {
        Rho = Hyperparameter.Finite(rho, nameof(rho), nameof(Adadelta));
        Epsilon = Hyperparameter.Finite(epsilon, nameof(epsilon), nameof(Adadelta));
    }

    /// <summary>Adadelta, with a learning rate that follows a schedule.</summary>
    /// <inheritdoc cref="Adadelta(double, double, double)"/>
    public Adadelta(LearningRateSchedule learningRate, double rho = 0.95, double epsilon = 1e-7)
        : this(0.001, rho, epsilon) =>
        LearningRateSchedule = Required(learningRate);

    /// <summary>The decay rate of the moving averages of squares (ρ).</summary>
    public double Rho { get; }

    /// <summary>The constant ε under the square roots, for numerical stability.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Weight> trained) =>
        (gradients, deltas) = AddSlotPairs("accumulated_grad", "accumulated_delta_var");

    /// <inheritdoc/>
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
    /// <inheritdoc/>
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
}
