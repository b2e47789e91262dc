"""Writes Fixtures/functional: functional models as the real Keras serializes them, with what they predict and how they train.

    python make_functional.py [FOLDER]            (once for each release that is to be represented)

functional-<release>.json has, for each model, the text of to_json, the inputs by name, the weights, the predictions, and the losses of two epochs of
training on one batch size without shuffling; <name>-<release>.keras are the models themselves, saved before that training.
"""

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras
import numpy as np
from keras import layers as l
from keras import ops

release = keras.__version__
target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "functional"
target.mkdir(exist_ok=True)
random = np.random.default_rng(11)


def residual():
    x = keras.Input((6,), name="x")
    h = l.Dense(6, "relu", name="first")(x)
    h = l.Add(name="sum")([x, h])
    return keras.Model(x, l.Dense(3, "softmax", name="y")(h), name="residual")


def shared():
    a, b = keras.Input((6,), name="a"), keras.Input((6,), name="b")
    dense = l.Dense(4, "tanh", name="both")
    return keras.Model([a, b], l.Dense(2, name="y")(l.Concatenate(name="joined")([dense(a), dense(b)])), name="shared")


def repeated():
    x = keras.Input((5,), name="x")
    dense = l.Dense(5, "tanh", name="again")
    return keras.Model(x, l.Dense(1, name="y")(dense(dense(dense(x)))), name="repeated")


def nested():
    inner_x = keras.Input((4,), name="inner_x")
    inner = keras.Model(inner_x, l.Dense(3, "relu", name="inner_y")(inner_x), name="inner")
    x = keras.Input((4,), name="x")
    h = l.Subtract(name="difference")([inner(x), inner(l.Dense(4, name="before")(x))])
    return keras.Model(x, l.Dense(2, name="y")(h), name="nested")


def nested_output():
    inner_x = keras.Input((4,), name="inner_x")
    inner = keras.Model(inner_x, l.Dense(3, name="inner_y")(inner_x), name="inner")
    x = keras.Input((4,), name="x")
    return keras.Model(x, inner(l.Dense(4, "relu", name="before")(x)), name="nested_output")


def sequential_inside():
    inner = keras.Sequential([l.Dense(4, "relu", name="s1"), l.Dense(3, name="s2")], name="inner")
    x = keras.Input((5,), name="x")
    return keras.Model(x, l.Activation("softmax", name="y")(inner(x)), name="sequential_inside")


def operators():
    x = keras.Input((4,), name="x")
    h = l.Dense(4, name="h")(x)
    return keras.Model(x, l.Dense(1, name="y")(x * 2.0 - h * x + 0.5), name="operators")


def branches():
    image, meta = keras.Input((4, 4), name="image"), keras.Input((3,), name="meta")
    h = l.Concatenate(name="joined")([l.Flatten(name="flat")(image), meta])
    h = l.Dense(8, "relu", name="trunk")(h)
    return keras.Model({"image": image, "meta": meta}, {"digit": l.Dense(5, "softmax", name="digit")(h), "odd": l.Dense(1, "sigmoid", name="odd")(h)}, name="branches")


def listed():
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    h = l.Multiply(name="product")([l.Dense(4, name="da")(a), l.Dense(4, name="db")(b)])
    return keras.Model([a, b], [l.Dense(2, name="first")(h), l.Average(name="second")([a, h])], name="listed")


def merged():
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    return keras.Model([a, b], l.Dense(1, name="y")(l.Concatenate(name="c")(
        [l.Maximum(name="max")([a, b]), l.Minimum(name="min")([a, b]), l.Dot(1, normalize=True, name="dot")([a, b])])), name="merged")


def part():
    x = keras.Input((4,), name="x")
    h = l.Dense(4, "relu", name="h1")(x)
    y = l.Dense(3, name="h2")(h)
    whole = keras.Model(x, l.Dense(2, name="y")(y), name="whole")
    return keras.Model(whole.input, whole.get_layer("h2").output, name="part")


def regularized():
    x = keras.Input((4,), name="x")
    h = l.Dense(4, "relu", kernel_regularizer=keras.regularizers.L2(0.01), activity_regularizer=keras.regularizers.L1(0.02), name="h")(x)
    return keras.Model(x, l.Dense(2, name="y", bias_constraint=keras.constraints.MaxNorm(0.5))(l.Dropout(0.0, name="drop")(h)), name="regularized")


models = [residual, shared, repeated, nested, nested_output, sequential_inside, operators, branches, listed, merged, part, regularized]


def flat(array):
    return np.asarray(array, dtype="float64").reshape(-1).tolist()


def described(array):
    return {"shape": list(array.shape), "values": flat(array)}


def named(structure, names):
    return structure if isinstance(structure, dict) else dict(zip(names, structure if isinstance(structure, (list, tuple)) else [structure]))


expected = {"keras": release, "models": {}}
for make in models:
    keras.utils.clear_session()
    keras.utils.set_random_seed(3)
    model = make()
    inputs = {i.name: random.normal(size=(12, *i.shape[1:])).astype("float32") for i in model.inputs}
    predictions = named(model.predict(inputs, verbose=0), model.output_names)
    targets = {name: random.normal(size=p.shape).astype("float32") for name, p in predictions.items()}
    model.compile(keras.optimizers.SGD(0.05), {n: "mse" for n in targets} if len(targets) > 1 else "mse")
    text = model.to_json()
    model.save(target / f"{make.__name__}-{release}.keras")
    weights = [described(w) for w in model.get_weights()]
    history = model.fit(inputs, targets if len(targets) > 1 else list(targets.values())[0], batch_size=5, epochs=2, shuffle=False, verbose=0)
    expected["models"][make.__name__] = {
        "json": text, "inputs": {k: described(v) for k, v in inputs.items()}, "weights": weights,
        "predictions": {k: described(v) for k, v in predictions.items()}, "targets": {k: described(v) for k, v in targets.items()},
        "history": {k: [float(v) for v in vs] for k, vs in history.history.items()}, "after": [described(w) for w in model.get_weights()],
    }

(target / f"functional-{release}.json").write_text(json.dumps(expected))
