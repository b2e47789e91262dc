"""Writes Fixtures/several: models of several inputs and outputs as the real Keras trains, measures, saves and exports them.

    python make_several.py [FOLDER]

several.json has the data and, for each run, what it was compiled with, the numbers of two epochs with and without XLA, of an evaluation and
of single batches; <name>.keras are the models themselves, compiled, saved before training. steps: histories with steps_per_epoch and its
kin. exports: the names in signatures. """

import json
import os
import pathlib
import sys
import tempfile
import warnings

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras
import numpy as np
import tensorflow as tf
from keras import layers as l

target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "several"
target.mkdir(exist_ok=True)
random = np.random.default_rng(23)
COUNT, BATCH = 22, 5


def described(array):
    return {"shape": list(array.shape), "dtype": str(array.dtype), "values": np.asarray(array, dtype="float64").reshape(-1).tolist()}


def floats(*shape):
    return random.normal(size=shape).astype("float32")


data = {
    "image": floats(COUNT, 4, 2), "meta": floats(COUNT, 3),
    "digit": random.integers(0, 5, COUNT).astype("int32"), "odd": random.integers(0, 2, (COUNT, 1)).astype("float32"),
    "digit_rows": np.eye(5, dtype="float32")[random.integers(0, 5, COUNT)],
    "digit_weight": random.uniform(0.2, 2, COUNT).astype("float32"), "odd_weight": random.uniform(0.2, 2, COUNT).astype("float32"),
}
X, Y, ROWS = ["image", "meta"], ["digit", "odd"], ["digit_rows", "odd"]
WEIGHTS = ["digit_weight", "odd_weight"]


def build(dictionaries=False):
    keras.utils.clear_session()
    keras.utils.set_random_seed(5)
    image, meta = keras.Input((4, 2), name="image"), keras.Input((3,), name="meta")
    h = l.Concatenate(name="joined")([l.Flatten(name="flat")(image), meta])
    h = l.Dense(8, "relu", kernel_regularizer=keras.regularizers.L2(0.01), name="trunk")(h)
    digit, odd = l.Dense(5, "softmax", name="digit")(h), l.Dense(1, "sigmoid", name="odd")(h)
    if dictionaries:
        return keras.Model({"meta": meta, "image": image}, {"which": digit, "even": odd}, name="model")
    return keras.Model([image, meta], [digit, odd], name="model")


def take(names, keys=None):
    values = [data[n] for n in names]
    return dict(zip(keys, values)) if keys else values


RUNS = {
    "named": dict(
        compile=dict(optimizer="adam", loss={"digit": "sparse_categorical_crossentropy", "odd": "binary_crossentropy"},
            loss_weights={"digit": 1.0, "odd": 0.3},
                     metrics={"digit": ["accuracy"], "odd": ["accuracy", "mse"]}, weighted_metrics={"odd": ["mse"]}),
        # By name in Keras only for models whose outputs are a dictionary.
        y=take(Y), weights=take(WEIGHTS), targets=Y),
    "listed": dict(
        compile=dict(optimizer=lambda: keras.optimizers.SGD(0.1, momentum=0.9), loss=["sparse_categorical_crossentropy", "mse"],
            loss_weights=[0.5, 2.0],
                     metrics=[["accuracy", "sparse_categorical_crossentropy"], ["mae"]]),
        y=take(Y), weights=data["digit_weight"], targets=Y),
    "for_all": dict(compile=dict(optimizer="adam", loss="mse", weighted_metrics=["mae", "mae"]), y=take(ROWS),
        weights=[data["digit_weight"], None], targets=ROWS),
    "one_loss": dict(
        compile=dict(optimizer="adam", loss={"digit": "sparse_categorical_crossentropy", "odd": None}, metrics={"odd": ["accuracy"]}),
        y=take(Y, Y), weights=None, targets=Y),
    "crossentropies": dict(compile=dict(optimizer="adam", loss="crossentropy", metrics=["acc", "acc"]), y=take(Y), weights=None, targets=Y),
    "dictionaries": dict(
        compile=dict(optimizer="adam", loss={"which": "sparse_categorical_crossentropy", "even": "binary_crossentropy"},
            metrics={"which": ["accuracy"]}),
        y=take(Y, ["which", "even"]), weights=None, targets=Y),
}


def numbers(logs):
    return {k: float(v) for k, v in logs.items()}


