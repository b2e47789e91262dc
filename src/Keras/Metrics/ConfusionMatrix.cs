using Keras.Losses;
using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// Updates weighted confusion matrices of binary targets at thresholds
/// (<c>keras.metrics.metrics_utils.update_confusion_matrix_variables</c>).
/// </summary>
internal sealed class ConfusionMatrix(IReadOnlyList<double> thresholds)
{
    /// <summary>Smaller than any prediction.</summary>
    public const double Lowest = -1e10;

    private readonly bool isEven = IsEven(thresholds);

    /// <summary>The number of highest predictions of a sample that can be positive (top k); null for all.</summary>
    public int? TopK { get; init; }

    /// <summary>The only class evaluated; null for all.</summary>
    public int? ClassId { get; init; }

    /// <summary>Whether each label is counted on its own.</summary>
    public bool IsMultiLabel { get; init; }

    /// <summary>The weights of the labels; null for equal ones.</summary>
    public IReadOnlyList<double>? LabelWeights { get; init; }

    /// <summary>Writes how a batch changes the counts.</summary>
    /// <exception cref="ShapeException">The shapes of targets, predictions and weights are incompatible.</exception>
    public void Update(ConfusionCounts counts, DType dtype, Symbol yTrue, Symbol yPred, Symbol? sampleWeight)
    {
        (Symbol predictions, Symbol truth) = Ranks.Match(yPred.Cast(dtype), yTrue.Cast(dtype));
        if (predictions.Rank == 0 || predictions.Rank != truth.Rank || !predictions.Shape.IsCompatibleWith(truth.Shape))
            throw new ShapeException($"Expected targets of the predictions' shape {yPred.Shape}, got {yTrue.Shape}.");
        Symbol? weights = null;
        if (sampleWeight is { } given)
            weights = Ranks.Match(truth, Ops.ExpandDims(given.Cast(dtype), -1), expandRank1: false).Second;
        if (TopK is { } k)
            predictions = OnlyLargest(predictions, k);
        if (ClassId is { } id)
            (truth, predictions) = (OnlyClass(truth, id), OnlyClass(predictions, id));
        if (weights is { } w && !Ranks.BroadcastTogether(w.Shape, predictions.Shape))
            throw new ShapeException(
                $"Sample weights of shape {sampleWeight!.Value.Shape} do not go with predictions of shape {yPred.Shape}; give one weight "
                + "for each sample.");

        Symbol isTrue = Ops.NotEqual(truth, truth.Number(0)), ones = isTrue.Cast(dtype);
        // As in Keras: one weight that is no number spoils all buckets, but only those counts of single thresholds to which its sample
        // belongs.
        Symbol each = Weighted(Ops.OnesLike(predictions), weights), none = Ops.ZerosLike(each);
        (Symbol trues, Symbol falses) = isEven
            ? (Weighted(ones, weights), Weighted(1 - ones, weights))
            : (Ops.Where(isTrue, each, none), Ops.Where(isTrue, none, each));
        Symbol[] flat = IsMultiLabel ? [predictions, trues, falses]
            : [predictions.Reshape([-1]), trues.Reshape([-1]), falses.Reshape([-1])];
        if (isEven)
            CountBuckets(counts, flat[0], flat[1], flat[2]);
        else
            CountEach(counts, flat[0], flat[1], flat[2]);
    }

    private static bool IsEven(IReadOnlyList<double> thresholds)
    {
        if (thresholds.Count < 3)
            return false;
        for (int i = 0; i < thresholds.Count; i++)
        {
            double even = (float)i / (thresholds.Count - 1);
            if (Math.Abs(thresholds[i] - even) > 1e-7 + (1e-5 * even))
                return false;
        }

        return true;
    }

    private static Symbol OnlyLargest(Symbol x, int k)
    {
        // As in TopKV2 NaN is among the largest; made explicit, because the order of NaN is not defined there. NaN then passes no
        // threshold.
        Symbol ordered = Ops.Where(RawOps.IsNan(x), x.Number(double.PositiveInfinity), x);
        Symbol indices = RawOps.TopKV2(ordered, x.Graph.Constant(k, DType.Int32)).Indices;
        Symbol mask = Ops.Max(Ops.OneHot(indices, checked((int)x.Shape[^1]), dtype: x.DType), -2);
        return Ops.Where(Ops.Greater(mask, 0), x, x.Number(Lowest));
    }

