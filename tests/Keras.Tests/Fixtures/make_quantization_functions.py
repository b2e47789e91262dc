"""Makes quantization_functions.json with the real Keras: parameters of quantization, and simulated quantization with its gradients.

Run from this folder: KERAS_BACKEND=tensorflow python make_quantization_functions.py
"""

import itertools
import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
from keras.src.quantizers.quantizers import compute_quantization_parameters


def numbers(value):
    return np.asarray(value).astype("float64").ravel().tolist()


def parameters():
    rng = np.random.default_rng(1)
    x = rng.normal(size=(3, 10)).astype("float32")
    x[1] = 0.5
    for bits, symmetric, channel, group, signed in itertools.product((4, 8), (False, True), (False, True), (-1, 4, 5), (False, True)):
        if group > 0 and not channel:
            continue
        scale, zero, maximum = compute_quantization_parameters(
            x, bits=bits, symmetric=symmetric, per_channel=channel, group_size=group, signed=signed)
        yield {
            "x": numbers(x), "bits": bits, "symmetric": symmetric, "per_channel": channel, "group_size": group, "signed": signed,
            "shape": list(scale.shape), "scale": numbers(scale), "zero": numbers(zero), "dtype": zero.dtype.name, "maximum": int(maximum),
        }


def simulated():
    rng = np.random.default_rng(2)
    for shape, axis, bits, narrow in (
        ((4, 5), None, 8, False), ((4, 5), None, 4, True), ((4, 5), 1, 8, False), ((4, 5), 0, 3, True), ((2, 3, 4), 1, 8, False),
        ((2, 3, 2, 4), -1, 6, False), ((2, 2, 2, 2, 3), 4, 8, True),
    ):
        x = tf.constant(rng.normal(size=shape).astype("float32") * 2)
        count = () if axis is None else (shape[axis],)
        low = tf.constant((-rng.uniform(0.2, 2, count)).astype("float32"))
        high = tf.constant(rng.uniform(0.2, 2, count).astype("float32"))
        with tf.GradientTape() as tape:
            for source in (x, low, high):
                tape.watch(source)
            y = keras.quantizers.fake_quant_with_min_max_vars(x, low, high, num_bits=bits, narrow_range=narrow, axis=axis)
            loss = tf.reduce_sum(y * y)
        yield {
            "shape": list(shape), "axis": axis, "bits": bits, "narrow": narrow, "x": numbers(x), "low": numbers(low), "high": numbers(high),
            "y": numbers(y), "gradients": [numbers(g) for g in tape.gradient(loss, [x, low, high])],
        }


def main():
    content = {"parameters": list(parameters()), "simulated": list(simulated())}
    (pathlib.Path(__file__).parent / "quantization_functions.json").write_text(json.dumps(content, indent=0) + "\n")


main()
