"""activations: outputs and gradients of every activation function on a fixed grid."""

import keras
import numpy as np
import tensorflow as tf

VARIANTS = [
    ("relu", {"negative_slope": 0.1}), ("relu", {"max_value": 2.0}), ("relu", {"threshold": 1.0}),
    ("relu", {"negative_slope": 0.1, "max_value": 6.0, "threshold": 1.0}), ("leaky_relu", {"negative_slope": 0.3}),
    ("elu", {"alpha": 0.5}), ("celu", {"alpha": 2.0}), ("gelu", {"approximate": True}),
    ("softmax", {"axis": 0}), ("log_softmax", {"axis": 0}), ("glu", {"axis": 0}), ("sparsemax", {"axis": 0}),
    ("hard_shrink", {"threshold": 1.0}), ("soft_shrink", {"threshold": 1.0}), ("squareplus", {"b": 1}),
    ("threshold", {"threshold": 1.0, "default_value": -3.0}),
]
NAMES = [
    "celu", "elu", "exponential", "gelu", "glu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_tanh", "leaky_relu",
    "linear", "log_sigmoid", "log_softmax", "mish", "relu", "relu6", "selu", "sigmoid", "silu", "soft_shrink", "softmax",
    "softplus", "softsign", "sparse_plus", "sparse_sigmoid", "sparsemax", "squareplus", "tanh", "tanh_shrink",
]


def make(store):
    near = np.linspace(-7, 7, 57, dtype="float32")
    kinks = np.array([-3, -2, -1, -0.5, -0.0, 0.5, 1, 2, 3, 6, 1e-7, -1e-7, 1e-30, -1e-30, 1e-40], "float32")
    far = np.array([-1e30, -1e4, -120, -104, -88, -50, -20, 20, 50, 88, 104, 120], "float32")
    logits = np.array([[120, -120, 0, 0], [-120, 120, 0, 1], [1, 2, 3, 4], [0, 0, 0, 0], [1e4, -1e4, 5, 5.5], [0.1, 0.2, -0.3, 0.7]],
        "float32")
    inputs = {"grid": np.concatenate([near, kinks, far]).reshape(7, 12), "logits": logits,
        "batch": np.linspace(-2, 3, 24, dtype="float32").reshape(2, 3, 4),
              "special": np.array([[np.nan, 1.0], [np.inf, 1.0], [-np.inf, 1.0], [1e38, -1e38]], "float32")}
    random = np.random.default_rng(13)
    store.doc["inputs"] = {
        name: {"x": store.add(f"x/{name}", x), "w": store.add(f"w/{name}", random.normal(0, 1, x.shape).astype("float32"))}
        for name, x in inputs.items()}
    store.doc["cases"] = [case(store, inputs, name, {}) for name in NAMES]
    store.doc["cases"] += [case(store, inputs, name, config, f"_{i}") for i, (name, config) in enumerate(VARIANTS)]


def case(store, inputs, name, config, suffix=""):
    function, results = getattr(keras.activations, name), {}
    for key, x in inputs.items():
        if config.get("axis") == 0 and name == "glu" and x.shape[0] % 2:
            continue
        x = tf.constant(x)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = function(x, **config)
            w = store.arrays[f"w/{key}"]
            if y.shape != x.shape:
                w = w[tuple(slice(0, n) for n in y.shape)]
            total = tf.reduce_sum(y * w)
        gradient = tape.gradient(total, x)
        results[key] = {"y": store.add(f"{name}{suffix}/{key}/y", y.numpy()),
                        "gradient": store.add(f"{name}{suffix}/{key}/gradient", gradient.numpy())}
    return {"name": name, "config": config, "results": results}
