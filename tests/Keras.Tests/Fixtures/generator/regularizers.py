"""regularizers_constraints: penalties with gradients, and what the constraints make of weights."""

import keras
import numpy as np
import tensorflow as tf

from .store import envelope

REGULARIZERS = [
    ("L1", {}), ("L1", {"l1": 0.1}), ("L2", {}), ("L2", {"l2": 0.1}), ("L1L2", {}), ("L1L2", {"l1": 0.1, "l2": 0.2}),
    ("OrthogonalRegularizer", {}), ("OrthogonalRegularizer", {"factor": 0.1, "mode": "columns"}),
]
CONSTRAINTS = [
    ("MaxNorm", {}), ("MaxNorm", {"max_value": 1.0}), ("MaxNorm", {"max_value": 1.0, "axis": 1}),
    ("MaxNorm", {"max_value": 0.5, "axis": [0, 1]}), ("NonNeg", {}), ("UnitNorm", {}), ("UnitNorm", {"axis": 1}),
    ("MinMaxNorm", {}), ("MinMaxNorm", {"min_value": 1.0, "max_value": 2.0}),
    ("MinMaxNorm", {"min_value": 1.0, "max_value": 2.0, "rate": 0.5, "axis": 1}),
]


def make(store):
    random = np.random.default_rng(14)
    inputs = {"square": random.normal(0, 1, (4, 4)), "matrix": random.normal(0, 2, (5, 3)), "vector": random.normal(0, 1, (6,)),
              "cube": random.normal(0, 1, (2, 3, 2)), "zeros": np.zeros((3, 2)), "tiny": np.array([[1e-20, -1e-9], [3e-8, 0]])}
    inputs = {name: x.astype("float32") for name, x in inputs.items()}
    store.doc["inputs"] = {name: store.add(f"x/{name}", x) for name, x in inputs.items()}
    store.doc["regularizers"] = [regularizer(store, i, inputs, *r) for i, r in enumerate(REGULARIZERS)]
    store.doc["constraints"] = [constraint(store, i, inputs, *c) for i, c in enumerate(CONSTRAINTS)]


def regularizer(store, number, inputs, name, config):
    obj, results = getattr(keras.regularizers, name)(**config), {}
    for key, x in inputs.items():
        if name.startswith("Orthogonal") and x.ndim != 2:
            continue
        x = tf.constant(x)
        with tf.GradientTape() as tape:
            tape.watch(x)
            penalty = obj(x)
        results[key] = {"penalty": float(penalty),
                        "gradient": store.add(f"r{number}/{key}", gradient(tape, penalty, x))}
    return {"class": name, "config": config, "envelope": envelope(obj), "results": results}


def gradient(tape, penalty, x):
    """L1L2 with two zeros is a constant: Keras gives no gradient, and it is nought."""
    found = tape.gradient(penalty, x)
    return np.zeros(x.shape, "float32") if found is None else found.numpy()


def constraint(store, number, inputs, name, config):
    obj, results = getattr(keras.constraints, name)(**config), {}
    for key, x in inputs.items():
        if np.max(config.get("axis", 0)) < x.ndim:
            results[key] = store.add(f"k{number}/{key}", np.asarray(obj(tf.constant(x))))
    return {"class": name, "config": config, "envelope": envelope(obj), "results": results}
