"""Makes windows.json with the real Keras: short-time Fourier transforms with windows of numbers, their gradients and recorded configs.

Run from this folder: KERAS_BACKEND=tensorflow python make_windows.py
"""

import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf

HERE = pathlib.Path(__file__).parent


def numbers(value):
    return np.asarray(value).astype("float64").ravel().tolist()


def case(window, stride, fft_length, center, length=None):
    x = tf.constant(np.random.default_rng(5).normal(size=(2, 23)).astype("float32"))
    w = tf.constant(window, tf.float32)
    size = len(window)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch([x, w])
        real, imaginary = keras.ops.stft(x, size, stride, fft_length, window=w, center=center)
        y = keras.ops.istft((real * 2 + 1, imaginary - 1), size, stride, fft_length, length=length, window=w, center=center)
        first, second = tf.reduce_sum(real**2 + real * imaginary), tf.reduce_sum(y**3)
    given = keras.Input((23,), name="x")
    parts = keras.ops.stft(given, size, stride, fft_length, window=window, center=center)
    model = keras.Model(given, keras.ops.istft(parts, size, stride, fft_length, length=length, window=window, center=center), name="model")
    return {
        "window": window, "stride": stride, "fft_length": fft_length, "center": center, "length": length,
        "x": numbers(x), "real": numbers(real), "imaginary": numbers(imaginary), "y": numbers(y),
        "stft_gradients": [numbers(g) for g in tape.gradient(first, [x, w])],
        "istft_gradients": [numbers(g) for g in tape.gradient(second, [x, w])],
        "model": model.to_json(), "prediction": numbers(model(x)),
    }


CASES = [
    ([0.25, 0.5, 1.0, 0.75], 2, 4, True), ([0.1, 0.9, 0.3], 2, 8, True), ([0.5, 1.0, 1.0, 0.25, 0.125], 3, 7, True, 15),
    ([0.25, 0.5, 1.0, 0.75], 1, 6, False),
]
(HERE / "windows.json").write_text(json.dumps({"cases": [case(*c) for c in CASES]}, indent=0) + "\n")
