using Keras.Metrics;
using Keras.Optimizers;

namespace Keras.Interop;

/// <summary>
/// Metrics, many to a model: what counts correct rows, what counts by thresholds, what measures a distance, and what is weighted.
/// </summary>
internal static class MetricCases
{
    public static IEnumerable<Case> All =>
    [
        Of(
            "binary", "sigmoid", Target.Binary, () => new Losses.BinaryCrossentropy(),
            () =>
            [
                new BinaryAccuracy(threshold: 0.4), new BinaryCrossentropy(labelSmoothing: 0.1),
                    new Precision(thresholds: [0.3]), new Recall(name: "found"),
                new TruePositives(), new TrueNegatives(), new FalsePositives(thresholds: [0.6]), new FalseNegatives(),
            ]),
        Of(
            "curves", "sigmoid", Target.Binary, () => new Losses.BinaryCrossentropy(),
            () =>
            [
                new AUC(numThresholds: 50), new AUC(curve: AucCurve.PR, summationMethod: AucSummation.Minoring, name: "pr"),
                new AUC(thresholds: [0.2, 0.5, 0.7], name: "few"),
            ]),
        Of(
            "operating-points", "sigmoid", Target.Binary, () => new Losses.BinaryCrossentropy(),
            () =>
            [
                new PrecisionAtRecall(0.5), new RecallAtPrecision(0.5, numThresholds: 40), new SensitivityAtSpecificity(0.5),
                new SpecificityAtSensitivity(0.4, name: "s"),
            ]),
        Of(
            "labels", "sigmoid", Target.Several, () => new Losses.BinaryCrossentropy(),
            () =>
            [
                new AUC(multiLabel: true, numLabels: 3), new FBetaScore(ScoreAverage.Macro, beta: 0.5, threshold: 0.4),
                new F1Score(ScoreAverage.Micro, threshold: 0.5), new Precision(classId: 1), new Recall(topK: 2),
            ]),
        Of(
            "categorical", "softmax", Target.OneHot, () => new Losses.CategoricalCrossentropy(),
            () =>
            [
                new CategoricalAccuracy(), new TopKCategoricalAccuracy(k: 2),
                    new CategoricalCrossentropy(labelSmoothing: 0.1), new CategoricalHinge(),
                new F1Score(ScoreAverage.Weighted, name: "f1"),
            ]),
        Of(
            "sparse", "softmax", Target.Labels, () => new Losses.SparseCategoricalCrossentropy(),
            () => [new SparseCategoricalAccuracy("right"), new SparseTopKCategoricalAccuracy(k: 2), new SparseCategoricalCrossentropy()]),
        Of(
            "distances", "softplus", Target.Positive, () => new Losses.MeanSquaredError(),
            () =>
            [
                new MeanSquaredError(), new RootMeanSquaredError(), new MeanAbsoluteError(), new MeanAbsolutePercentageError(),
                new MeanSquaredLogarithmicError(), new CosineSimilarity(axis: -1),
                    new LogCoshError(), new Poisson(), new KLDivergence(), new Hinge(),
                new SquaredHinge(),
            ]),
        Of(
            "weighted", "softmax", Target.OneHot, () => new Losses.CategoricalCrossentropy(), () => ["accuracy"],
            () => [new CategoricalAccuracy("weighted_accuracy"), new MeanAbsoluteError()]),
        new("metrics-by-name", Networks.Small) { Compile = m => m.Compile("adam", "categorical_crossentropy", ["accuracy", "mae"]) },
        new("metrics-by-short-name", () => Networks.Small("linear", 3)) { Compile = m => m.Compile("rmsprop", "mse", ["mae", "mse"]),
            Target = Target.Real },
    ];

    private static Case Of(string name, string activation, Target target,
        Func<Loss> loss, Func<Metric[]> metrics, Func<Metric[]>? weighted = null) =>
        new($"metrics-{name}", () => Networks.Small(activation, target == Target.Binary ? 1 : 3))
        {
            Compile = model => model.Compile(new SGD(0.05), loss(), metrics(), weighted?.Invoke()),
            Target = target,
        };
}
