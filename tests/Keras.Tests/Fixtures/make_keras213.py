"""Writes Fixtures/models/keras213.keras: a .keras file in the form of TensorFlow 2.13 to 2.15, and what Keras 3.15.1 makes of it.

    python make_keras213.py

No Keras 2 writes it: the form is what the loader of Keras 3 says of those files (keras/src/saving/saving_lib.py, "2.13 compatibility") and
what Keras 2.13's documentation shows. Of that release are: weights in `_layer_checkpoint_dependencies`, `batch_input_shape` in the configs
of layers, `is_legacy_optimizer` and `jit_compile` in that of the optimizer, reductions `auto`, and nulls in `compile_config`.
"""

import io
import json
import os
import pathlib
import tempfile
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import h5py
import keras
import numpy as np

target = pathlib.Path(__file__).parent / "models"
random = np.random.default_rng(13)
weights = {"dense": [(6, 4), (4,)], "dense_1": [(4, 2), (2,)]}
arrays = {layer: [random.normal(size=shape).astype("float32") for shape in shapes] for layer, shapes in weights.items()}


def initializer(name, **config):
    return {"module": "keras.initializers", "class_name": name, "config": config, "registered_name": None}


def layer(class_name, build, **config):
    entry = {"module": "keras.layers", "class_name": class_name, "config": config, "registered_name": None}
    return entry | ({"build_config": {"input_shape": build}} if build else {})


def dense(name, units, activation, build):
    return layer("Dense", build, name=name, trainable=True, dtype="float32", units=units, activation=activation, use_bias=True,
                 kernel_initializer=initializer("GlorotUniform", seed=None), bias_initializer=initializer("Zeros"), kernel_regularizer=None,
                 bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None)


shape = [None, 2, 3]
config = {
    "module": "keras", "class_name": "Sequential", "config": {"name": "sequential", "layers": [
        layer("InputLayer", None, batch_input_shape=shape, dtype="float32", sparse=False, ragged=False, name="flatten_input"),
        layer("Flatten", shape, name="flatten", trainable=True, dtype="float32", batch_input_shape=shape, data_format="channels_last"),
        dense("dense", 4, "relu", [None, 6]),
        layer("Dropout", [None, 4], name="dropout", trainable=True, dtype="float32", rate=0.5, noise_shape=None, seed=None),
        dense("dense_1", 2, "softmax", [None, 4]),
    ]}, "registered_name": None, "build_config": {"input_shape": shape},
    "compile_config": {
        "optimizer": {"module": "keras.optimizers", "class_name": "Adam", "config": {
            "name": "Adam", "weight_decay": None, "clipnorm": None, "global_clipnorm": None, "clipvalue": None, "use_ema": False,
            "ema_momentum": 0.99,
            "ema_overwrite_frequency": None, "jit_compile": False, "is_legacy_optimizer": False, "learning_rate": 0.0020000000949949026,
            "beta_1": 0.9,
            "beta_2": 0.999, "epsilon": 1e-07, "amsgrad": False}, "registered_name": None},
        "loss": {"module": "keras.losses", "class_name": "CategoricalCrossentropy", "config": {
            "reduction": "auto", "name": "categorical_crossentropy", "from_logits": False, "label_smoothing": 0.0, "axis": -1},
                "registered_name": None},
        "metrics": ["accuracy"], "loss_weights": None, "weighted_metrics": None, "run_eagerly": None, "steps_per_execution": None,
        "jit_compile": None},
}


def write_variables(group, name, values):
    variables = group.create_group("vars")
    variables.attrs["name"] = name
    for i, value in enumerate(values):
        variables.create_dataset(str(i), data=value)


image = io.BytesIO()
with h5py.File(image, "w") as file:
    layers = file.create_group("_layer_checkpoint_dependencies")
    for name in ("input_layer", "flatten", "dense", "dropout", "dense_1"):
        write_variables(layers.create_group(name), name, arrays.get(name, []))
    slots = [np.full(value.shape, 0.5 * i + 1, "float32") for i, value in enumerate(value for values in arrays.values() for value in values
        for _ in "mv")]
    write_variables(file.create_group("optimizer"), "Adam", [np.int64(7), np.float32(0.002), *slots])
    write_variables(file, "sequential", [])


def write_archive(path, config):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (("metadata.json", json.dumps({"keras_version": "2.13.1", "date_saved": "2023-11-24@03:47:26"})),
            ("config.json", json.dumps(config)),
                              ("model.weights.h5", image.getvalue())):
            archive.writestr(zipfile.ZipInfo(name, (2023, 11, 24, 0, 0, 0)), content)


write_archive(target / "keras213.keras", config)
# Keras 3 refuses the shape of the input in another layer than the InputLayer; the rest of the form it reads.
del config["config"]["layers"][1]["config"]["batch_input_shape"]
with tempfile.TemporaryDirectory() as folder:
    write_archive(pathlib.Path(folder) / "model.keras", config)
    model = keras.models.load_model(pathlib.Path(folder) / "model.keras", compile=False)
x = random.normal(size=(5, 2, 3)).astype("float32")
(target / "keras213.json").write_text(json.dumps({
    "keras": keras.__version__, "x": x.ravel().tolist(), "predictions": model.predict(x, verbose=0).ravel().tolist(),
    "weights": [value.ravel().tolist() for values in arrays.values() for value in values],
    "optimizer": [[7], [float(np.float32(0.002))], *(slot.ravel().tolist() for slot in slots)]}) + "\n")
for value, own in zip(model.get_weights(), (v for values in arrays.values() for v in values), strict=True):
    np.testing.assert_array_equal(value, own)
