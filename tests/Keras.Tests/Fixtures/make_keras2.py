"""Writes Fixtures/models/keras2.h5: a whole model in the form of Keras 2.15, and what Keras 3.15.1's reader makes of it.

    python make_keras2.py

No Keras 2 writes it: h5py does, after the form that Keras 3's own reader of such files (keras/src/legacy/saving) and the Keras 2
documentation tell; that reader checks it, and its weights and predictions are what is expected. Of Keras 2 are: names of weights with `:0`,
`batch_input_shape`, initializers by class name and config without a module, the optimizer's `Custom>` class name, `learning_rate` beside
`decay`, `is_legacy_optimizer` and `jit_compile`. """

import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import h5py
import keras
import numpy as np

target = pathlib.Path(__file__).parent / "models"
random = np.random.default_rng(5)
weights = {"dense": {"kernel:0": (6, 4), "bias:0": (4,)}, "out": {"kernel:0": (4, 2), "bias:0": (2,)}}
arrays = {f"{layer}/{name}": random.normal(size=shape).astype("float32") for layer, names in weights.items()
    for name, shape in names.items()}


def initializer(name, **config):
    return {"class_name": name, "config": config}


def dense(name, units, activation):
    return {"class_name": "Dense", "config": {
        "name": name, "trainable": True, "dtype": "float32", "units": units, "activation": activation, "use_bias": True,
        "kernel_initializer": initializer("GlorotUniform", seed=None), "bias_initializer": initializer("Zeros"), "kernel_regularizer": None,
        "bias_regularizer": None, "activity_regularizer": None, "kernel_constraint": None, "bias_constraint": None}}


model_config = {"class_name": "Sequential", "config": {"name": "sequential", "layers": [
    {"class_name": "InputLayer", "config": {"batch_input_shape": [None, 2, 3], "dtype": "float32", "sparse": False, "ragged": False,
        "name": "flatten_input"}},
    {"class_name": "Flatten", "config": {"name": "flatten", "trainable": True, "dtype": "float32", "batch_input_shape": [None, 2, 3],
                                         "data_format": "channels_last"}},
    dense("dense", 4, "relu"),
    {"class_name": "Dropout", "config": {"name": "dropout", "trainable": True, "dtype": "float32", "rate": 0.5, "noise_shape": None,
        "seed": None}},
    dense("out", 2, "softmax"),
]}}
training_config = {
    "loss": "categorical_crossentropy", "metrics": [[{"class_name": "MeanMetricWrapper", "config": {"name": "accuracy", "dtype": "float32",
                                                                                                "fn": "categorical_accuracy"}}]],
    "weighted_metrics": None, "loss_weights": None,
    "optimizer_config": {"class_name": "Custom>Adam", "config": {
        "name": "Adam", "weight_decay": None, "clipnorm": None, "global_clipnorm": None, "clipvalue": None, "use_ema": False,
        "ema_momentum": 0.99,
        "ema_overwrite_frequency": None, "jit_compile": False, "is_legacy_optimizer": False, "learning_rate": 0.0020000000949949026,
        "beta_1": 0.9,
        "beta_2": 0.999, "epsilon": 1e-07, "amsgrad": False}},
}
x = random.normal(size=(5, 2, 3)).astype("float32")


def names(values):
    return np.array([value.encode() for value in values])


with h5py.File(target / "keras2.h5", "w") as file:
    file.attrs["backend"], file.attrs["keras_version"] = "tensorflow", "2.15.0"
    file.attrs["model_config"] = json.dumps(model_config)
    file.attrs["training_config"] = json.dumps(training_config)
    group = file.create_group("model_weights")
    group.attrs["backend"], group.attrs["keras_version"] = b"tensorflow", b"2.15.0"
    group.attrs["layer_names"] = names(["flatten", "dense", "dropout", "out"])
    for layer in ("flatten", "dense", "dropout", "out"):
        paths = [f"{layer}/{name}" for name in weights.get(layer, {})]
        inner = group.create_group(layer)
        inner.attrs["weight_names"] = names(paths)
        for path in paths:
            inner[path] = arrays[path]
    group.create_group("top_level_model_weights").attrs["weight_names"] = names([])
    optimizer = file.create_group("optimizer_weights")
    slots = {"iteration:0": np.int64(7), "learning_rate:0": np.float32(0.002)}
    for path, array in arrays.items():
        slots[f"Adam/m/{path}"] = (array * 0.01).astype("float32")
        slots[f"Adam/v/{path}"] = (array * array * 0.001).astype("float32")
    optimizer.attrs["weight_names"] = names(slots)
    for path, array in slots.items():
        optimizer[path] = array

print("with compile:", end=" ")
try:
    print(keras.models.load_model(target / "keras2.h5").optimizer.get_config())
except Exception as e:  # what Keras 3 says of it
    print(type(e).__name__, str(e)[:300])
model = keras.models.load_model(target / "keras2.h5", compile=False)
for weight, array in zip(model.get_weights(), arrays.values(), strict=True):
    assert np.array_equal(weight, array)
(target / "keras2.json").write_text(json.dumps({
    "x": x.reshape(-1).tolist(), "predictions": np.asarray(model.predict(x, verbose=0), "float64").reshape(-1).tolist(),
    "weights": [np.asarray(w, "float64").reshape(-1).tolist() for w in model.get_weights()],
    "optimizer": [np.asarray(s, "float64").reshape(-1).tolist() for s in slots.values()]}) + "\n")
