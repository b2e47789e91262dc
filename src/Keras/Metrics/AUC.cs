using TensorFlow;

namespace Keras.Metrics;

/// <summary>The area under a curve of binary predictions, summed over thresholds (<c>keras.metrics.AUC</c>).</summary>
[KerasSerializable]
[ConfigOrder(nameof(NumThresholds), nameof(Curve), nameof(SummationMethod), nameof(MultiLabel), nameof(NumLabels), nameof(LabelWeights),
    nameof(FromLogits), nameof(Thresholds))]
public sealed partial class AUC : Metric
{
    private const double Beyond = 1e-7;

    // Four counts for each threshold and label: 64 MiB.
    private const int MostCountsInFile = 1 << 22;
    private const int DefaultThresholds = 200;
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
        int numThresholds = DefaultThresholds,
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
    [ConfigArgument(LargestInFile = Metrics.Thresholds.MostInConfig)]
    public int NumThresholds { get; }

    /// <summary>The curve.</summary>
    [ConfigArgument(Reader = nameof(ReadCurve), Writer = nameof(WriteCurve))]
    public AucCurve Curve { get; }

    /// <summary>The summation method of the area between two points.</summary>
    [ConfigArgument(Reader = nameof(ReadSummation))]
    public AucSummation SummationMethod { get; }

    /// <summary>The thresholds given, without 0 and 1; null for uniformly spaced ones.</summary>
    [ConfigArgument(OmittedAtDefault = true)]
    public IReadOnlyList<double>? Thresholds { get; }

    /// <summary>Whether the areas of labels are averaged.</summary>
    public bool MultiLabel { get; }

    /// <summary>The number of labels that was given.</summary>
    [ConfigArgument(Reader = nameof(ReadNumLabels))]
    public int? NumLabels { get; }

    /// <summary>The weights of the labels; null for equal ones.</summary>
    [ConfigArgument(Writer = nameof(WriteLabelWeights))]
    public IReadOnlyList<double>? LabelWeights { get; }

    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits { get; }

    /// <inheritdoc/>
    public override bool? LargerIsBetter => true;

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

    private static AucCurve ReadCurve(Config config, string key, AucCurve missing) => Parse(config.GetString(key, null), missing);

    private static AucSummation ReadSummation(Config config, string key, AucSummation missing) =>
        Parse(config.GetString(key, null), missing);

    private static T Parse<T>(string? name, T missing)
        where T : struct, Enum => name is null ? missing
        : Enum.TryParse(name, ignoreCase: true, out T value) ? value
        : throw new UnknownNameException(typeof(T).Name, name, Enum.GetNames<T>());

    private static int? ReadNumLabels(Config config, string key, int? missing) => !config.Has(key) ? missing : config.GetCount(
        key, null, MostCountsInFile / Math.Max(1, config.GetInt("num_thresholds", DefaultThresholds)));

    private void WriteCurve(Config config) => config.Set("curve", Curve.ToString());

    private void WriteLabelWeights(Config config) =>
        config.SetNode("label_weights", LabelWeights is null ? null : ConfigTensor.Write(LabelWeights, DType));

    private void Build(Shape shape) => counts = new(
        AddWeight("true_positives", shape, dtype: DType.Float32), AddWeight("false_positives", shape, dtype: DType.Float32),
        AddWeight("true_negatives", shape, dtype: DType.Float32), AddWeight("false_negatives", shape, dtype: DType.Float32));
}
