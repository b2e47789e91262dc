"""op_gradients: the derivatives of first and second order of the cases of ops.py, taken by TensorFlow's tapes.

A record is {"case": index in ops.json, "first": [...], "second": [...]}: one tensor for each floating argument, in order, null where
nothing depends on it. The outputs are weighted by cos(0.7 i + 1), i counting the elements of each; the second derivative is that of the
first ones, weighted by sin(0.9 i + 0.5). "refused" has the cases that TensorFlow has no derivative for, with its reason. """

import warnings

import keras
import numpy as np
import tensorflow as tf

from generator import ops_cases
from generator.ops import Blobs, function, plain_to_keras


class Inputs:
    def __init__(self):
        self.tensors = []

    def convert(self, value):
        fixed = isinstance(value, ops_cases.Fixed)
        plain = np.asarray(value.value) if fixed else value
        if isinstance(plain, (list, tuple)) and plain and all(isinstance(v, np.ndarray) for v in plain):
            return type(plain)(self.convert(v) for v in plain)
        tensor = plain_to_keras(value)
        if isinstance(tensor, tf.Tensor) and differentiable(tensor):
            self.tensors.append(tensor)
        return tensor


def differentiable(tensor):
    return tensor.dtype.is_floating or tensor.dtype.is_complex


def weights(tensor, wave, factor, offset):
    count = int(np.prod(tensor.shape))
    return tf.cast(tf.constant(wave(factor * np.arange(count) + offset).reshape(tensor.shape)), tensor.dtype)


def dense(gradient):
    return None if gradient is None else tf.convert_to_tensor(gradient)


def record(blobs, index, case):
    inputs = Inputs()
    args, kwargs = [inputs.convert(a) for a in case.args], {k: inputs.convert(v) for k, v in case.kwargs.items()}
    xs = inputs.tensors
    if not xs:
        return None
    with tf.GradientTape() as outer:
        outer.watch(xs)
        with tf.GradientTape() as inner:
            inner.watch(xs)
            out = function(case.op)(*args, **kwargs)
            ys = [y for y in (out if isinstance(out, (list, tuple)) else [out]) if isinstance(y, tf.Tensor) and differentiable(y)]
        if not ys:
            return None
        first = [dense(g) for g in inner.gradient(ys, xs, [weights(y, np.cos, 0.7, 1) for y in ys])]
    entry = {"case": index, "first": [encode(blobs, g) for g in first]}
    known = [g for g in first if g is not None]
    if known:
        try:
            second = outer.gradient(known, xs, [weights(g, np.sin, 0.9, 0.5) for g in known])
            entry["second"] = [encode(blobs, dense(g)) for g in second]
        except Exception as error:
            entry["second_refused"] = reason(error)
    return entry


def encode(blobs, gradient):
    if gradient is None:
        return None
    value = gradient.numpy()
    if np.iscomplexobj(value):
        return {"c": [blobs.add(value.real), blobs.add(value.imag)]}
    return {"t": blobs.add(value)}


def reason(error):
    return f"{type(error).__name__}: {str(error)}".split("\n")[0][:120]


def make(store):
    warnings.simplefilter("ignore")
    blobs, records, refused = Blobs(), [], []
    for index, case in enumerate(ops_cases.CASES):
        if case.oracle is not None:
            continue
        try:
            entry = record(blobs, index, case)
            if entry is not None:
                records.append(entry)
        except Exception as error:
            refused.append([index, case.op, reason(error)])
    store.doc["records"] = records
    store.doc["refused"] = refused
    for dtype, blob in blobs.blobs.items():
        store.add(dtype, np.frombuffer(bytes(blob), "uint8"))
