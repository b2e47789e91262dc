using System.Globalization;
using Keras.Losses;
using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// The coefficient of determination, <c>1 - Σ(y-p)² / Σ(y-ȳ)²</c> of each output: 1 for perfect predictions, 0 for the mean. With a number
/// of regressors it is the adjusted one, <c>1 - (1-R²)(n-1)/(n-k-1)</c> (<c>keras.metrics.R2Score</c>).
/// </summary>
[KerasSerializable]
public sealed partial class R2Score : Metric
{
    private readonly Weight numSamples;
    private Weight? squaredSum;
    private Weight? sum;
    private Weight? residual;
    private Weight? count;

    /// <summary>R².</summary>
    /// <param name="classAggregation">The aggregation of the outputs' scores. Default: their mean.</param>
    /// <param name="numRegressors">The number of independent regressors of the adjusted score; 0 (default) for the plain one.</param>
    /// <param name="name">Its name. Default: "r2_score".</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="numRegressors"/> is below 0.</exception>
    public R2Score(R2Aggregation classAggregation = R2Aggregation.UniformAverage, int numRegressors = 0, string name = "r2_score")
        : base(name)
    {
        if (numRegressors < 0)
            throw new ArgumentOutOfRangeException(nameof(numRegressors), numRegressors,
                $"R2Score: expected at least 0 regressors, got {numRegressors}.");
        ClassAggregation = classAggregation;
        NumRegressors = numRegressors;
        numSamples = AddWeight("num_samples", dtype: DType.Float32);
    }

    /// <summary>The aggregation of the outputs' scores.</summary>
    public R2Aggregation ClassAggregation { get; }

    /// <summary>The number of independent regressors; 0 for the plain score.</summary>
    public int NumRegressors { get; }

    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    /// <inheritdoc/>
    /// <exception cref="ShapeException">Targets and predictions are not of shape [n, outputs].</exception>
    protected internal override void UpdateState(Symbol yTrue, Symbol yPred, Symbol? sampleWeight)
    {
        (Symbol truth, Symbol predictions) = Ranks.Match(yTrue.Cast(DType), yPred.Cast(DType));
        if (truth.Rank != 2 || predictions.Rank != 2 || predictions.Shape[1] < 0 || !truth.Shape.IsCompatibleWith(predictions.Shape))
            throw new ShapeException(
                $"R2Score: expected targets and predictions of shape [n, outputs], got {yTrue.Shape} and {yPred.Shape}.");
        Build([predictions.Shape[1]]);
        Symbol weight = sampleWeight is { } given ? given.Cast(DType) : truth.Number(1);
        weight = Ops.BroadcastTo(weight.Rank == 1 ? Ops.ExpandDims(weight, 1) : weight, truth);
        Symbol weighted = truth * weight;
        Add(sum!, weighted);
        Add(squaredSum!, truth * weighted);
        Add(residual!, Ops.Square(truth - predictions) * weight);
        Add(count!, weight);
        numSamples.AssignAdd(RawOps.Size(truth).Cast(DType.Float32));
    }

    /// <inheritdoc/>
    protected internal override Symbol Result()
    {
        if (sum is null)
            throw new InvalidOperationException($"Metric '{Name}' does not know the number of outputs yet; update it first.");
        Symbol mean = sum.ToSymbol() / count!;
        Symbol variation = squaredSum! - (sum.ToSymbol() * mean);
        Symbol scores = 1 - (residual!.ToSymbol() / variation);
        scores = Ops.Where(RawOps.IsInf(scores), Ops.ZerosLike(scores), scores);
        Symbol score = ClassAggregation switch
        {
            R2Aggregation.UniformAverage => Ops.Mean(scores),
            R2Aggregation.VarianceWeightedAverage => Ops.Sum(variation * scores) / Ops.Sum(variation),
            _ => scores,
        };
        return NumRegressors == 0 ? score : Adjusted(score);
    }

    /// <inheritdoc/>
    protected internal override string? Caution()
    {
        if (NumRegressors == 0 || !numSamples.IsInitialized)
            return null;
        using Tensor read = numSamples.Read();
        float samples = read.ToScalar<float>();
        return samples - NumRegressors - 1 > 0
            ? null
            : string.Create(CultureInfo.InvariantCulture,
                $"R2Score '{Name}': {NumRegressors} regressors leave nothing to adjust in {samples} samples; the result is "
                + $"the plain score.");
    }

    // With too few samples for the regressors it is the plain score, as in Keras.
    private Symbol Adjusted(Symbol score)
    {
        Symbol samples = numSamples;
        Symbol freedom = samples - NumRegressors - 1;
        Symbol adjusted = 1 - ((1 - score) * (samples - 1) / freedom);
        return Ops.Where(Ops.Greater(freedom, freedom.Number(0)), adjusted, score);
    }

    // The sums are kept in float32, whatever the metric's type is.
    private static void Add(Weight sum, Symbol values) => sum.AssignAdd(Ops.Sum(values, 0).Cast(DType.Float32));

    private void Build(Shape outputs)
    {
        squaredSum ??= AddWeight("squared_sum", outputs, dtype: DType.Float32);
        sum ??= AddWeight("sum", outputs, dtype: DType.Float32);
        residual ??= AddWeight("residual", outputs, dtype: DType.Float32);
        count ??= AddWeight("count", outputs, dtype: DType.Float32);
    }
}
