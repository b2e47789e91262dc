"""odd_values: every loss and metric on values that are out of the ordinary, computed by TensorFlow's kernels and by XLA."""

import keras
import numpy as np
import tensorflow as tf
from keras.src.losses.losses import LossFunctionWrapper

NAN, INF = float("nan"), float("inf")
MINUS_ZERO = -0.0

ROWS = [[0.2, 0.7, 0.1], [0.5, 0.25, 0.25], [0.1, 0.2, 0.7], [0.3, 0.3, 0.4]]
HOT = [[0, 1, 0], [1, 0, 0], [0, 0, 1], [0, 1, 0]]
CLASSES = [1, 0, 2, 1]
SCORES = [0.2, 0.7, 0.55, 0.9]
TRUTHS = [0, 1, 1, 0]

LOSSES_OF_ROWS = [
    "categorical_crossentropy", "binary_crossentropy", "categorical_focal_crossentropy", "binary_focal_crossentropy", "mean_squared_error",
    "mean_absolute_error", "mean_absolute_percentage_error", "mean_squared_logarithmic_error", "huber", "log_cosh", "kl_divergence",
    "poisson",
    "cosine_similarity", "hinge", "squared_hinge", "categorical_hinge", "dice", "tversky"]


def changed(rows, *changes):
    rows = [list(r) if isinstance(r, list) else r for r in rows]
    for place, value in changes:
        if isinstance(place, tuple):
            rows[place[0]][place[1]] = value
        else:
            rows[place] = value
    return rows


def predictions(ordinary, places):
    """What predictions may hold: name and values."""
    first, second = places
    yield "ordinary", ordinary
    yield "nan", changed(ordinary, (first, NAN))
    yield "all nan", (np.array(ordinary) * NAN).tolist()
    yield "infinite", changed(ordinary, (first, INF))
    yield "minus infinite", changed(ordinary, (first, -INF))
    yield "both infinities", changed(ordinary, (first, INF), (second, -INF))
    yield "nan and infinite", changed(ordinary, (first, NAN), (second, INF))
    yield "minus zero", changed(ordinary, (first, MINUS_ZERO), (second, 0.0))
    yield "zeros", (np.array(ordinary) * 0).tolist()
    yield "ones", (np.array(ordinary) * 0 + 1).tolist()
    yield "ties", (np.array(ordinary) * 0 + 0.5).tolist()
    yield "negative", (-0.5 * np.array(ordinary)).tolist()
    yield "large", changed(ordinary, (first, 1e30))


def weights():
    yield "nan", [1, NAN, 1, 1]
    yield "zero", [0, 0, 0, 0]
    yield "negative", [1, -1, 0.5, 2]
    yield "infinite", [1, INF, 1, 1]


def rows_cases():
    for name, p in predictions(ROWS, ((0, 1), (1, 0))):
        yield f"predictions {name}", HOT, p, None
    for name, t in predictions(HOT, ((0, 1), (1, 0))):
        if name != "ordinary":
            yield f"truth {name}", t, ROWS, None
    yield "truth nan where predictions are", changed(HOT, ((0, 1), NAN)), changed(ROWS, ((0, 1), NAN)), None
    for name, w in weights():
        yield f"weights {name}", HOT, ROWS, w


def binary_cases():
    for name, p in predictions(SCORES, (0, 1)):
        yield f"predictions {name}", TRUTHS, p, None
    for name, t in predictions(TRUTHS, (0, 1)):
        if name != "ordinary":
            yield f"truth {name}", t, SCORES, None
    for name, w in weights():
        yield f"weights {name}", TRUTHS, SCORES, w


