using System.Globalization;
using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// The weighted harmonic mean of precision and recall of each class, <c>(1+β²)·p·r / (β²·p + r)</c>, for binary or one-hot targets
/// (<c>keras.metrics.FBetaScore</c>).
/// </summary>
[KerasSerializable]
public partial class FBetaScore : Metric
{
    private Weight? truePositives;
    private Weight? falsePositives;
    private Weight? falseNegatives;
    private Weight? intermediateWeights;

    /// <summary>F-beta score.</summary>
    /// <param name="average">The averaging of the classes' scores. Default: none, one score for each class.</param>
    /// <param name="beta">The weight of recall relative to precision, above 0. Default: 1.</param>
    /// <param name="threshold">The threshold above which a prediction is positive, in (0, 1]. Default: null, the largest of each
    /// sample.</param>
    /// <param name="name">Its name. Default: "fbeta_score".</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="beta"/> or <paramref name="threshold"/> is out of range.</exception>
    public FBetaScore(ScoreAverage average = ScoreAverage.None, double beta = 1, double? threshold = null, string name = "fbeta_score")
        : base(name)
    {
        if (!(beta > 0))
            throw new ArgumentOutOfRangeException(
                nameof(beta), beta, string.Create(CultureInfo.InvariantCulture, $"{ClassName}: expected a beta above 0, got {beta}."));
        if (threshold is not (null or (> 0 and <= 1)))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold,
                string.Create(CultureInfo.InvariantCulture, $"{ClassName}: expected a threshold above 0 and at most 1, got {threshold}."));
        Average = average;
        Beta = Hyperparameter.Finite(beta, nameof(beta), nameof(FBetaScore));
        Threshold = threshold is { } given ? Hyperparameter.Meant(given) : null;
    }

    /// <summary>The averaging of the classes' scores.</summary>
    public ScoreAverage Average { get; }

    /// <summary>The weight of recall relative to precision.</summary>
    public double Beta { get; }

    /// <summary>The threshold above which a prediction is positive; null for the largest of each sample.</summary>
    public double? Threshold { get; }

    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    /// <inheritdoc/>
    /// <exception cref="ShapeException">Targets and predictions are not of shape [n, classes].</exception>
    protected internal override void UpdateState(Symbol yTrue, Symbol yPred, Symbol? sampleWeight)
    {
        if (yTrue.Rank != 2 || yPred.Rank != 2 || yPred.Shape[1] < 0 || !yTrue.Shape.IsCompatibleWith(yPred.Shape))
            throw new ShapeException(
                $"{ClassName}: expected targets and predictions of shape [n, classes], got {yTrue.Shape} and {yPred.Shape}.");
        Build(Average == ScoreAverage.Micro ? Shape.Scalar : [yPred.Shape[1]]);
        Symbol truth = yTrue.Cast(DType), scores = yPred.Cast(DType);
        Symbol positive = Threshold is { } threshold ? Ops.Greater(scores, threshold) : Largest(scores);
        Symbol? weight = sampleWeight is { } given ? Ops.ExpandDims(given.Cast(DType), 1) : null;
        // Selected, not multiplied: XLA makes 0 of 0 times infinity, TensorFlow's kernels NaN.
        Symbol none = Ops.ZerosLike(truth);
        Add(truePositives!, Ops.Where(positive, truth, none), weight);
        Add(falsePositives!, Ops.Where(positive, 1 - truth, none), weight);
        Add(falseNegatives!, Ops.Where(positive, none, truth), weight);
        Add(intermediateWeights!, truth, weight);
    }

    /// <inheritdoc/>
    protected internal override Symbol Result()
    {
        if (truePositives is null)
            throw new InvalidOperationException($"Metric '{Name}' does not know the number of classes yet; update it first.");
        Symbol positives = truePositives;
        Symbol precision = positives / (positives + falsePositives! + Crossentropy.Epsilon);
        Symbol recall = positives / (positives + falseNegatives! + Crossentropy.Epsilon);
        double square = Beta * Beta;
        Symbol score = precision * recall / ((square * precision) + recall + Crossentropy.Epsilon) * (1 + square);
        return Average switch
        {
            ScoreAverage.None => score,
            ScoreAverage.Weighted => Ops.Sum(
                score * (intermediateWeights!.ToSymbol() / (Ops.Sum(intermediateWeights!) + Crossentropy.Epsilon))),
            _ => Ops.Mean(score),
        };
    }

    // A row of zeros has no largest.
    private static Symbol Largest(Symbol scores) =>
        RawOps.LogicalAnd(Ops.GreaterEqual(scores, Ops.MaxOrNaN(scores, -1, keepDims: true)), Ops.Greater(Ops.Abs(scores), 1e-9));

    private void Build(Shape shape)
    {
        if (truePositives is not null)
            return;
        truePositives = AddWeight("true_positives", shape);
        falsePositives = AddWeight("false_positives", shape);
        falseNegatives = AddWeight("false_negatives", shape);
        intermediateWeights = AddWeight("intermediate_weights", shape);
    }

    private void Add(Weight count, Symbol values, Symbol? weight)
    {
        if (weight is { } given)
            values *= given;
        count.AssignAdd(Average == ScoreAverage.Micro ? Ops.Sum(values) : Ops.Sum(values, 0));
    }
}
