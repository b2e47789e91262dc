using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// One minus the coefficient of Dice, 1 - 2Σ y·p / (Σ y + Σ p + ε): how little two regions overlap, for segmentation. The sums are over the
/// whole batch unless axes are given (<c>keras.losses.Dice</c>).
/// </summary>
[KerasSerializable]
public sealed partial class Dice : Loss
{
    /// <summary>Dice loss.</summary>
    /// <param name="axes">The axes of the sums; null (the default) for all, the batch among them.</param>
    /// <param name="reduction">The reduction of the losses to a scalar.</param>
    /// <param name="name">The name.</param>
    public Dice(IReadOnlyList<int>? axes = null, Reduction reduction = Reduction.SumOverBatchSize, string name = "dice")
        : base(name, reduction) =>
        Axes = axes;

    /// <summary>The axes of the sums; null for all.</summary>
    [ConfigArgument("axis", Writer = nameof(WriteAxes))]
    public IReadOnlyList<int>? Axes { get; }

    /// <inheritdoc/>
    protected internal override bool MixesSamples => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Fit("dice", yTrue, yPred);
        Symbol overlap = OverlapAxes.Sum(yTrue * yPred, Axes);
        Symbol sizes = OverlapAxes.Sum(yTrue, Axes) + OverlapAxes.Sum(yPred, Axes) + Crossentropy.Epsilon;
        return 1 - (2 * overlap / sizes);
    }

    private void WriteAxes(Config config) => OverlapAxes.Write(config, Axes);
}
