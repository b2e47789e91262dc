"""Makes the SavedModel of this folder with the real Keras: two inputs of different types, two named outputs.

    python make_saved_model.py

needs a Python that has Keras 3.15.1 on TensorFlow 2.21.0 (CPU). expected.json holds inputs and what Keras predicts for them.
"""

import json
import os
import pathlib
import shutil

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras  # noqa: E402
import numpy as np  # noqa: E402


def main():
    here = pathlib.Path(__file__).resolve().parent
    directory = here / "keras_export"
    keras.utils.set_random_seed(7)
    features = keras.Input((4,), name="features")
    category = keras.Input((1,), dtype="int32", name="category")
    embedded = keras.layers.Flatten()(keras.layers.Embedding(5, 3)(category))
    hidden = keras.layers.Dense(6, "relu")(keras.layers.Concatenate()([features, embedded]))
    hidden = keras.layers.Dropout(0.5)(hidden)
    model = keras.Model(
        {"features": features, "category": category},
        {"classes": keras.layers.Dense(3, "softmax")(hidden), "score": keras.layers.Dense(1)(hidden)})
    shutil.rmtree(directory, ignore_errors=True)
    model.export(str(directory), verbose=False)

    x = np.random.default_rng(7).normal(size=(7, 4)).astype("float32")
    c = (np.arange(7, dtype="int32") % 5).reshape(7, 1)
    outputs = model.predict({"features": x, "category": c}, verbose=0)
    expected = {"features": x.ravel().tolist(), "category": c.ravel().tolist(), **{k: v.ravel().tolist() for k, v in outputs.items()}}
    (here / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main()
