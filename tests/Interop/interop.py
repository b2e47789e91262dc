"""Loads what tests/Interop wrote and compares it with what it said: python interop.py FOLDER"""

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np

folder = pathlib.Path(sys.argv[1])
expected = json.loads((folder / "net.json").read_text())
x = np.array(expected["x"], dtype="float32").reshape(24, 4, 3)
failures = 0


def distance(got, wanted):
    got, wanted = np.asarray(got, dtype="float32").reshape(-1), np.asarray(wanted, dtype="float32").reshape(-1)
    return float(np.max(np.abs(got - wanted))) if got.shape == wanted.shape else float("inf")


for name, case in expected["cases"].items():
    try:
        model = keras.saving.load_model(folder / f"net_{name}.keras")
        y = np.array(case["y"], dtype="int32" if name == "sgd" else "float32").reshape((24,) if name == "sgd" else (24, 3))
        predictions = distance(model.predict(x, verbose=0), case["predictions"])
        weights = max(distance(a, b) for a, b in zip(model.get_weights(), case["weights"], strict=True))
        state = max(distance(a.numpy(), b) for a, b in zip(model.optimizer.variables, case["optimizer"], strict=True))
        other = keras.models.model_from_json(model.to_json())
        other.load_weights(folder / f"net_{name}.weights.h5")
        weights = max([weights] + [distance(a, b) for a, b in zip(other.get_weights(), case["weights"], strict=True)])
        older = keras.saving.load_model(folder / f"net_{name}.h5")
        weights = max([weights] + [distance(a, b) for a, b in zip(older.get_weights(), case["weights"], strict=True)])
        losses = distance(model.fit(x, y, epochs=2, batch_size=8, shuffle=False, verbose=0).history["loss"], case["losses"])
        good = predictions <= 1e-6 and weights == 0 and state == 0 and losses <= 1e-5
        row = f"{'ok' if good else 'DIFFERS'}: predictions {predictions:.1e}, weights {weights:.1e}, optimizer {state:.1e}, losses {losses:.1e}"
    except Exception as error:
        good, row = False, f"FAILED: {type(error).__name__}: {error}"
    failures += not good
    print(f"| .NET -> Keras {keras.__version__:7} | {name:8} | {row} |")
sys.exit(failures > 0)
