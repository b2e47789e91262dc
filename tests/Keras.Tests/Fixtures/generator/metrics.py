"""metrics: sequences of update_state with the result after each."""

import keras
import numpy as np


def make(store):
    store.doc["cases"] = [case(store, i, *c) for i, c in enumerate(cases())]


def case(store, number, name, config, *updates):
    metric = getattr(keras.metrics, name)(**config)
    ident = f"c{number:02d}"
    steps = []
    for i, update in enumerate(updates):
        keys = ("values", "sample_weight") if name in ("Mean", "Sum") else ("y_true", "y_pred", "sample_weight")
        named = dict(zip(keys, update))
        metric.update_state(**named)
        steps.append({
            **{k: store.add(f"{ident}/{i}/{k}", v) for k, v in named.items()}, "result": float(metric.result())})
    variables = [{"name": v.name, "value": np.asarray(v)} for v in metric.variables]
    metric.reset_state()
    return {"id": ident, "class": name, "config": config, "name": metric.name, "updates": steps,
            "variables": variables, "after_reset": float(metric.result())}


def f(*rows):
    return np.array(rows, "float32")


def cases():
    random = np.random.default_rng(12)
    w5, w3 = f(1, 0, 2, 0.5, 3), f(0.25, 1, 4)

    def pairs(true, pred, *more):
        """A batch of five and one of three: without weights, with, and with in the second only."""
        a, b = (true[:5], pred[:5]), (true[5:8], pred[5:8])
        yield a, b
        yield (*a, w5), (*b, w3)
        yield a, (*b, w3)
        yield (*a, w5[:, None]), (*b, np.zeros(3, "float32"))
        yield from more

    values = random.normal(0, 2, (8, 3)).astype("float32")
    yield "Mean", {}, (values[:5, 0].copy(),), (values[5:, 0].copy(),)
    yield "Mean", {}, (values[:5, 0].copy(), w5), (values[5:, 0].copy(), w3)
    yield "Mean", {}, (values[:5], w5), (values[5:],)
    yield "Mean", {}, (np.float32(3),), (np.float32(5), np.float32(3))
    yield "Mean", {}, (np.array([1, 2, 4], "int32"),)
    yield "Mean", {}, (values[:5, 0].copy(), np.zeros(5, "float32"))
    yield "Sum", {}, (values[:5, 0].copy(), w5), (values[5:, 0].copy(),)

    p = random.dirichlet(np.ones(4), 8).astype("float32")
    p[2], p[6] = [0.4, 0.4, 0.1, 0.1], [0.25, 0.25, 0.25, 0.25]
    digits = np.array([np.argmax(r) if i % 2 else (i + 1) % 4 for i, r in enumerate(p)], "int32")
    hot = np.eye(4, dtype="float32")[digits]
    chance = random.uniform(0, 1, (8, 3)).astype("float32")
    chance[1, 0], chance[3, 0] = 0.5, np.nextafter(np.float32(0.5), np.float32(1))
    bits = (random.uniform(0, 1, (8, 3)) > 0.5).astype("float32")
    ints, others = np.array([0, 1, 2, 3, 1, 2, 0, 3], "int32"), np.array([0, 2, 2, 3, 0, 2, 1, 3], "int32")
    table = [
        ("Accuracy", {}, ints, others), ("Accuracy", {}, ints[:, None], others[:, None]),
        ("Accuracy", {}, ints.astype("float32"), others.astype("float32")),
        ("BinaryAccuracy", {}, bits[:, :1], chance[:, :1]), ("BinaryAccuracy", {}, bits[:, 0].copy(), chance[:, :1]),
        ("BinaryAccuracy", {}, bits, chance), ("BinaryAccuracy", {"threshold": 0.75}, bits, chance),
        ("CategoricalAccuracy", {}, hot, p),
        ("SparseCategoricalAccuracy", {}, digits, p), ("SparseCategoricalAccuracy", {}, digits[:, None], p),
        ("SparseCategoricalAccuracy", {}, digits.astype("float32"), p),
        ("TopKCategoricalAccuracy", {"k": 2}, hot, p), ("TopKCategoricalAccuracy", {}, hot, p),
        ("TopKCategoricalAccuracy", {"k": 1}, hot, p),
        ("SparseTopKCategoricalAccuracy", {"k": 2}, digits, p), ("SparseTopKCategoricalAccuracy", {"k": 3}, digits[:, None], p),
        ("SparseTopKCategoricalAccuracy", {}, digits, p),
        ("CategoricalCrossentropy", {}, hot, p), ("CategoricalCrossentropy", {"label_smoothing": 0.1}, hot, p),
        ("CategoricalCrossentropy", {"from_logits": True}, hot, p * 4),
        ("SparseCategoricalCrossentropy", {}, digits, p), ("SparseCategoricalCrossentropy", {"from_logits": True}, digits, p),
        ("BinaryCrossentropy", {}, bits, chance), ("BinaryCrossentropy", {"from_logits": True}, bits[:, :1], values[:, :1]),
        ("MeanSquaredError", {}, bits, values), ("MeanAbsoluteError", {}, bits, values),
        ("MeanSquaredError", {}, bits[:, 0].copy(), values[:, :1]), ("RootMeanSquaredError", {}, bits, values),
        ("MeanAbsolutePercentageError", {}, values, bits), ("MeanSquaredLogarithmicError", {}, bits, chance),
        ("KLDivergence", {}, hot, p), ("Poisson", {}, bits, chance), ("Hinge", {}, bits, values),
        ("SquaredHinge", {}, bits, values), ("CategoricalHinge", {}, hot, p), ("LogCoshError", {}, bits, values),
        ("CosineSimilarity", {}, values, chance),
    ]
    for name, config, true, pred in table:
        for updates in pairs(true, pred):
            yield name, config, *updates
    images = random.dirichlet(np.ones(4), (2, 3)).astype("float32")
    image_digits = np.array([[0, 3, 1], [2, 2, 0]], "int32")
    for name, true in (("SparseCategoricalAccuracy", image_digits), ("CategoricalAccuracy", np.eye(4, dtype="float32")[image_digits])):
        yield name, {}, (true, images)
        yield name, {}, (true, images, f(1, 3))
        yield name, {}, (true, images, f([1, 0, 2], [0.5, 3, 1]))
