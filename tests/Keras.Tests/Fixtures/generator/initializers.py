"""initializers: fans, limits, statistics of large draws, and exact values where they are determined."""

import keras
import numpy as np
from keras.src.initializers.random_initializers import compute_fans

from .store import envelope

SHAPES = [(), (7,), (4, 3), (784, 128), (3, 5, 4), (3, 3, 2, 5)]
RANDOM = [
    ("RandomNormal", {}), ("RandomNormal", {"mean": 1.0, "stddev": 2.0}), ("TruncatedNormal", {}),
    ("TruncatedNormal", {"mean": 1.0, "stddev": 2.0}), ("RandomUniform", {}), ("RandomUniform", {"minval": 1.0, "maxval": 4.0}),
    ("GlorotUniform", {}), ("GlorotNormal", {}), ("HeUniform", {}), ("HeNormal", {}), ("LecunUniform", {}), ("LecunNormal", {}),
] + [("VarianceScaling", {"scale": 2.0, "mode": mode, "distribution": distribution})
     for mode in ("fan_in", "fan_out", "fan_avg")
     for distribution in ("uniform", "truncated_normal", "untruncated_normal")]
EXACT = [
    ("Zeros", {}, SHAPES[:3]), ("Ones", {}, SHAPES[:3]), ("Constant", {}, [(2, 2)]), ("Constant", {"value": 0.3}, [(), (3,), (2, 2)]),
    ("Identity", {}, [(3, 3), (2, 4), (4, 2)]), ("Identity", {"gain": 0.5}, [(3, 3)]),
    ("STFT", {"side": "real", "window": None}, [(8, 1, 5)]), ("STFT", {"side": "imag", "window": None}, [(8, 1, 5)]),
]
TRUNCATION = 0.87962566103423978
DRAW = (1000, 1000)


def make(store):
    store.doc["fans"] = [{"shape": s, "fans": compute_fans(s)} for s in SHAPES + [(2, 3, 4, 5, 6)]]
    store.doc["draw_shape"] = DRAW
    store.doc["random"] = [random_case(*c) for c in RANDOM]
    store.doc["exact"] = [exact_case(store, i, *c) for i, c in enumerate(EXACT)]
    store.doc["orthogonal"] = [orthogonal(c) for c in ({}, {"gain": 0.5})]


def random_case(name, config):
    obj = getattr(keras.initializers, name)(**config, seed=3)
    draw = np.asarray(obj(DRAW)).astype("float64").ravel()
    points = (0.001, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999)
    return {
        "class": name, "config": config, "default_name": keras.src.utils.naming.to_snake_case(name),
        "envelope": envelope(getattr(keras.initializers, name)(**config)),
        "analytic": [{"shape": s, **analytic(obj, s)} for s in SHAPES],
        "statistics": {"mean": draw.mean(), "std": draw.std(), "min": draw.min(), "max": draw.max(),
                       "quantiles": {q: np.quantile(draw, q) for q in points}}}


def analytic(obj, shape):
    """What the class promises, from its own settings: the bounds and the standard deviation."""
    if isinstance(obj, keras.initializers.RandomUniform):
        return uniform(obj.minval, obj.maxval)
    if isinstance(obj, keras.initializers.TruncatedNormal):
        return truncated(obj.mean, obj.stddev)
    if isinstance(obj, keras.initializers.RandomNormal):
        return {"distribution": "normal", "mean": obj.mean, "stddev": obj.stddev}
    fan_in, fan_out = compute_fans(shape)
    scale = obj.scale / max(1.0, {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}[obj.mode])
    if obj.distribution == "uniform":
        return uniform(-np.sqrt(3 * scale), np.sqrt(3 * scale))
    if obj.distribution == "truncated_normal":
        return truncated(0.0, np.sqrt(scale) / TRUNCATION)
    return {"distribution": "normal", "mean": 0.0, "stddev": np.sqrt(scale)}


def uniform(low, high):
    return {"distribution": "uniform", "min": low, "max": high, "stddev": (high - low) / np.sqrt(12)}


def truncated(mean, sigma):
    return {"distribution": "truncated_normal", "mean": mean, "sigma": sigma, "min": mean - 2 * sigma, "max": mean + 2 * sigma,
            "stddev": sigma * TRUNCATION}


def exact_case(store, number, name, config, shapes):
    obj = getattr(keras.initializers, name)(**config)
    return {"class": name, "config": config, "envelope": envelope(obj),
            "results": [{"shape": s, "array": store.add(f"e{number}/{'x'.join(map(str, s)) or 'scalar'}", np.asarray(obj(s)))}
                        for s in shapes]}


def orthogonal(config):
    """The columns (or rows, of a wide matrix) are orthogonal with length `gain`."""
    obj = keras.initializers.Orthogonal(**config, seed=3)
    rows = []
    for shape in ((6, 4), (4, 6), (5, 5), (2, 3, 4)):
        flat = np.asarray(obj(shape)).reshape(-1, shape[-1])
        gram = flat.T @ flat if flat.shape[0] >= flat.shape[1] else flat @ flat.T
        rows.append({"shape": shape, "gram_diagonal": float(np.diag(gram).mean()),
            "gram_of": "columns" if flat.shape[0] >= flat.shape[1] else "rows",
                     "max_error": float(np.abs(gram - np.diag(np.diag(gram))).max())})
    return {"class": "Orthogonal", "config": config, "envelope": envelope(keras.initializers.Orthogonal(**config)), "cases": rows}
