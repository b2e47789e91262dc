"""ops: every function of keras.ops on a table of arguments; the arguments, outputs and signatures of all.

A case is {"op", "args", "kwargs", "out"}. Tensors are {"t": [dtype, offset, *shape]}: their bytes are in the file's array of that element
type. Lists of tensors are {"ts": [...]}, complex ones {"c": [real, imaginary]}, element types {"dtype": name}, entries of an index {"key":
[...]}. "batch": true says that the case holds for a first axis of unknown length, too, and "spec" what shapes Keras tells for it. """

import inspect

import keras
import numpy as np

from keras.src.backend import compute_output_spec

from generator import ops_cases


class Blobs:
    """The bytes of all tensors, one blob an element type; equal tensors are stored once."""

    def __init__(self):
        self.blobs, self.known = {}, {}

    def add(self, value):
        dtype = keras.backend.standardize_dtype(value.dtype)
        data = np.ascontiguousarray(value).tobytes()
        key = (dtype, value.shape, data)
        if key not in self.known:
            blob = self.blobs.setdefault(dtype, bytearray())
            self.known[key] = [dtype, len(blob), *value.shape]
            blob += data
        return self.known[key]


def function(name):
    target = keras.ops
    for part in name.split("."):
        target = getattr(target, part)
    return target


def make(store):
    blobs = Blobs()
    store.doc["signatures"] = signatures()
    store.doc["promotion"] = promotion()
    cases, failed = [], []
    for case in ops_cases.CASES:
        try:
            cases.append(record(blobs, case))
        except Exception as error:
            failed.append((case, error))
    for case, error in failed:
        print("FAILED", case.op, case.kwargs, type(error).__name__, str(error)[:300])
    if failed:
        raise SystemExit(f"{len(failed)} cases failed")
    store.doc["cases"] = cases
    for dtype, blob in blobs.blobs.items():
        store.add(dtype, np.frombuffer(bytes(blob), "uint8"))


def record(blobs, case):
    target = case.oracle or function(case.op)
    args, kwargs = [plain_to_keras(a) for a in case.args], {k: plain_to_keras(v) for k, v in case.kwargs.items()}
    out = target(*args, **kwargs)
    entry = {"op": case.op, "args": [encode(blobs, a) for a in case.args]}
    if case.kwargs:
        entry["kwargs"] = {k: encode(blobs, v) for k, v in case.kwargs.items()}
    outs = list(out) if isinstance(out, (tuple, list)) else [out]
    entry["out"] = [output(blobs, o) for o in outs]
    if case.tolerance:
        entry["tolerance"] = case.tolerance
    if case.batch:
        entry["batch"] = True
        specs = compute_output_spec(target, *[unknown(a) for a in case.args], **{k: unknown(v) for k, v in case.kwargs.items()})
        specs = list(specs) if isinstance(specs, (tuple, list)) else [specs]
        entry["spec"] = [[-1 if d is None else d for d in s.shape] for s in specs]
    return entry


def unknown(value):
    """The argument with a first axis of unknown length."""
    if isinstance(value, np.ndarray):
        return keras.KerasTensor((None, *value.shape[1:]), keras.backend.standardize_dtype(value.dtype))
    return plain_to_keras(value)


def plain_to_keras(value):
    if isinstance(value, ops_cases.Fixed):
        return keras.ops.convert_to_tensor(value.value)
    if isinstance(value, np.ndarray):
        return keras.ops.convert_to_tensor(value)
    if isinstance(value, ops_cases.Key):
        return tuple(plain_to_keras(v) for v in value.entries)
    if isinstance(value, ops_cases.DType):
        return value.name
    if isinstance(value, (list, tuple)) and value and all(isinstance(v, np.ndarray) for v in value):
        return type(value)(plain_to_keras(v) for v in value)
    return value


def encode(blobs, value):
    if isinstance(value, ops_cases.Fixed):
        return {"t": blobs.add(np.asarray(value.value)), "fixed": True}
    if isinstance(value, np.ndarray):
        if np.iscomplexobj(value):
            return {"c": [blobs.add(value.real), blobs.add(value.imag)]}
        return {"t": blobs.add(value)}
    if isinstance(value, ops_cases.Key):
        return {"key": [key_entry(blobs, v) for v in value.entries]}
    if isinstance(value, ops_cases.DType):
        return {"dtype": value.name}
    if isinstance(value, (list, tuple)) and value and all(isinstance(v, np.ndarray) for v in value):
        return {"ts": [blobs.add(v) for v in value]}
    return value


def key_entry(blobs, value):
    if isinstance(value, slice):
        return {"slice": [value.start, value.stop, value.step or 1]}
    if value is None:
        return "new"
    if value is Ellipsis:
        return "..."
    return encode(blobs, value)


def output(blobs, value):
    value = keras.ops.convert_to_numpy(value) if not isinstance(value, np.ndarray) else value
    value = np.asarray(value)
    if np.iscomplexobj(value):
        return {"c": [blobs.add(value.real), blobs.add(value.imag)]}
    return blobs.add(value)


def signatures():
    """The names, parameters and defaults of all functions; those of keras.ops.image with the prefix "image."."""
    found = {}
    for prefix, module in [("", keras.ops), ("image.", keras.ops.image)]:
        for name in sorted(dir(module)):
            value = getattr(module, name)
            if name.startswith("_") or inspect.ismodule(value):
                continue
            found[prefix + name] = [
                [p.name] + ([p.default if isinstance(p.default, (int, float, str, bool, type(None))) else str(p.default)]
                    if p.default is not p.empty else [])
                for p in inspect.signature(value).parameters.values()
                if p.kind not in (p.VAR_KEYWORD,)]
    return found


def promotion():
    """keras.backend.result_type of every pair, and of every type with Python's int and float."""
    names = ["bool", "uint8", "uint16", "uint32", "uint64", "int8", "int16", "int32", "int64", "bfloat16", "float16", "float32", "float64",
             "complex64", "complex128"]
    kinds = {**{n: n for n in names}, "int": int, "float": float}
    rows = {}
    for a, left in kinds.items():
        rows[a] = {}
        for b, right in kinds.items():
            try:
                rows[a][b] = keras.backend.result_type(left, right)
            except ValueError:
                rows[a][b] = None
    return {"pairs": rows, "single": {a: keras.backend.result_type(k) for a, k in kinds.items()}}
