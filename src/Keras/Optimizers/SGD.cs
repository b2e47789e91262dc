using System.Globalization;
using TensorFlow;

namespace Keras.Optimizers;

/// <summary>
/// Gradient descent, with momentum if wanted: <c>w -= lr·g</c>, or <c>m = momentum·m - lr·g; w += m</c>, or with Nesterov's momentum <c>w
/// += momentum·m - lr·g</c> with the new m (keras.optimizers.SGD).
/// </summary>
[KerasSerializable]
public sealed partial class SGD : Optimizer
{
    private IReadOnlyList<Weight> momenta = [];

    /// <summary>Gradient descent.</summary>
    /// <param name="learningRate">The learning rate. Default: 0.01.</param>
    /// <param name="momentum">The momentum, in [0, 1]. Default: 0.</param>
    /// <param name="nesterov">Whether the momentum is Nesterov's. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate or the momentum is out of range.</exception>
    [ConfigConstructor]
    public SGD(double learningRate = 0.01, double momentum = 0, bool nesterov = false)
        : base(learningRate)
    {
        if (momentum is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(momentum), momentum,
                string.Create(CultureInfo.InvariantCulture, $"SGD: expected a momentum in [0, 1], got {momentum}."));
        Momentum = Hyperparameter.Finite(momentum, nameof(momentum), nameof(SGD));
        Nesterov = nesterov;
    }

    /// <summary>Gradient descent, with a learning rate that follows a schedule.</summary>
    /// <inheritdoc cref="SGD(double, double, bool)"/>
    public SGD(LearningRateSchedule learningRate, double momentum = 0, bool nesterov = false)
        : this(0.01, momentum, nesterov) =>
        LearningRateSchedule = Required(learningRate);

    /// <summary>The momentum.</summary>
    public double Momentum { get; }

    /// <summary>Whether the momentum is Nesterov's.</summary>
    public bool Nesterov { get; }

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Weight> trained)
    {
        if (Momentum != 0)
            momenta = AddSlots("momentum");
    }

    /// <inheritdoc/>
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

    /// <inheritdoc/>
    protected override IReadOnlyList<Weight> RowWeights(Weight weight) => Momentum == 0 ? [weight] : [];

    /// <inheritdoc/>
    protected override bool UpdateRows(IndexedSlices gradient, Weight weight, Symbol rate)
    {
        if (Momentum != 0)
            return false;
        weight.ScatterSub(gradient.WithValues(gradient.Values * rate));
        return true;
    }
}