LABELS = {
    "below zero": np.array([-1, 0, 2, 1], "int32"), "too large": np.array([3, 0, 2, 1], "int32"), "255": np.array([255, 0, 2, 1], "uint8"),
    "least": np.array([-(2**31), 0, 2**31 - 1, 1], "int32"), "beyond int32": np.array([2**32 + 1, 0, -(2**32) + 1, 1], "int64"),
    "beyond int64": np.array([2**64 - 1, 0, 2**63, 1], "uint64"),
    "float": np.array([1, 0, 2, 1], "float32"), "fractions": np.array([1.7, 0.5, 2.2, -0.5], "float32"),
    "nan": np.array([NAN, 0, 2, 1], "float32"),
    "infinite": np.array([INF, 0, -INF, 1], "float32"), "huge": np.array([1e30, 0, -1e30, 1], "float32"),
    "half": np.array([3, 0, 2, -1], "float16"),
    "uint16": np.array([65535, 0, 2, 1], "uint16"), "int8": np.array([-128, 0, 2, 127], "int8"),
}


def sparse_cases():
    for name, p in predictions(ROWS, ((0, 1), (1, 0))):
        yield f"predictions {name}", np.array(CLASSES, "int32"), p, None
    for name, labels in LABELS.items():
        yield f"labels {name}", labels, ROWS, None
    for name, w in weights():
        yield f"weights {name}", np.array(CLASSES, "int32"), ROWS, w


def class_pairs():
    for name, labels in LABELS.items():
        yield f"truth {name}", labels, np.array(CLASSES, "int32"), None
        yield f"predictions {name}", np.array(CLASSES, "int32"), labels, None


def empty(cases):
    for name, t, p, w in cases:
        yield "empty", np.array(t)[:0], np.array(p)[:0], None
        return


CLASSES_ONLY = {"circle": "Circle", "categorical_generalized_cross_entropy": "CategoricalGeneralizedCrossEntropy"}
LOSSES = [(name, "rows", None) for name in LOSSES_OF_ROWS] + [(name, "sparse", None)
    for name in ("sparse_categorical_crossentropy", "categorical_generalized_cross_entropy")]
LOSSES += [("circle", "sparse", None)]
# Where a softmax or a sigmoid made the predictions, crossentropies are computed from what went in.
LOSSES += [(name, "rows", activation) for name in ("categorical_crossentropy", "binary_crossentropy")
    for activation in ("softmax", "sigmoid")]
LOSSES += [("sparse_categorical_crossentropy", "sparse", "softmax")]
ROW_METRICS = [
    ("Accuracy", {}), ("BinaryAccuracy", {}), ("CategoricalAccuracy", {}), ("TopKCategoricalAccuracy", {"k": 2}),
    ("BinaryCrossentropy", {}),
    ("CategoricalCrossentropy", {}), ("MeanSquaredError", {}), ("RootMeanSquaredError", {}), ("MeanAbsoluteError", {}),
    ("MeanAbsolutePercentageError", {}),
    ("MeanSquaredLogarithmicError", {}), ("LogCoshError", {}), ("KLDivergence", {}), ("Poisson", {}), ("CosineSimilarity", {}),
    ("Hinge", {}), ("SquaredHinge", {}),
    ("CategoricalHinge", {}), ("FBetaScore", {"beta": 2.0}), ("F1Score", {}), ("F1Score", {"threshold": 0.5}),
    ("F1Score", {"average": "micro"}),
    ("OneHotIoU", {"num_classes": 3, "target_class_ids": [0, 1]}), ("OneHotMeanIoU", {"num_classes": 3}), ("PearsonCorrelation", {}),
    ("ConcordanceCorrelation", {}),
    ("R2Score", {}), ("R2Score", {"class_aggregation": None}), ("Precision", {"top_k": 2}), ("Recall", {"top_k": 2}),
    ("Precision", {"class_id": 1}),
    ("AUC", {"multi_label": True, "num_labels": 3}), ("AUC", {"multi_label": True, "num_labels": 3, "curve": "PR"})]
BINARY_METRICS = [
    ("BinaryAccuracy", {}), ("TruePositives", {}), ("FalsePositives", {}), ("TrueNegatives", {"thresholds": [0.3, 0.6]}),
    ("FalseNegatives", {"thresholds": [0.0, 0.5, 1.0]}),
    ("Precision", {}), ("Precision", {"thresholds": [0.3, 0.5, 0.9]}), ("Recall", {}), ("Recall", {"thresholds": [0.0, 0.5, 1.0]}),
    ("SensitivityAtSpecificity", {"specificity": 0.5}), ("SpecificityAtSensitivity", {"sensitivity": 0.5}),
    ("PrecisionAtRecall", {"recall": 0.5}), ("RecallAtPrecision", {"precision": 0.5}), ("AUC", {}), ("AUC", {"curve": "PR"}),
    ("AUC", {"curve": "PRGAIN"}),
    ("AUC", {"curve": "PR", "summation_method": "majoring"}), ("AUC", {"thresholds": [0.2, 0.6]}), ("BinaryIoU", {})]
