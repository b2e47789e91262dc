"""Writes Fixtures/saving/mixed.keras, .h5 and .weights.h5: a mixed_float16 model, around whose optimizer Keras puts one that scales the
loss.

    python make_mixed.py
"""

import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras
import numpy as np

target = pathlib.Path(__file__).parent / "saving"
keras.utils.set_random_seed(3)
keras.config.set_dtype_policy("mixed_float16")
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="relu"), keras.layers.Dense(2)])
model.compile(keras.optimizers.Adam(0.01), "mse")
model.fit(np.random.rand(16, 3).astype("float32"), np.random.rand(16, 2).astype("float32"), epochs=2, batch_size=8, verbose=0)
model.optimizer.dynamic_scale.assign(4096.0)
for name in ("mixed.keras", "mixed.h5"):
    model.save(target / name)
model.save_weights(target / "mixed.weights.h5")
(target / "mixed.json").write_text(json.dumps({
    "weights": [np.asarray(w).ravel().tolist() for w in model.get_weights()],
    "optimizer": [np.asarray(v).astype("float64").ravel().tolist() for v in model.optimizer.variables]}) + "\n")
