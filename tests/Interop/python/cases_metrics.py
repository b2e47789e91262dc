"""Metrics, many to a model: what counts correct rows, what counts by thresholds, what measures a distance, and what is weighted."""

import keras
from case import Case, network

m = keras.metrics


def _case(name, loss, make, activation, target, units=3, weighted=None, **more):
    def settings():
        result = {"optimizer": keras.optimizers.SGD(0.05), "loss": loss(), "metrics": make()}
        return result | {"weighted_metrics": weighted()} if weighted else result

    return Case(f"metrics-{name}", lambda: network(activation, units), settings, target, **more)


CASES = [
    _case("binary", keras.losses.BinaryCrossentropy, lambda: [
        m.BinaryAccuracy(threshold=0.4), m.BinaryCrossentropy(label_smoothing=0.1), m.Precision(thresholds=0.3), m.Recall(name="found"),
        m.TruePositives(), m.TrueNegatives(), m.FalsePositives(thresholds=0.6), m.FalseNegatives(),
    ], "sigmoid", "binary", 1),
    _case("curves", keras.losses.BinaryCrossentropy, lambda: [
        m.AUC(num_thresholds=50), m.AUC(curve="PR", summation_method="minoring", name="pr"), m.AUC(thresholds=[0.2, 0.5, 0.7], name="few"),
    ], "sigmoid", "binary", 1),
    _case("operating-points", keras.losses.BinaryCrossentropy, lambda: [
        m.PrecisionAtRecall(0.5), m.RecallAtPrecision(0.5, num_thresholds=40), m.SensitivityAtSpecificity(0.5),
        m.SpecificityAtSensitivity(0.4, name="s"),
    ], "sigmoid", "binary", 1, since="3.8.0", before="cannot compute these metrics in a graph"),
    _case("labels", keras.losses.BinaryCrossentropy, lambda: [
        m.AUC(multi_label=True, num_labels=3), m.FBetaScore(average="macro", beta=0.5, threshold=0.4),
        m.F1Score(average="micro", threshold=0.5),
        m.Precision(class_id=1), m.Recall(top_k=2),
    ], "sigmoid", "several"),
    _case("categorical", keras.losses.CategoricalCrossentropy, lambda: [
        m.CategoricalAccuracy(), m.TopKCategoricalAccuracy(k=2), m.CategoricalCrossentropy(label_smoothing=0.1), m.CategoricalHinge(),
        m.F1Score(average="weighted", name="f1"),
    ], "softmax", "one_hot"),
    _case("sparse", keras.losses.SparseCategoricalCrossentropy, lambda: [
        m.SparseCategoricalAccuracy(name="right"), m.SparseTopKCategoricalAccuracy(k=2), m.SparseCategoricalCrossentropy(),
    ], "softmax", "labels"),
    _case("distances", keras.losses.MeanSquaredError, lambda: [
        m.MeanSquaredError(), m.RootMeanSquaredError(), m.MeanAbsoluteError(), m.MeanAbsolutePercentageError(),
        m.MeanSquaredLogarithmicError(),
        m.CosineSimilarity(axis=-1), m.LogCoshError(), m.Poisson(), m.KLDivergence(), m.Hinge(), m.SquaredHinge(),
    ], "softplus", "positive"),
    _case("weighted", keras.losses.CategoricalCrossentropy, lambda: ["accuracy"], "softmax", "one_hot", weighted=lambda: [
        m.CategoricalAccuracy(name="weighted_accuracy"), m.MeanAbsoluteError(),
    ]),
    Case("metrics-by-name", network, lambda: {"optimizer": "adam", "loss": "categorical_crossentropy", "metrics": ["accuracy", "mae"]}),
    Case("metrics-by-short-name", lambda: network("linear"), lambda: {"optimizer": "rmsprop", "loss": "mse", "metrics": ["mae", "mse"]},
        "real"),
]
