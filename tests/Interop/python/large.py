"""Reads the files of more than 4 GiB that `Interop write-large FOLDER` wrote and compares their numbers: large.py FOLDER."""

import pathlib
import sys

import keras
import numpy as np

UNITS = 17_000


def check(name, model, expected):
    for kernel, numbers in zip(model.weights[::2], expected, strict=True):
        values = keras.ops.convert_to_numpy(kernel).reshape(-1)
        found = [values[0], values[1], values[len(values) // 2], values[-1]]
        if found != [np.float32(n) for n in numbers.split()]:
            sys.exit(f"{name}: expected {numbers}, got {found}")
    print(f"{name}: Keras {keras.__version__} reads the same numbers.", flush=True)


folder = pathlib.Path(sys.argv[1])
lines = (folder / "large.txt").read_text().splitlines()
layers = [keras.layers.Dense(UNITS, kernel_initializer="zeros") for _ in lines]
model = keras.Sequential([keras.Input((UNITS,)), *layers])
model.load_weights(folder / "large.weights.h5")
check("large.weights.h5", model, lines)
del model, layers
check("large.keras", keras.models.load_model(folder / "large.keras"), lines)
