"""Writes Fixtures/models: what one release of Keras saves, and what it says about it.

    python make_models.py [FOLDER]            (once for each release that is to be represented)

For each case a .keras file, for Adam also .weights.h5 and .h5, for Nadam .h5; and <release>.json with the predictions, the weights, the
optimizer's state and the losses of two more epochs.
"""

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras
import numpy as np

release = keras.__version__
target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "models"
target.mkdir(exist_ok=True)
random = np.random.default_rng(7)
x = random.normal(size=(24, 4, 3)).astype("float32")
labels = random.integers(0, 3, size=24)
one_hot = np.eye(3, dtype="float32")[labels]

cases = {
    "adam": (keras.optimizers.Adam(0.01), "categorical_crossentropy", ["accuracy"], one_hot),
    "sgd": (keras.optimizers.SGD(0.05, momentum=0.9), keras.losses.SparseCategoricalCrossentropy(),
        [keras.metrics.SparseCategoricalAccuracy()], labels),
    "adagrad": (keras.optimizers.Adagrad(0.02), "mean_squared_error", ["mae"], one_hot),
    # Its state has another order since 3.12.
    "nadam": (keras.optimizers.Nadam(0.01, use_ema=True), "mean_squared_error", ["mae"], one_hot),
    # A schedule takes the place of the learning rate in the state, and frozen layers have no part in it.
    "frozen": (
        keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 4, 0.8, staircase=True), momentum=0.9, clipnorm=0.5),
        keras.losses.CategoricalCrossentropy(), [keras.metrics.AUC(num_thresholds=20), keras.metrics.F1Score(average="macro")], one_hot),
}


def flat(array):
    return np.asarray(array, dtype="float64").reshape(-1).tolist()


def state(optimizer):
    """The optimizer's variables in today's order: before 3.12 Nadam's product came before the slots."""
    product = getattr(optimizer, "_u_product", None)
    return [v for v in optimizer.variables if v is not product] + ([] if product is None else [product])


expected = {"keras": release, "x": flat(x), "cases": {}}
for name, (optimizer, loss, metrics, y) in cases.items():
    keras.utils.set_random_seed(3)
    model = keras.Sequential([
        keras.layers.Input((4, 3)),
        keras.layers.Flatten(),
        keras.layers.Dense(5, activation="relu", kernel_regularizer=keras.regularizers.L2(0.01), name="hidden", trainable=name != "frozen"),
        keras.layers.Dropout(0.0),
        keras.layers.Dense(3),
        keras.layers.Activation("softmax"),
    ])
    model.compile(optimizer=optimizer, loss=loss, metrics=metrics)
    model.fit(x, y, epochs=2, batch_size=8, shuffle=False, verbose=0)
    model.save(target / f"{release}_{name}.keras")
    if name == "adam":
        model.save_weights(target / f"{release}_{name}.weights.h5")
    if name in ("adam", "nadam"):
        model.save(target / f"{release}_{name}.h5")
    case = {
        "y": flat(y),
        "predictions": flat(model.predict(x, verbose=0)),
        "weights": [flat(w) for w in model.get_weights()],
        "optimizer": [flat(v.numpy()) for v in state(optimizer)],
    }
    case["losses"] = model.fit(x, y, epochs=2, batch_size=8, shuffle=False, verbose=0).history["loss"]
    expected["cases"][name] = case
(target / f"{release}.json").write_text(json.dumps(expected) + "\n")
