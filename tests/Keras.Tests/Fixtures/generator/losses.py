"""losses: values, gradients and reductions of the loss classes on chosen pairs."""

import keras
import numpy as np
import tensorflow as tf

REDUCTIONS = ("sum_over_batch_size", "mean", "sum", "mean_with_sample_weight", "none")


def make(store):
    store.doc["reductions"] = REDUCTIONS
    store.doc["cases"] = [case(store, i, *c) for i, c in enumerate(cases())]


def case(store, number, name, config, y_true, y_pred, sample_weight=None):
    make_loss = lambda reduction: getattr(keras.losses, name)(reduction=reduction, **config)
    ident = f"c{number:03d}"
    result = {
        "id": ident, "class": name, "config": config,
        "y_true": store.add(f"{ident}/y_true", y_true), "y_pred": store.add(f"{ident}/y_pred", y_pred),
        "sample_weight": store.add(f"{ident}/sample_weight", sample_weight),
        "values": store.add(f"{ident}/values", np.asarray(make_loss("none")(y_true, y_pred)))}
    pred = tf.constant(y_pred)
    for reduction in REDUCTIONS:
        with tf.GradientTape() as tape:
            tape.watch(pred)
            value = make_loss(reduction)(y_true, pred, sample_weight=sample_weight)
        if reduction == "sum_over_batch_size":
            result["gradient"] = store.add(f"{ident}/gradient", gradient(tape, value, pred))
        value = np.asarray(value)
        result.setdefault("results", {})[reduction] = (
            float(value) if value.ndim == 0 else store.add(f"{ident}/{reduction}", value))
    return result


def gradient(tape, value, pred):
    found = tape.gradient(value, pred)
    return None if found is None else found.numpy()


def f(*rows):
    return np.array(rows, "float32")


def cases():
    random = np.random.default_rng(11)
    p = random.dirichlet(np.ones(4), 6).astype("float32")
    logits = random.normal(0, 3, (6, 4)).astype("float32")
    digits = np.array([0, 3, 1, 2, 2, 0], "int32")
    hot = np.eye(4, dtype="float32")[digits]
    weights = f(1, 0, 2, 0.5, 3, 0.25)
    soft = random.dirichlet(np.ones(4), 6).astype("float32")
    ends = f([0, 1, 0, 0], [1, 0, 0, 0], [1e-8, 1 - 1e-7, 5e-8, 0], [2, 1, 1, 0], [0, 0, 0, 0], [0.5, 0.5, 0, 0])
    far = f([120, -120, 0, 0], [-120, 120, 0, 0], [1e4, 0, -1e4, 5], [0, 0, 0, 0], [88, 88, 88, 87], [-1e3, -1e3, 1, 2])
    images = random.dirichlet(np.ones(4), (2, 3)).astype("float32")
    image_digits = np.array([[0, 3, 1], [2, 2, 0]], "int32")
    image_hot = np.eye(4, dtype="float32")[image_digits]
    first = np.moveaxis(images, -1, 1).copy()

    name = "CategoricalCrossentropy"
    for w in (None, weights, weights[:, None]):
        yield name, {}, hot, p, w
        yield name, {"from_logits": True}, hot, logits, w
    yield name, {}, hot, ends
    yield name, {"from_logits": True}, hot, far
    yield name, {}, soft, p
    yield name, {"label_smoothing": 0.1}, hot, p, weights
    yield name, {"label_smoothing": 0.1}, hot, ends
    yield name, {"from_logits": True, "label_smoothing": 0.3}, hot, logits
    yield name, {}, image_hot, images
    yield name, {}, image_hot, images, f([0.5], [2])
    yield name, {}, image_hot, images, f([1, 0, 2], [0.5, 3, 1])
    yield name, {"axis": 1}, np.moveaxis(image_hot, -1, 1).copy(), first
    yield name, {}, hot.astype("int32"), p
    yield name, {}, hot, p, np.zeros(6, "float32")

    name = "SparseCategoricalCrossentropy"
    for w in (None, weights, weights[:, None]):
        yield name, {}, digits, p, w
        yield name, {"from_logits": True}, digits, logits, w
    yield name, {}, digits, ends
    yield name, {"from_logits": True}, digits, far
    yield name, {}, digits[:, None], p
    yield name, {}, digits[:, None], p, weights
    for kind in ("uint8", "int64", "float32"):
        yield name, {}, digits.astype(kind), p
    yield name, {"ignore_class": 2}, digits, p
    yield name, {"ignore_class": 2}, digits, p, weights
    yield name, {"ignore_class": -1}, np.array([0, -1, 1, 2, -1, 0], "int32"), p
    yield name, {"ignore_class": 0, "from_logits": True}, digits, logits
    yield name, {}, image_digits, images, f([0.5], [2])

    name = "BinaryCrossentropy"
    bits, chance = (soft > 0.25).astype("float32"), random.uniform(0, 1, (6, 4)).astype("float32")
    for w in (None, weights, weights[:, None]):
        yield name, {}, bits, chance, w
        yield name, {"from_logits": True}, bits, logits, w
    yield name, {"label_smoothing": 0.2}, bits, chance
    yield name, {"label_smoothing": 0.2, "from_logits": True}, bits, logits, weights
    yield name, {}, f([0], [1], [0], [1], [1], [0]), f([1], [0], [0], [1], [1e-8], [1 - 1e-7])
    yield name, {"from_logits": True}, f([0], [1], [0], [1], [1], [0]), f([120], [-120], [-120], [120], [0], [1e4])
    yield name, {}, f(0, 1, 1, 0, 1, 0), chance[:, :1]
    yield name, {}, f(0, 1, 1, 0, 1, 0)[:, None], chance[:, 0].copy(), weights
    yield name, {}, np.array([0, 1, 1, 0, 1, 0], "int32"), chance[:, :1]
    yield name, {}, image_hot, images, f([1, 0, 2], [0.5, 3, 1])
    yield name, {"axis": 0}, bits, chance

    y, x = random.normal(0, 2, (6, 4)).astype("float32"), random.normal(0, 2, (6, 4)).astype("float32")
    for name in ("MeanSquaredError", "MeanAbsoluteError"):
        for w in (None, weights, weights[:, None], f(*[2]), np.zeros(6, "float32")):
            yield name, {}, y, x, w if w is None or w.size > 1 else w[0]
        yield name, {}, y[:, 0].copy(), x[:, :1].copy()
        yield name, {}, y[:, :1].copy(), x[:, 0].copy(), weights
        yield name, {}, y[:, 0].copy(), x[:, 0].copy()
        yield name, {}, digits[:, None], x[:, :1].copy(), weights
        yield name, {}, y.reshape(2, 3, 4), x.reshape(2, 3, 4), f([1, 0, 2], [0.5, 3, 1])
        yield name, {}, y, y
    for name, a, b in (
            ("MeanAbsolutePercentageError", y, x), ("MeanSquaredLogarithmicError", abs(y), abs(x)),
            ("Huber", y, x), ("LogCosh", y, x), ("KLDivergence", soft, p), ("Poisson", abs(y), abs(x)),
            ("Hinge", bits, x), ("SquaredHinge", bits, x), ("CategoricalHinge", hot, x), ("CosineSimilarity", y, x)):
        yield name, {}, a, b
        yield name, {}, a, b, weights