    private static Symbol OnlyClass(Symbol x, int id) => x.Rank > 1
        ? Ops.Take(x, x.Graph.Constant([id]), -1)
        : throw new ShapeException($"Expected predictions of shape [n, classes] with a classId, got {x.Shape}; leave classId out.");

    private static void Add(Weight? count, Func<Symbol> value)
    {
        if (count is not null)
            count.AssignAdd(value());
    }

    private Symbol Weighted(Symbol values, Symbol? weights)
    {
        if (weights is { } given)
            values *= Ops.BroadcastTo(given, values);
        if (LabelWeights is not null && !IsMultiLabel)
            values *= Stack(values, LabelWeights);
        return values;
    }

    private static Symbol Stack(Symbol like, IReadOnlyList<double> numbers) => Ops.Stack([.. numbers.Select(n => like.Number(n))]);

    // Evenly spread thresholds: each prediction falls into a bucket, and a threshold's count is the sum of the buckets above it.
    private void CountBuckets(ConfusionCounts counts, Symbol predictions, Symbol trues, Symbol falses)
    {
        Symbol bucket = RawOps.Ceil(Ops.Clip(predictions, 0, 1) * (thresholds.Count - 1)) - 1;
        // Ends beyond 0 and 1 are passed by every prediction.
        if (thresholds[0] < 0 || thresholds[^1] > 1)
            bucket = RawOps.Relu(bucket);
        // NaN passes no threshold.
        Symbol isNumber = RawOps.LogicalNot(RawOps.IsNan(predictions));
        bucket = Ops.Where(isNumber, bucket, bucket.Number(-1)).Cast(DType.Int32);
        int labels = IsMultiLabel ? checked((int)predictions.Shape[^1]) : 1;
        if (IsMultiLabel)
        {
            Symbol place = (bucket * labels) + bucket.Graph.Constant([.. Enumerable.Range(0, labels)]);
            bucket = Ops.Where(Ops.Less(bucket, 0), bucket, place);
        }

        Symbol Passed(Symbol weights)
        {
            Symbol buckets = RawOps.UnsortedSegmentSum(weights, bucket, bucket.Graph.Constant(thresholds.Count * labels, DType.Int32));
            buckets = IsMultiLabel ? buckets.Reshape([thresholds.Count, labels]) : buckets.WithShape([thresholds.Count]);
            return RawOps.Cumsum(buckets, bucket.Graph.Constant(0, DType.Int32), reverse: true);
        }

        Symbol Total(Symbol weights) => IsMultiLabel ? Ops.Sum(weights, 0) : Ops.Sum(weights);

        Symbol truePassed = Passed(trues), falsePassed = Passed(falses);
        Add(counts.TruePositives, () => truePassed);
        Add(counts.FalsePositives, () => falsePassed);
        Add(counts.TrueNegatives, () => Total(falses) - falsePassed);
        Add(counts.FalseNegatives, () => Total(trues) - truePassed);
    }

    private void CountEach(ConfusionCounts counts, Symbol predictions, Symbol trues, Symbol falses)
    {
        Symbol limits = Stack(predictions, thresholds).Reshape(IsMultiLabel ? [thresholds.Count, 1, 1] : [thresholds.Count, 1]);
        Symbol passed = Ops.Greater(Ops.ExpandDims(predictions, 0), limits);

        Symbol Sum(Symbol condition, Symbol weights) => Ops.Sum(Ops.Where(condition, Ops.ExpandDims(weights, 0), weights.Number(0)), 1);

        Add(counts.TruePositives, () => Sum(passed, trues));
        Add(counts.FalsePositives, () => Sum(passed, falses));
        Add(counts.TrueNegatives, () => Sum(RawOps.LogicalNot(passed), falses));
        Add(counts.FalseNegatives, () => Sum(RawOps.LogicalNot(passed), trues));
    }
}
