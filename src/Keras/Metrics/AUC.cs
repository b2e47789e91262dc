using TensorFlow;

namespace Keras.Metrics;

/// <summary>The area under a curve of binary predictions, summed over thresholds (<c>keras.metrics.AUC</c>).</summary>
public sealed class AUC : Metric
{
    private const double Beyond = 1e-7;

    // Four counts for each threshold and label: 64 MiB.
    private const int MostCountsInConfig = 1 << 22;
    private readonly ConfusionMatrix matrix;
    private ConfusionCounts? counts;

    /// <summary>Area under the curve.</summary>
    /// <param name="numThresholds">The number of thresholds, uniformly spaced in [0, 1]. Default: 200.</param>
    /// <param name="curve">The curve. Default: ROC.</param>
    /// <param name="summationMethod">The summation method of the area between two points. Default: interpolation.</param>
    /// <param name="name">Its name. Default: "auc".</param>
    /// <param name="thresholds">Thresholds in [0, 1] instead of uniformly spaced ones; 0 and 1 are added.</param>
    /// <param name="multiLabel">Whether predictions are <c>[n, labels]</c> and the areas of the labels are averaged; false by
    /// default.</param>
    /// <param name="numLabels">The number of labels; null (default) where the first batch tells.</param>
    /// <param name="labelWeights">The weights of the labels. Default: null, equal.</param>
    /// <param name="fromLogits">Whether predictions are logits instead of probabilities. Default: false.</param>
    /// <exception cref="ArgumentException">A threshold or the number of thresholds is out of range, or labels are given where there are
    /// none.</exception>
    public AUC(
        int numThresholds = 200,
        AucCurve curve = AucCurve.ROC,
        AucSummation summationMethod = AucSummation.Interpolation,
        string name = "auc",
        IReadOnlyList<double>? thresholds = null,
        bool multiLabel = false,
        int? numLabels = null,
        IReadOnlyList<double>? labelWeights = null,
        bool fromLogits = false)
        : base(name)
    {
        if (thresholds is null && numThresholds < 2)
            throw new ArgumentOutOfRangeException(nameof(numThresholds), numThresholds,
                $"AUC: expected at least 2 thresholds, got {numThresholds}.");
        if (numLabels is not null && !multiLabel)
            throw new ArgumentException(
                $"AUC: expected numLabels with multiLabel: true only, got {numLabels} without it; leave it out.", nameof(numLabels));
        if (labelWeights is not null && numLabels is { } expected && labelWeights.Count != expected)
            throw new ArgumentException(
                $"AUC: expected labelWeights for each of the {expected} labels, got {labelWeights.Count}.", nameof(labelWeights));
        if (numLabels < 1)
            throw new ArgumentOutOfRangeException(nameof(numLabels), numLabels, $"AUC: expected numLabels of at least 1, got {numLabels}.");
        double[] inner = thresholds is { Count: > 0 } ? [.. Metrics.Thresholds.Require(thresholds, 0, ClassName).Order()]
            : [.. thresholds is null ? Metrics.Thresholds.Inner(numThresholds) : []];
        Thresholds = thresholds is null ? null : inner;
        NumThresholds = inner.Length + 2;
        Curve = curve;
        SummationMethod = summationMethod;
        MultiLabel = multiLabel;
        NumLabels = numLabels;
        LabelWeights = labelWeights is null
            ? null : [.. labelWeights.Select(w => Hyperparameter.Finite(w, nameof(labelWeights), nameof(AUC)))];
        FromLogits = fromLogits;
        matrix = new([-Beyond, .. inner, 1 + Beyond]) { IsMultiLabel = multiLabel, LabelWeights = LabelWeights };
        if (!multiLabel)
            Build([NumThresholds]);
        else if (numLabels is { } labels)
            Build([NumThresholds, labels]);
    }

    /// <summary>The number of thresholds, with 0 and 1.</summary>
    public int NumThresholds { get; }

