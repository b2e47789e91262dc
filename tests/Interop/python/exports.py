"""SavedModels: writes those of this Keras, with what they compute, and has those of .NET run by all that run SavedModels here."""

import contextlib
import io

import keras
import numpy as np
import record
import saved_model_consumers
import tensorflow as tf
from case import data
from cases import ALL

k = keras.layers
DOTNET = ["model-named-input", "model-deferred", "model-nested", "layers-dropout", "layers-types-mixed-float16"]
KERAS = ["model-named-input", "model-nested", "layers-dropout", "layers-newer-activations"]


def write(folder):
    folder.mkdir(parents=True, exist_ok=True)
    x, _ = data("one_hot")
    for name in KERAS:
        if ALL[name].missing() is None:
            _export(folder, name, ALL[name].make(), [x])
    for name, (make, inputs) in FOREIGN.items():
        keras.utils.clear_session(free_memory=False)
        keras.utils.set_random_seed(3)
        _export(folder, name, make(), inputs)
    _write_module(folder)


def check(rows, theirs):
    for name in DOTNET:
        said = record.read(theirs / f"{name}.json")
        for form, function in saved_model_consumers.of(theirs / "exports" / name, record.numpy(said["x"]),
            record.numpy(said["predictions"])):
            rows.check(name, f"SavedModel: {form}", lambda: ({"predictions": function()}, []))
    for file in sorted((theirs / "several").glob("*.json")):
        said = record.read(file)
        inputs, outputs = ({key: record.numpy(value) for key, value in said[part].items()} for part in ("inputs", "outputs"))
        for form, function in saved_model_consumers.of_several(theirs / "several" / file.stem, inputs, outputs):
            rows.check(file.stem, f"SavedModel: {form}", lambda: ({"predictions": function()}, []))


def _export(folder, name, model, inputs):
    outputs = [np.asarray(o) for o in keras.tree.flatten(model(inputs if len(inputs) > 1 else inputs[0], training=False))]
    # It prints what it has written.
    with contextlib.redirect_stdout(io.StringIO()):
        model.export(str(folder / name))
    _describe(folder, name, ["serving_default", "serve"], inputs, outputs)


def _describe(folder, name, signatures, inputs, outputs):
    """The names of inputs and outputs, which are the SavedModel's, and their values."""
    loaded = tf.saved_model.load(str(folder / name))
    said = {}
    for signature in signatures:
        function = loaded.signatures[signature]
        _, keywords = function.structured_input_signature
        by_shape = {key: next(v for v in inputs if spec.shape.is_compatible_with(v.shape)) for key, spec in keywords.items()}
        wanted = dict(zip(sorted(function.structured_outputs), outputs, strict=True))
        said[signature] = {"inputs": {key: record.array(v) for key, v in by_shape.items()},
            "outputs": {key: record.array(v) for key, v in wanted.items()}}
    record.write(folder / f"{name}.json", said)


def _convolutional():
    return keras.Sequential([
        k.Input((8, 8, 2)), k.Conv2D(4, 3, activation="relu"), k.BatchNormalization(), k.MaxPooling2D(), k.Flatten(),
        k.Dense(3, activation="softmax")])


def _recurrent():
    return keras.Sequential([k.Input((7,), dtype="int32"), k.Embedding(10, 4), k.LSTM(5), k.Dense(2)])


def _two_inputs():
    a, b = k.Input((4,), name="wide"), k.Input((3,), name="narrow")
    joined = k.Concatenate()([k.Dense(3, activation="relu")(a), b])
    return keras.Model([a, b], [k.Dense(2, name="first")(joined), k.Dense(1, activation="sigmoid", name="second")(joined)])


def _write_module(folder):
    class Module(tf.Module):
        def __init__(self):
            super().__init__()
            self.scale = tf.Variable([1.5, -2.0])

        @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32, name="values")])
        def times(self, values):
            return {"product": values * self.scale}

    module, x = Module(), np.array([[1, 2], [3, 4]], "float32")
    tf.saved_model.save(module, str(folder / "tf-module"), signatures={"times": module.times})
    _describe(folder, "tf-module", ["times"], [x], [x * np.array([1.5, -2.0], "float32")])


_random = np.random.default_rng(9)
FOREIGN = {
    "convolutional": (_convolutional, [_random.uniform(0, 1, (5, 8, 8, 2)).astype("float32")]),
    "recurrent": (_recurrent, [_random.integers(0, 10, (5, 7)).astype("int32")]),
    "two-inputs": (_two_inputs, [_random.uniform(0, 1, (5, 4)).astype("float32"), _random.uniform(0, 1, (5, 3)).astype("float32")]),
}