def run(name, settings, jit):
    model = build(name == "dictionaries")
    x = take(X, X)
    arguments = dict(settings["compile"])
    if callable(arguments["optimizer"]):
        arguments["optimizer"] = arguments["optimizer"]()
    model.compile(**arguments, jit_compile=jit)
    if not jit:
        model.save(target / f"{name}.keras")
    result = {"weights": [described(w) for w in model.get_weights()], "predictions": [described(p) for p in (
        [v for _, v in sorted(model.predict(x, verbose=0).items())] if name == "dictionaries" else model.predict(x, verbose=0))]}
    history = model.fit(x, settings["y"], sample_weight=settings["weights"], batch_size=BATCH, epochs=2, shuffle=False, verbose=0,
                        validation_data=(x, settings["y"]) if settings["weights"] is None else (x, settings["y"], settings["weights"]))
    result |= {
        "history": {k: [float(v) for v in vs] for k, vs in history.history.items()},
        "after": [described(w) for w in model.get_weights()],
        "evaluate": numbers(model.evaluate(x, settings["y"], sample_weight=settings["weights"], batch_size=BATCH, verbose=0,
            return_dict=True)),
        "test_on_batch": numbers(model.test_on_batch(x, settings["y"], settings["weights"], return_dict=True)),
        "train_on_batch": numbers(model.train_on_batch(x, settings["y"], settings["weights"], return_dict=True)),
        "at_last": [described(w) for w in model.get_weights()],
    }
    return result


def steps():
    cases = []
    for options in [dict(steps_per_epoch=2), dict(steps_per_epoch=3), dict(steps_per_epoch=7), dict(steps_per_epoch=3, batch_size=None),
                    dict(validation_steps=2), dict(steps_per_epoch=3, stream=4), dict(steps_per_epoch=3, stream=-1),
                    dict(validation_steps=9),
                    dict(steps_per_epoch=4, stream=4, steps_per_execution=2)]:
        keras.utils.clear_session()
        keras.utils.set_random_seed(5)
        model = keras.Sequential([keras.Input((3,)), l.Dense(1, kernel_initializer="ones")])
        options = dict(options)
        execution, stream = options.pop("steps_per_execution", 1), options.pop("stream", None)
        model.compile(keras.optimizers.SGD(0.05), "mse", metrics=["mae"], jit_compile=False, steps_per_execution=execution)
        fit = dict(epochs=3, shuffle=False, verbose=0) | ({} if stream else dict(batch_size=BATCH)) | options
        x, y = data["meta"], data["odd"]
        given = (x, y)
        if stream:
            dataset = tf.data.Dataset.from_tensor_slices((x[:20], y[:20])).batch(BATCH)
            given = (dataset.repeat() if stream < 0 else dataset,)
        if "validation_steps" in options:
            fit["validation_data"] = (x, y)
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            history = model.fit(*given, **fit)
        told = sum("ran out of data" in str(w.message) for w in seen)
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            evaluated = model.evaluate(x, y, steps=2, batch_size=BATCH, verbose=0, return_dict=True)
            predicted = model.predict(x, steps=2, batch_size=BATCH, verbose=0)
            evaluated_alone = model.evaluate(x, y, steps=2, verbose=0, return_dict=True)
        cases.append({
            "options": options | {"stream": stream, "steps_per_execution": execution}, "warnings": told,
            "history": {k: [float(v) for v in vs] for k, vs in history.history.items()},
            "weights": [described(w) for w in model.get_weights()],
            "evaluate": numbers(evaluated), "evaluate_without_batch_size": numbers(evaluated_alone), "predicted": list(predicted.shape)})
    return cases


def exports():
    cases = {}
    for name, dictionaries in [("lists", False), ("dictionaries", True)]:
        with tempfile.TemporaryDirectory() as folder:
            build(dictionaries).export(folder, verbose=False)
            signature = tf.saved_model.load(folder).signatures["serving_default"]
            cases[name] = {"inputs": sorted(signature.structured_input_signature[1]), "outputs": sorted(signature.structured_outputs)}
    return cases


expected = {"keras": keras.__version__, "data": {k: described(v) for k, v in data.items()}, "runs": {}, "steps": steps(),
    "exports": exports()}
for name, settings in RUNS.items():
    expected["runs"][name] = {
        "targets": settings["targets"], "kernels": run(name, settings, False), "xla": run(name, settings, True),
        "sample_weight": None if settings["weights"] is None else "digit_weight" if not isinstance(settings["weights"], (list, dict))
            else "first" if settings["weights"][1] is None else "each"}
(target / "several.json").write_text(json.dumps(expected))