    /// <summary>The curve.</summary>
    public AucCurve Curve { get; }

    /// <summary>The summation method of the area between two points.</summary>
    public AucSummation SummationMethod { get; }

    /// <summary>The thresholds given, without 0 and 1; null for uniformly spaced ones.</summary>
    public IReadOnlyList<double>? Thresholds { get; }

    /// <summary>Whether the areas of labels are averaged.</summary>
    public bool MultiLabel { get; }

    /// <summary>The number of labels that was given.</summary>
    public int? NumLabels { get; }

    /// <summary>The weights of the labels; null for equal ones.</summary>
    public IReadOnlyList<double>? LabelWeights { get; }

    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits { get; }

    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

    internal static AUC FromConfig(Config config) => new(
        Metrics.Thresholds.CountFromConfig(config),
        Parse(config.GetString("curve", null), AucCurve.ROC),
        Parse(config.GetString("summation_method", null), AucSummation.Interpolation),
        config.GetString("name", "auc")!,
        Metrics.Thresholds.Read(config, "thresholds"),
        config.GetBool("multi_label", false),
        config.Has("num_labels") ? config.GetCount(
            "num_labels", null, MostCountsInConfig / Math.Max(1, Metrics.Thresholds.CountFromConfig(config))) : null,
        config.GetNumbers("label_weights"),
        config.GetBool("from_logits", false))
    {
        DType = DTypePolicy.FromConfig(config).ComputeDType,
    };

    /// <inheritdoc/>
    protected internal override void UpdateState(Symbol yTrue, Symbol yPred, Symbol? sampleWeight)
    {
        if (counts is null)
            Build(yPred.Rank == 2 && yPred.Shape[1] > 0 ? [NumThresholds, yPred.Shape[1]]
                : throw new ShapeException($"AUC: with multiLabel expected predictions of shape [n, labels], got {yPred.Shape}."));
        matrix.Update(counts!, DType.Float32, yTrue, FromLogits ? Ops.Sigmoid(yPred) : yPred, sampleWeight);
    }

    /// <inheritdoc/>
    protected internal override Symbol Result()
    {
        if (counts is null)
            throw new InvalidOperationException(
                $"Metric '{Name}' does not know the number of labels yet; update it first, or give numLabels.");
        Symbol areas = new AucAreas(counts).Between(Curve, SummationMethod);
        if (!MultiLabel)
            return Ops.Sum(areas);
        Symbol byLabel = Ops.Sum(areas, 0);
        if (LabelWeights is null)
            return Ops.Mean(byLabel);
        // As in Keras the weights have the type of the metric, whatever the type of its counts.
        Symbol weights = Ops.Stack([.. LabelWeights.Select(w => byLabel.Graph.Constant(w, DType))]);
        return Ops.DivideNoNan(Ops.Sum(Ops.Multiply(byLabel, weights)), Ops.Sum(weights));
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("num_thresholds", NumThresholds)
            .Set("curve", Curve.ToString())
            .Set("summation_method", SummationMethod.ToString().ToLowerInvariant())
            .Set("multi_label", MultiLabel)
            .Set("num_labels", NumLabels)
            .SetNode("label_weights", LabelWeights is null ? null : ConfigTensor.Write(LabelWeights, DType))
            .Set("from_logits", FromLogits);
        if (Thresholds is not null)
            config.SetNumbers("thresholds", Thresholds);
    }

    private static T Parse<T>(string? name, T defaultValue)
        where T : struct, Enum => name is null ? defaultValue
        : Enum.TryParse(name, ignoreCase: true, out T value) ? value
        : throw new UnknownNameException(typeof(T).Name, name, Enum.GetNames<T>());

    private void Build(Shape shape) => counts = new(
        AddWeight("true_positives", shape, dtype: DType.Float32), AddWeight("false_positives", shape, dtype: DType.Float32),
        AddWeight("true_negatives", shape, dtype: DType.Float32), AddWeight("false_negatives", shape, dtype: DType.Float32));
}