SPARSE_METRICS = [
    ("SparseCategoricalAccuracy", {}), ("SparseTopKCategoricalAccuracy", {"k": 2}), ("SparseCategoricalCrossentropy", {}),
    ("IoU", {"num_classes": 3, "target_class_ids": [0, 1], "sparse_y_pred": False})]
VALUE_METRICS = [("Mean", {}), ("Sum", {})]
PAIR_METRICS = [("IoU", {"num_classes": 3, "target_class_ids": [0, 1]}), ("MeanIoU", {"num_classes": 3}),
    ("MeanIoU", {"num_classes": 3, "ignore_class": 255})]


def make(store):
    store.doc["inputs"] = inputs = {}

    def named(kind, cases):
        for name, t, p, w in [*cases(), *empty(cases())]:
            # Truth and predictions keep their types; lists are float32.
            values = [None if v is None else np.asarray(v, getattr(v, "dtype", "float32")) for v in (t, p, w)]
            inputs.setdefault(kind, {})[name] = [None if v is None
                else {"dtype": v.dtype.name, "shape": list(v.shape), "values": v.ravel().tolist()} for v in values]
            yield name, values

    kinds = {k: list(named(k, c)) for k, c in (("rows", rows_cases), ("binary", binary_cases), ("sparse", sparse_cases),
        ("pairs", class_pairs))}
    store.doc["losses"] = [loss_cases(name, kind, activation, kinds[kind]) for name, kind, activation in LOSSES]
    store.doc["metrics"] = [
        metric_cases(name, config, kind, kinds[kind])
        for kind, metrics in (("rows", ROW_METRICS), ("binary", BINARY_METRICS), ("sparse", SPARSE_METRICS), ("pairs", PAIR_METRICS),
            ("binary", VALUE_METRICS)) for name, config in metrics]


def loss_cases(name, kind, activation, cases):
    loss = LossFunctionWrapper(keras.losses.get(name), name=name) if name not in CLASSES_ONLY else getattr(keras.losses,
        CLASSES_ONLY[name])()

    def value(t, p, w=None):
        return loss(t, p if activation is None else getattr(keras.activations, activation)(p), w)

    # One function for each compiler, written anew only for other shapes and types.
    functions = [tf.function(value, jit_compile=jit) for jit in (False, True)]
    return {"name": name, "kind": kind, "activation": activation,
        "results": {n: [attempt(f, *tensors(v)) for f in functions] for n, v in cases}}


def metric_cases(name, config, kind, cases):
    results = [MetricRun(name, config, jit) for jit in (False, True)]
    return {"class": name, "config": results[0].metric.get_config(), "kind": kind,
        "results": {n: [attempt(r, *tensors(v)) for r in results] for n, v in cases}}


class MetricRun:
    def __init__(self, name, config, jit):
        self.metric = getattr(keras.metrics, name)(**config)
        self.step = tf.function(self.update_value if name in ("Mean", "Sum") else self.metric.update_state, jit_compile=jit)

    def update_value(self, t, p, w=None):
        self.metric.update_state(p, w)

    def __call__(self, *arguments):
        if not self.metric.variables or (hasattr(self.metric, "_built") and not self.metric._built):
            # Some metrics make their variables at the first update.
            self.metric.update_state(tf.ones_like(arguments[0]), tf.ones_like(arguments[1]))
        self.metric.reset_state()
        self.step(*arguments)
        return self.metric.result()


def tensors(values):
    return [tf.constant(v) for v in values if v is not None]


def attempt(compute, *arguments):
    """The numbers, or null where Keras throws."""
    try:
        return np.ravel(np.asarray(compute(*arguments), "float32")).tolist()
    except Exception:
        return None
