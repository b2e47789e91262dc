using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// One minus Tversky's index, 1 - t / (t + α·f + β·m + ε) with t = Σ y·p, f = Σ y·(1 - p) and m = Σ p·(1 - y): how little two regions
/// overlap, for segmentation (Salehi and others, 2017; <c>keras.losses.Tversky</c>).
/// </summary>
[KerasSerializable]
public sealed partial class Tversky : Loss
{
    /// <summary>Tversky loss.</summary>
    /// <param name="alpha">α, the weight of false negatives. Default: 0.5.</param>
    /// <param name="beta">β, the weight of false positives. Default: 0.5.</param>
    /// <param name="axes">The axes of the sums; null (the default) for all, the batch among them.</param>
    /// <param name="reduction">The reduction of the losses to a scalar.</param>
    /// <param name="name">The name.</param>
    public Tversky(
        double alpha = 0.5, double beta = 0.5,
        IReadOnlyList<int>? axes = null, Reduction reduction = Reduction.SumOverBatchSize, string name = "tversky")
        : base(name, reduction)
    {
        Alpha = Hyperparameter.Finite(alpha, nameof(alpha), nameof(Tversky));
        Beta = Hyperparameter.Finite(beta, nameof(beta), nameof(Tversky));
        Axes = axes;
    }

    /// <summary>The weight of false negatives.</summary>
    public double Alpha { get; }

    /// <summary>The weight of false positives.</summary>
    public double Beta { get; }

    /// <summary>The axes of the sums; null for all.</summary>
    [ConfigArgument("axis", Writer = nameof(WriteAxes))]
    public IReadOnlyList<int>? Axes { get; }

    /// <inheritdoc/>
    protected internal override bool MixesSamples => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred)
    {
        (yTrue, yPred) = Ranks.Fit("tversky", yTrue, yPred);
        Symbol overlap = OverlapAxes.Sum(yTrue * yPred, Axes);
        Symbol missed = OverlapAxes.Sum((1 - yPred) * yTrue, Axes);
        Symbol wrong = OverlapAxes.Sum(yPred * (1 - yTrue), Axes);
        return 1 - (overlap / (overlap + (missed * Alpha) + (wrong * Beta) + Crossentropy.Epsilon));
    }

    private void WriteAxes(Config config) => OverlapAxes.Write(config, Axes);
}
