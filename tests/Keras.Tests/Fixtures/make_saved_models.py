"""Makes saved_models.zip and saved_models.json with the real Keras: SavedModels, and what keras.layers.TFSMLayer makes of them.

Run from this folder: KERAS_BACKEND=tensorflow python make_saved_models.py
"""

import json
import os
import pathlib
import tempfile
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf

HERE = pathlib.Path(__file__).parent


def sequential():
    model = keras.Sequential([
        keras.layers.Input((4,), name="features"), keras.layers.Dense(3, activation="tanh"), keras.layers.BatchNormalization(momentum=0.5),
        keras.layers.Dense(2, activation="silu"),
    ])
    model.layers[1].set_weights([np.float32([1.5, 0.5, 2]), np.float32([0, 1, -1]), np.float32([0.1, -0.2, 0.3]), np.float32([0.5, 1, 2])])
    return model


class Module(tf.Module):
    """Loops, branches, assignments, a table that is gathered from, several forms of one function, and nested outputs."""

    def __init__(self):
        super().__init__()
        self.w = tf.Variable([[0.5, -1.0], [0.25, 0.75]], name="w")
        self.calls = tf.Variable(0.0, trainable=False, name="calls")
        self.table = tf.Variable(np.arange(8, dtype="float32").reshape(4, 2), name="table")

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32, name="x")], autograph=False)
    def loop(self, x):
        self.calls.assign_add(1.0)

        def body(i, y):
            self.calls.assign_add(1.0)
            return i + 1, tf.tanh(y @ self.w)

        y = tf.while_loop(lambda i, y: i < 3, body, [0, x], maximum_iterations=5)[1]
        return tf.cond(tf.reduce_sum(x) > 0, lambda: y * self.calls, lambda: -y)

    @tf.function
    def forms(self, x, k=2.0):
        return {"p": x @ self.w, "q": [x * k, x + 1.0]}

    @tf.function(input_signature=[tf.TensorSpec([None], tf.int32, name="i")])
    def gather(self, i):
        return tf.gather(self.table, i)

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32, name="x")])
    def branch(self, x):
        if tf.reduce_sum(x) > 0:
            self.calls.assign_add(10.0)
            y = x @ self.w
        else:
            y = x
        return y + self.calls


def write(folder):
    keras.utils.set_random_seed(7)
    model = sequential()
    model.export(f"{folder}/sequential", verbose=False)
    tf.saved_model.save(model, f"{folder}/saved")
    archive = keras.export.ExportArchive()
    archive.track(model)
    spec = [tf.TensorSpec((None, 4), tf.float32)]
    archive.add_endpoint("call", lambda x: model(x, training=False), spec)
    archive.add_endpoint("train", lambda x: model(x, training=True), spec)
    archive.write_out(f"{folder}/endpoints", verbose=False)

    a, b = keras.Input((3,), name="a"), keras.Input((2,), name="b")
    x = keras.layers.Concatenate()([a, b])
    outputs = {"s": keras.layers.Dense(2, name="s")(x), "t": keras.layers.Dense(1, name="t")(x)}
    keras.Model({"b": b, "a": a}, outputs).export(f"{folder}/named", verbose=False)
    keras.Model([b, a], list(outputs.values())).export(f"{folder}/listed", verbose=False)

    keras.Sequential([keras.layers.Input((5, 3)), keras.layers.LSTM(4, return_sequences=True), keras.layers.GRU(2)]).export(
        f"{folder}/recurrent", verbose=False)
    keras.Sequential([
        keras.layers.Input((8, 8, 1)), keras.layers.Conv2D(2, 3, activation="relu"), keras.layers.MaxPooling2D(), keras.layers.Flatten(),
        keras.layers.Dense(2),
    ]).export(f"{folder}/convolutional", verbose=False)
    keras.Sequential([keras.layers.Input((3,), dtype="string"), keras.layers.StringLookup(vocabulary=["a", "b"]),
                      keras.layers.Embedding(4, 2)]).export(f"{folder}/lookup", verbose=False)
    keras.Sequential([keras.layers.Input((4,), dtype="int32"), keras.layers.Embedding(10, 3),
                      keras.layers.LayerNormalization(), keras.layers.GlobalAveragePooling1D()]).export(
        f"{folder}/embedding", verbose=False)

    module = Module()
    module.forms(tf.ones([1, 2]))
    module.forms(tf.ones([3, 2]))
    tf.saved_model.save(module, f"{folder}/module", signatures={"serving_default": module.loop, "pick": module.gather})


def numbers(value):
    return [numbers(v) for v in value] if isinstance(value, (list, tuple)) else np.asarray(value).astype("float64").ravel().tolist()


def inputs_of(name, endpoint, rng):
    f = lambda *shape: rng.normal(size=shape).astype("float32")
    if name == "named":
        return {"a": f(6, 3), "b": f(6, 2)}
    if name == "listed":
        return [f(6, 2), f(6, 3)]
    if name == "recurrent":
        return f(6, 5, 3)
    if name == "convolutional":
        return f(6, 8, 8, 1)
    if name == "embedding":
        return rng.integers(0, 10, (6, 4)).astype("int32")
    if name == "module":
        return np.int32([3, 0, 1]) if endpoint in ("gather", "pick") else f(3, 2)
    return f(6, 4)


