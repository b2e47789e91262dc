"""lookback: a loss after a softmax or sigmoid is computed from the logits behind it, if nothing stands between."""

import keras
import numpy as np
from keras import layers

from .store import envelope

AFTER = {
    "dense": lambda a: [dense(a)],
    "activation_layer": lambda a: [dense(None), layers.Activation(a)],
    "dense_dropout": lambda a: [dense(a), layers.Dropout(0.5)],
    "activation_dropout": lambda a: [dense(None), layers.Activation(a), layers.Dropout(0.5)],
    "dense_rate_zero_dropout": lambda a: [dense(a), layers.Dropout(0.0)],
    "dense_linear": lambda a: [dense(a), layers.Activation("linear")],
    "dense_flatten": lambda a: [dense(a), layers.Flatten()],
    "dense_reshape": lambda a: [dense(a), layers.Reshape((3,))],
    "dense_float64_output": lambda a: [dense(a), layers.Activation("linear", dtype="float64")],
    "double_activation": lambda a: [dense(a), layers.Activation(a)],
}
X = np.array([[120, -120, -120], [-120, 120, -120]], "float32")
WRONG = np.array([1, 0], "int32")
HEADS = [
    ("softmax", "categorical_crossentropy", np.eye(3, dtype="float32")[WRONG]),
    ("softmax", "sparse_categorical_crossentropy", WRONG),
    ("sigmoid", "binary_crossentropy", np.array([[0, 1, 1], [1, 0, 1]], "float32")),
]


def make(store):
    store.doc["x"] = store.add("x", X)
    store.doc["kernel"] = store.add("kernel", np.eye(3, dtype="float32"))
    store.doc["targets"] = {loss: store.add(loss, y) for _, loss, y in HEADS}
    store.doc["cases"] = [case(name, a, loss, y, from_logits) for name in AFTER for a, loss, y in HEADS
                          for from_logits in (False, True) if not from_logits or name in ("dense", "dense_flatten")]
    store.doc["functions"] = functions()


def dense(activation):
    return layers.Dense(3, activation, use_bias=False)


def case(name, activation, loss, y, from_logits):
    results = {}
    for mode in ("graph", "eager"):
        keras.utils.clear_session()
        model = keras.Sequential([keras.Input((3,)), *AFTER[name](activation)])
        model.set_weights([np.eye(3, dtype="float32")])
        loss_obj = keras.losses.deserialize({"class_name": camel(loss), "config": {"from_logits": from_logits}})
        model.compile(keras.optimizers.SGD(0.0), loss_obj, metrics=[loss], run_eagerly=mode == "eager", jit_compile=False)
        evaluated = model.evaluate(X, y, verbose=0, return_dict=True)
        results[mode] = {"evaluate": evaluated}
        if name.endswith("_dropout") and "zero" not in name:
            continue  # an active Dropout is random
        results[mode]["train_on_batch"] = model.train_on_batch(X, y, return_dict=True)
        results[mode]["fit"] = model.fit(X, y, verbose=0).history
    keras.utils.clear_session()
    return {"layout": name, "activation": activation, "loss": loss, "from_logits": from_logits,
            "layers": [envelope(layer) for layer in AFTER[name](activation)], "results": results}


def camel(name):
    return "".join(part.capitalize() for part in name.split("_"))


def functions():
    """The same losses on plain probability arrays, where there is nothing to look back to."""
    soft = np.array([[1, 0, 0], [0, 1, 0]], "float32")
    return {loss: float(keras.losses.get(camel(loss))(y, soft)) for _, loss, y in HEADS}