CASES = [
    ("sequential", "serve", None), ("sequential", "serving_default", None), ("saved", "serving_default", None),
    ("endpoints", "call", None), ("endpoints", "call", "train"), ("named", "serve", None),
    ("listed", "serve", None), ("recurrent", "serve", None), ("convolutional", "serve", None), ("embedding", "serve", None),
    ("module", "loop", None), ("module", "forms", None), ("module", "gather", None), ("module", "pick", None), ("module", "branch", None),
]


def case(folder, name, endpoint, train):
    rng = np.random.default_rng(3)
    layer = keras.layers.TFSMLayer(f"{folder}/{name}", call_endpoint=endpoint, call_training_endpoint=train, name="layer")
    given = inputs_of(name, endpoint, rng)
    flat = keras.tree.flatten(given)
    config = layer.get_config()
    config["filepath"] = name
    result = {
        "model": name, "endpoint": endpoint, "training_endpoint": train, "config": json.dumps(config),
        "weights": [{"path": w.path, "shape": list(w.shape), "dtype": w.dtype, "trainable": w.trainable, "values": numbers(w)}
                    for w in layer.weights],
        "inputs": [{"shape": list(x.shape), "dtype": str(x.dtype), "values": numbers(x)} for x in flat],
        "input_names": list(sorted(given)) if isinstance(given, dict) else None,
    }
    wrap = lambda value: keras.tree.map_structure(tf.constant, value)
    for training in (False, True):
        layer = keras.layers.TFSMLayer(f"{folder}/{name}", call_endpoint=endpoint, call_training_endpoint=train, name="layer")
        with tf.GradientTape() as tape:
            x = wrap(given)
            leaves = [v for v in keras.tree.flatten(x) if v.dtype == tf.float32]
            for leaf in leaves:
                tape.watch(leaf)
            y = layer(x, training=training)
            flat_y = [y[k] for k in sorted(y)] if isinstance(y, dict) else keras.tree.flatten(y)
            flat_y = keras.tree.flatten(flat_y)
            loss = sum(tf.reduce_sum(v * v) for v in flat_y)
        sources = leaves + [w.value for w in layer.trainable_weights]
        gradients = tape.gradient(loss, sources)
        mode = "training" if training else "inference"
        result[mode] = {
            "outputs": [{"shape": list(v.shape), "values": numbers(v)} for v in flat_y],
            "gradients": [None if g is None else numbers(tf.convert_to_tensor(g)) for g in gradients],
            "after": [numbers(w) for w in layer.weights],
        }
        result["output_names"] = sorted(y) if isinstance(y, dict) else None
    return result


def fitted(folder):
    """A dense layer, a SavedModel and another dense layer, trained together."""
    result = []
    for name, endpoint, train in (("endpoints", "call", "train"), ("sequential", "serve", None), ("recurrent", "serve", None)):
        for trainable in (True, False):
            rng = np.random.default_rng(5)
            layer = keras.layers.TFSMLayer(f"{folder}/{name}", call_endpoint=endpoint, call_training_endpoint=train, name="saved",
                                           trainable=trainable)
            shape = (5, 3) if name == "recurrent" else (4,)
            x = keras.Input(shape)
            model = keras.Model(x, keras.layers.Dense(1, name="after")(layer(keras.layers.Dense(shape[-1], name="before")(x))))
            before = [rng.normal(size=w.shape).astype("float32") / 2 for w in model.get_layer("before").weights]
            after = [rng.normal(size=w.shape).astype("float32") / 2 for w in model.get_layer("after").weights]
            model.get_layer("before").set_weights(before)
            model.get_layer("after").set_weights(after)
            model.compile(keras.optimizers.SGD(0.05), "mse")
            data = rng.normal(size=(16, *shape)).astype("float32")
            labels = rng.normal(size=(16, 1)).astype("float32")
            losses = model.fit(data, labels, batch_size=4, epochs=3, shuffle=False, verbose=0).history["loss"]
            result.append({
                "model": name, "endpoint": endpoint, "training_endpoint": train, "trainable": trainable, "shape": list(shape),
                "before": [numbers(w) for w in before], "after": [numbers(w) for w in after], "x": numbers(data), "y": numbers(labels),
                "losses": losses, "weights": [numbers(w) for w in layer.weights], "predictions": numbers(model.predict(data, verbose=0)),
            })
    return result


def main():
    with tempfile.TemporaryDirectory() as folder:
        write(folder)
        cases = [case(folder, *c) for c in CASES]
        (HERE / "saved_models.json").write_text(json.dumps({"cases": cases, "fits": fitted(folder)}, indent=0) + "\n")
        with zipfile.ZipFile(HERE / "saved_models.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for path in sorted(pathlib.Path(folder).rglob("*")):
                if path.is_file() and path.name != "fingerprint.pb":
                    archive.write(path, path.relative_to(folder))


main()
