"""Records cases while Keras's own tests run, in the format of the cases beside it.

    python record_keras_tests.py                              writes Recorded/<kind>/<stem>.zip of the tests in TESTS below
    python record_keras_tests.py DIRECTORY TEST_FILE          writes DIRECTORY/<kind>/<stem>.zip of all tests of a file

TEST_FILE is a path as of "keras/src/ops/numpy_test.py" in the installed package. Calls of layers, losses, metrics, optimizers and
activations are cases of those kinds. A call of an operation becomes a functional model of that operation, recorded with its
outputs ("model"), and each symbolic call the shapes and types of its outputs ("spec"). In place of a call that does not give the
same twice, the same call outside of training is recorded. Functions run eagerly, so that calls while a model is trained are cases too.
"""

import hashlib
import importlib
import inspect
import io
import json
import logging
import math
import os
import pathlib
import sys
import time
import types
import unittest
import warnings
import zipfile
from unittest.mock import MagicMock

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
warnings.simplefilter("ignore")
logging.disable(logging.WARNING)

import keras
import numpy as np
import tensorflow as tf
from keras.src import backend, tree
from keras.src.layers.layer import Layer
from keras.src.ops.operation import Operation

LIMIT = 50_000
# The tests whose cases are in Recorded: what they call was once read or computed differently here.
TESTS = {
    "keras/src/ops/numpy_test.py": [
        "test_concatenate_sparse_axis_0", "test_full", "test_full_like", "test_select", "test_einsum", "test_nanmedian", "test_round",
        "test_logspace", "test_geomspace", "test_pad", "test_squeeze", "test_vsplit", "test_hsplit", "test_dsplit", "test_array_split",
        "test_bincount", "test_unique", "test_repeat", "test_array", "test_nancumsum"],
    "keras/src/ops/nn_test.py": ["test_layer_normalization", "test_normalize"],
    "keras/src/ops/core_test.py": ["test_scatter_update", "test_convert_to_tensor", "test_slice"],
    "keras/src/ops/image_test.py": [
        "test_resize_with_crop_and_pad_dynamic_shape", "test_crop_images", "test_pad_images", "test_resize_with_crop",
        "test_resize_with_pad"],
    "keras/src/layers/attention/grouped_query_attention_test.py": ["test_basics"],
    "keras/src/layers/core/embedding_test.py": ["test_quantize_dtype_argument"],
    "keras/src/layers/pooling/global_average_pooling_test.py": ["test_global_average_pooling3d0"],
    "keras/src/layers/preprocessing/feature_space_test.py": ["test_adapt_with_dict"],
    "keras/src/layers/preprocessing/image_preprocessing/center_crop_test.py": ["test_center_crop_bounding_boxes_normal"],
    "keras/src/layers/preprocessing/image_preprocessing/max_num_bounding_box_test.py": ["test_output_shapes"],
    "keras/src/layers/preprocessing/image_preprocessing/random_brightness_test.py": ["test_dict_input"],
    "keras/src/layers/rnn/bidirectional_test.py": ["test_statefulness"],
    # Beside this file: arguments and inputs that Keras's tests do not have.
    "unusual_calls_test.py": ["test_"],
}
# Operations of which Keras says another shape or type beforehand than it computes, says less than is known, or takes arguments
# that it could not compute with.
INEXACT = {
    "corrcoef", "Corrcoef", "repeat", "unique", "Unique", "geomspace", "Geomspace", "einsum", "Bincount", "scatter_update",
    "layer_normalization", "nancumsum"}
FIXTURES = len(sys.argv) == 1
OUT = pathlib.Path(__file__).parent / "Recorded" if FIXTURES else pathlib.Path(sys.argv[1])
FILE = STEM = ""
arrays, names_by_hash, cases, seen = {}, {}, [], set()
current_test = ["?"]
busy = [0]      # inside of a recorded call, or of the recorder
DTYPES = {"bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float16", "bfloat16", "float32", "float64"}

class Unrecordable(Exception):
    pass

def is_symbolic(x):
    return isinstance(x, keras.KerasTensor) or (isinstance(x, tf.Tensor) and not hasattr(x, "numpy"))

def is_list_of_values(x):
    return isinstance(x, (list, tuple)) and len(x) > 0 and all(isinstance(v, (int, float, bool, str)) or is_list_of_values(v) for v in x)

def is_tensor(x):
    return isinstance(x, (np.ndarray, np.generic, tf.Tensor, tf.Variable, keras.Variable))

def described(x, convert_lists=True):
    if x is None or isinstance(x, (str, bool)):
        return x
    if isinstance(x, (int, float)):
        if isinstance(x, float) and not math.isfinite(x):
            return "NaN" if x != x else "Infinity" if x > 0 else "-Infinity"
        return x
    if isinstance(x, (tf.SparseTensor, tf.RaggedTensor, tf.IndexedSlices)):
        raise Unrecordable("sparse")
    if is_symbolic(x):
        raise Unrecordable("symbolic")
    if is_tensor(x):
        mask = backend.get_keras_mask(x) if isinstance(x, tf.Tensor) else None
        value = np.asarray(x.value if isinstance(x, keras.Variable) else x)
        if value.dtype == object or value.dtype.kind in "SU":
            flat = [v.decode() if isinstance(v, bytes) else str(v) for v in value.reshape(-1)]
            return {"strings": flat, "dtype": "string", "shape": list(value.shape)}
        dtype = str(value.dtype)
        if dtype not in DTYPES or value.size > LIMIT:
            raise Unrecordable(dtype)
        stored = value.astype("float32") if dtype == "bfloat16" else value
        key = hashlib.sha1(repr((stored.dtype.str, stored.shape)).encode() + np.ascontiguousarray(stored).tobytes()).hexdigest()
        if key not in names_by_hash:
            names_by_hash[key] = f"a{len(names_by_hash)}"
            arrays[names_by_hash[key]] = np.array(stored)
        d = {"array": names_by_hash[key], "dtype": dtype, "shape": list(value.shape)}
        if mask is not None:
            d["keras_mask"] = described(mask)
        return d
    if isinstance(x, (list, tuple)):
        if convert_lists and is_list_of_values(x):
            return described(tf.convert_to_tensor(x))
        return [described(v, convert_lists) for v in x]
    if isinstance(x, dict):
        return {str(k): described(v, convert_lists) for k, v in x.items()}
    raise Unrecordable(type(x).__name__)

def tolerance(*values):
    low, largest = "float32", 1.0
    def see(v):
        nonlocal low, largest
        if isinstance(v, dict) and "array" in v:
            a = arrays[v["array"]]
            if v["dtype"] in ("float16", "bfloat16"):
                low = "bfloat16" if "bfloat16" in (low, v["dtype"]) else "float16"
            a = np.abs(a[np.isfinite(a)].astype("float64")) if a.dtype.kind == "f" else np.zeros(0)
            if a.size: largest = max(largest, float(a.max()))
            if "keras_mask" in v: see(v["keras_mask"])
        elif isinstance(v, dict):
            for w in v.values(): see(w)
        elif isinstance(v, list):
            for w in v: see(w)
    see(list(values))
    rtol, atol = {"float32": (1e-5, 1e-6), "float16": (2e-3, 1e-3), "bfloat16": (2e-2, 1e-2)}[low]
    return {"rtol": rtol, "atol": atol * largest}

def emit(kind, class_name, body, results, features=()):
    body = {"kind": kind, "class_name": class_name, **body}
    body["tolerance"] = tolerance(*results)
    key = hashlib.sha1(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()
    if key in seen: return
    seen.add(key)
    if FIXTURES and kind == "spec" and class_name in INEXACT:
        return
    if keras.config.image_data_format() != "channels_last":
        # The default that a test sets is not in the config.
        return
    cases.append({"id": f"{kind}/{STEM}/{len(cases)}", "source": f"{FILE}::{current_test[0]}", **body, "features": list(features)})

class quiet:
    def __enter__(self): busy[0] += 1
    def __exit__(self, *a): busy[0] -= 1; return False

failures = {}
def attempt(f, *a, **k):
    with quiet():
        try:
            return f(*a, **k)
        except Exception as e:
            failures.setdefault(f"{f.__name__}: {type(e).__name__} {str(e)[:160]}", 0)
            failures[f"{f.__name__}: {type(e).__name__} {str(e)[:160]}"] += 1
            return None

def builtin(x):
    return type(x).__module__.startswith("keras.src.") and not type(x).__module__.endswith("_test") and "<locals>" not in type(
        x).__qualname__

def all_builtin(config):
    if isinstance(config, dict):
        if config.get("registered_name") and "class_name" in config and config["registered_name"] != config["class_name"]: return False
        if config.get("class_name") in ("function", "__lambda__", "Lambda", "__numpy__x"): return False
        return all(all_builtin(v) for v in config.values())
    if isinstance(config, (list, tuple)):
        return all(all_builtin(v) for v in config)
    return True

def serialized(layer):
    config = keras.saving.serialize_keras_object(layer)
    if not all_builtin(config): raise Unrecordable("class of a test")
    return json.loads(json.dumps(config))

# ---- layers -------------------------------------------------------------------------------------------------------------------------
frame = []
orig_build = Layer._maybe_build
def maybe_build(self, call_spec):
    r = orig_build(self, call_spec)
    if frame and frame[-1]["layer"] is self and frame[-1]["before"] is None:
        frame[-1]["before"] = [np.array(w) for w in self.weights]
        frame[-1]["states"] = states_of(self)
    return r
Layer._maybe_build = maybe_build

def stateful_layers(layer):
    return [l for l in layer._flatten_layers(include_self=True)
            if isinstance(l, keras.layers.RNN) and l.stateful and l.states is not None]

def states_of(layer):
    return [{"layer": l.name, "values": described([np.array(s) for s in tree.flatten(l.states)])} for l in stateful_layers(layer)]

def weighting(shape):
    flat = np.arange(int(np.prod(shape)))
    return ((((37 * flat) % 17) - 8) / 8).astype("float32").reshape(shape)

def rebuilt(config, before, states, args, kwargs):
    fresh = keras.saving.deserialize_keras_object(json.loads(json.dumps(config)))
    if not fresh.built:
        fresh(*copy_of(args), **copy_of(kwargs))
    if len(fresh.weights) != len(before): raise Unrecordable("weights differ")
    for w, v in zip(fresh.weights, before): w.assign(v)
    recorded = {s["layer"]: s["values"] for s in states}
    for l in stateful_layers(fresh):
        for state, value in zip(tree.flatten(l.states), recorded[l.name]): state.assign(arrays[value["array"]])
    return fresh

def copy_of(x):
    return tree.map_structure(lambda v: v, x)

def close(a, b):
    fa, fb = tree.flatten(a), tree.flatten(b)
    def same(x, y):
        if np.asarray(x).dtype == object: return np.array_equal(x, y)
        return np.allclose(np.asarray(x).astype("float64"), np.asarray(y).astype("float64"), 1e-3, 1e-4, equal_nan=True)
    return len(fa) == len(fb) and all(
        np.shape(x) == np.shape(y) and np.asarray(x).dtype == np.asarray(y).dtype and same(x, y) for x, y in zip(fa, fb))

def layer_case(layer, inputs_name, args, kwargs, described_args):
    before, states, outputs = (frame[-1][key] for key in ("before", "states", "outputs"))
    before = before if before is not None else []
    config = serialized(layer)
    if len(before) != len(layer.weights): raise Unrecordable("weights made inside")
    features = []
    # With other random numbers the outputs of a call that has none are the same; coins fall the same side now and then.
    for number in range(8):
        fresh = rebuilt(config, before, states, args, kwargs)
        generators = [g for l in fresh._flatten_layers(include_self=True) for g in l._seed_generators]
        for generator in generators: generator.state.assign(generator.state + 4321 * (number + 1))
        again = fresh(*copy_of(args), **copy_of(kwargs))
        if not generators or not close(outputs, again): break
    if not close(outputs, again):
        random = any(l._seed_generators for l in layer._flatten_layers(include_self=True))
        if not random or "training" not in positional_names(layer): raise Unrecordable("not the same again")
        kwargs = dict(zip(positional_names(layer), args)) | kwargs | {"training": False}
        args = (kwargs.pop(inputs_name),)
        described_args = (described_args[0], described_args[1] | {"training": False})
        features = ["derived:inference"]
        first = rebuilt(config, before, states, args, kwargs)
        outputs = first(*copy_of(args), **copy_of(kwargs))
        fresh = rebuilt(config, before, states, args, kwargs)
        if not close(outputs, fresh(*copy_of(args), **copy_of(kwargs))): raise Unrecordable("not the same again")
    body = {
        "config": config,
        "build_shapes": (layer._build_shapes_dict and json.loads(json.dumps({k: v for k, v in layer._build_shapes_dict.items()})))
            if not isinstance(layer, keras.Model) else None,
        "weights": [{"name": w.name, "path": w.path, "trainable": w.trainable, "value": described(v)}
                    for w, v in zip(layer.weights, before)],
        "trainable_weight_indices": [next(i for i, o in enumerate(layer.weights) if o is w) for w in layer.trainable_weights],
        "inputs": described_args[0], "inputs_name": inputs_name, "call_kwargs": described_args[1],
        "outputs": described(outputs), "losses": [described(np.array(v)) for v in fresh.losses],
        "weights_after": [{"index": i, "value": described(np.array(w))} for i, (w, v) in enumerate(zip(fresh.weights, before))
                          if not np.array_equal(np.array(w), v, equal_nan=np.array(w).dtype.kind == "f")],
    }
    if states: body |= {"states": states, "states_after": states_of(fresh)}
    gradients = attempt(gradients_of, config, before, states, args, kwargs)
    if gradients: body["gradients"] = gradients
    emit("model" if isinstance(layer, keras.Model) else "layer", type(layer).__name__, body, [body["outputs"]], features)

def gradients_of(config, before, states, args, kwargs):
    fresh = rebuilt(config, before, states, args, kwargs)
    flat = [x for x in tree.flatten((args, kwargs))]
    converted = [tf.convert_to_tensor(x) if is_tensor(x) else x for x in flat]
    floating = lambda x: isinstance(x, tf.Tensor) and x.dtype in (tf.float32, tf.float64)
    for old, new in zip(flat, converted):
        m = backend.get_keras_mask(old) if isinstance(old, tf.Tensor) else None
        if m is not None: backend.set_keras_mask(new, m)
    a, k = tree.pack_sequence_as((args, kwargs), converted)
    trainable = [w.value for w in fresh.trainable_weights]
    watched = [x for x in converted if floating(x)]
    with tf.GradientTape() as tape:
        for x in watched: tape.watch(x)
        out = fresh(*a, **k)
        leaves = []
        def depth(o):
            if isinstance(o, dict):
                for key in sorted(o): depth(o[key])
            elif isinstance(o, (list, tuple)):
                for v in o: depth(v)
            elif isinstance(o, tf.Tensor) and o.dtype == tf.float32: leaves.append(o)
        depth(out)
        if not leaves: return None
        weights = [weighting(o.shape) for o in leaves]
        total = tf.add_n([tf.reduce_sum(o * w) for o, w in zip(leaves, weights)])
    grads = tape.gradient(total, watched + trainable)
    grads = [None if g is None else np.array(tf.convert_to_tensor(g)) for g in grads]
    if any(g is not None and not np.all(np.isfinite(g)) for g in grads): return None
    ids = {id(x): g for x, g in zip(watched, grads)}
    ga, gk = tree.pack_sequence_as((args, kwargs), [Null if not floating(x) or ids.get(id(x)) is None else ids[id(x)] for x in converted])
    def d(x):
        if x is Null or x is None or isinstance(x, (str, int, float, bool)): return None
        if isinstance(x, (list, tuple)): return [d(v) for v in x]
        if isinstance(x, dict): return {n: d(v) for n, v in x.items()}
        return described(x)
    names = positional_names(fresh)
    everything = dict(zip(names, ga)) | gk
    first = names[0]
    largest = max([1.0] + [float(np.abs(g).max()) for g in grads if g is not None and g.size])
    return {"output_weights": [described(w) for w in weights], "inputs": d(everything.get(first)),
        "call_kwargs": {n: d(v) for n, v in everything.items() if n != first},
        "weights": [None if g is None else described(g) for g in grads[len(watched):]],
        "tolerance": {"rtol": 1e-4, "atol": 1e-5 * largest}}

class _Null: pass
Null = _Null()

def positional_names(layer):
    if isinstance(layer, keras.Model) and type(layer).__name__ in ("Functional", "Sequential"): return ["inputs", "training", "mask"]
    return [p for p in inspect.signature(layer.call).parameters]

orig_call = Layer.__call__
def layer_call(self, *args, **kwargs):
    if busy[0] or tf.inside_function():
        return orig_call(self, *args, **kwargs)
    if any(isinstance(x, keras.KerasTensor) for x in tree.flatten((args, kwargs))):
        with quiet(): r = orig_call(self, *args, **kwargs)
        attempt(spec_case, self, args, kwargs)
        return r
    ok = builtin(self) and not isinstance(self, (keras.layers.Lambda,)) and (not isinstance(self, keras.Model)
        or type(self).__name__ in ("Functional", "Sequential"))
    info = None
    if ok:
        info = attempt(describe_call, self, args, kwargs)
    # Layers of images write into the dictionary that they are called with.
    given = copy_of((args, kwargs))
    frame.append({"layer": self, "before": [np.array(w) for w in self.weights] if ok and self.built else None,
        "states": attempt(states_of, self) if ok and self.built else [], "outputs": None})
    try:
        with quiet(): r = orig_call(self, *args, **kwargs)
        frame[-1]["outputs"] = r
        if info is not None:
            attempt(layer_case, self, info[0], *given, info[1])
        return r
    finally:
        frame.pop()
Layer.__call__ = layer_call

def describe_call(layer, args, kwargs):
    names = positional_names(layer)
    everything = dict(zip(names, args)) | kwargs
    first = names[0]
    if first not in everything: raise Unrecordable("no inputs")
    x = described(everything[first])
    if isinstance(x, (int, float)): raise Unrecordable("number")
    return first, (x, {n: described(v) for n, v in everything.items() if n != first})

# ---- specs: symbolic calls of layers and operations -----------------------------------------------------------------------------------
def functional(call, args, kwargs, concrete=None):
    inputs = []
    def put(x):
        if isinstance(x, keras.KerasTensor):
            if getattr(x, "sparse", False) or getattr(x, "ragged", False): raise Unrecordable("sparse")
            i = keras.Input(batch_shape=x.shape, dtype=x.dtype, name=f"x{len(inputs)}")
        elif concrete is not None and (isinstance(x, (np.ndarray, tf.Tensor)) or isinstance(x, keras.Variable)):
            if isinstance(x, (tf.SparseTensor, tf.RaggedTensor, tf.IndexedSlices)): raise Unrecordable("sparse")
            if is_symbolic(x): raise Unrecordable("symbolic")
            value = np.asarray(x)
            if str(value.dtype) not in DTYPES: raise Unrecordable(str(value.dtype))
            i = keras.Input(batch_shape=value.shape, dtype=str(value.dtype), name=f"x{len(inputs)}")
            concrete.append(x)
        else:
            return x
        inputs.append(i)
        return i
    def walk(x):
        if isinstance(x, (list, tuple)): return type(x)([walk(v) for v in x]) if type(x) in (list, tuple) else x
        if isinstance(x, dict): return {k: walk(v) for k, v in x.items()}
        return put(x)
    a, k = walk(args), walk(kwargs)
    if not inputs: raise Unrecordable("no tensors")
    out = call(*a, **k)
    return keras.Model(inputs if len(inputs) > 1 else inputs[0], out, name="recorded"), out

def spec_of(out):
    return [{"shape": list(o.shape), "dtype": o.dtype} for o in tree.flatten(out)]

def spec_case(layer, args, kwargs):
    if not builtin(layer) or isinstance(layer, keras.Model): return
    config = serialized(layer)
    config.pop("build_config", None)
    fresh = keras.saving.deserialize_keras_object(config)
    model, out = functional(fresh, args, kwargs)
    emit("spec", type(layer).__name__, {"config": serialized(model), "outputs": spec_of(out)}, [])

def op_case(name, function, args, kwargs, result):
    if any(isinstance(x, keras.KerasTensor) for x in tree.flatten((args, kwargs))):
        model, out = functional(function, args, kwargs)
        emit("spec", name, {"config": serialized(model), "outputs": spec_of(out)}, [])
        return
    if any(isinstance(o, (tf.SparseTensor, tf.RaggedTensor, tf.IndexedSlices)) for o in tree.flatten(result)): raise Unrecordable("sparse")
    concrete = []
    model, out = functional(function, args, kwargs, concrete)
    config = serialized(model)
    out_described = described([tf.convert_to_tensor(o) if o is not None else None for o in tree.flatten(result)], False)
    if len(out_described) == 1: out_described = out_described[0]
    inputs = [described(tf.convert_to_tensor(np.asarray(c)), False) for c in concrete]
    again = keras.saving.deserialize_keras_object(json.loads(json.dumps(config)))(
        ([tf.convert_to_tensor(np.asarray(c)) for c in concrete] if len(concrete) > 1 else tf.convert_to_tensor(np.asarray(concrete[0]))))
    if not close([tf.convert_to_tensor(o) for o in tree.flatten(result)],
        again if isinstance(again, (list, tuple)) else tree.flatten(again)): raise Unrecordable("op: not the same again")
    emit("model", "Functional", {"op": name, "config": config, "build_shapes": None, "weights": [], "trainable_weight_indices": [],
        "inputs": inputs if len(inputs) > 1 else inputs[0],
        "inputs_name": "inputs", "call_kwargs": {}, "outputs": described([tf.convert_to_tensor(o) for o in tree.flatten(again)], False)
            if len(tree.flatten(again)) > 1 else described(tf.convert_to_tensor(tree.flatten(again)[0]), False),
        "losses": [], "weights_after": []}, [out_described])
    emit("spec", name, {"config": config, "outputs": spec_of(out)}, [])

op_depth = [0]
def wrap_op(module, name, function):
    def wrapper(*args, **kwargs):
        if busy[0] or tf.inside_function(): return function(*args, **kwargs)
        busy[0] += 1
        try: r = function(*args, **kwargs)
        finally: busy[0] -= 1
        attempt(op_case, name, function, args, kwargs, r)
        return r
    wrapper.__name__ = name
    wrapper.__wrapped__ = function
    return wrapper

def patch_ops():
    import keras.src.ops as o
    for m in ("numpy", "nn", "math", "linalg", "image", "core"):
        module = importlib.import_module(f"keras.src.ops.{m}")
        for n, f in list(vars(module).items()):
            if inspect.isfunction(f) and f.__module__ == module.__name__ and not n.startswith("_") and hasattr(keras.ops, n):
                w = wrap_op(module, n, f)
                setattr(module, n, w)
                if getattr(o, n, None) is f: setattr(o, n, w)
    orig = Operation.__call__
    def call(self, *args, **kwargs):
        if busy[0] or isinstance(self, Layer) or tf.inside_function() or not builtin(self): return orig(self, *args, **kwargs)
        with quiet(): r = orig(self, *args, **kwargs)
        attempt(op_case, type(self).__name__, self, args, kwargs, r)
        return r
    Operation.__call__ = call
    orig_symbolic = Operation.symbolic_call
    def symbolic_call(self, *args, **kwargs):
        if busy[0] or isinstance(self, Layer) or not builtin(self): return orig_symbolic(self, *args, **kwargs)
        with quiet(): r = orig_symbolic(self, *args, **kwargs)
        attempt(op_case, type(self).__name__, self, args, kwargs, r)
        return r
    Operation.symbolic_call = symbolic_call

# ---- losses, metrics, schedules, regularizers, constraints, initializers, activations --------------------------------------------------
def patch_call(cls, record, method="__call__"):
    orig = cls.__dict__[method]
    def call(self, *args, **kwargs):
        if busy[0] or tf.inside_function() or not builtin(self): return orig(self, *args, **kwargs)
        with quiet(): r = orig(self, *args, **kwargs)
        attempt(record, self, args, kwargs, r)
        return r
    setattr(cls, method, call)

def plain(x):
    config = x.get_config()
    config = json.loads(json.dumps(keras.saving.serialize_keras_object(x)["config"]))
    if not all_builtin(config): raise Unrecordable("class of a test")
    return config

def loss_case(loss, args, kwargs, r):
    names = ["y_true", "y_pred", "sample_weight"]
    e = dict(zip(names, args)) | kwargs
    if type(loss).__name__ in ("LossFunctionWrapper", "CTC"): raise Unrecordable(type(loss).__name__)
    emit("loss", type(loss).__name__, {"config": plain(loss), "object_dtype": loss.dtype, "y_true": described(e["y_true"]),
        "y_pred": described(e["y_pred"]),
        "sample_weight": described(e.get("sample_weight")), "result": described(r)}, [described(r)])

def argument_case(kind):
    def record(self, args, kwargs, r):
        if kind == "schedule":
            body = {"step": described(args[0])}
        else:
            body = {"input": described(args[0] if is_tensor(args[0]) else tf.convert_to_tensor(args[0]))}
        emit(kind, type(self).__name__, {"config": plain(self), **body, "result": described(tf.convert_to_tensor(r))},
            [described(tf.convert_to_tensor(r))])
    record.__name__ = kind + "_case"
    return record

def initializer_case(self, args, kwargs, r):
    e = dict(zip(["shape", "dtype"], args)) | kwargs
    if set(e) - {"shape", "dtype"}: raise Unrecordable("arguments")
    config = plain(self)
    random = "seed" in config
    v = np.asarray(r)
    body = {"config": config, "shape": list(e["shape"]), "dtype": None if e.get("dtype") is None else backend.standardize_dtype(e["dtype"])}
    if random:
        x = v.astype("float64")
        if x.size == 0: raise Unrecordable("empty")
        body |= {"random": True, "stats": {"shape": list(v.shape), "dtype": str(v.dtype), "min": x.min(), "max": x.max(), "mean": x.mean(),
            "std": x.std()}}
        if isinstance(config["seed"], dict): raise Unrecordable("seed")
    else:
        body["result"] = described(r)
    emit("initializer", type(self).__name__, body, [body.get("result")])

def function_case(kind, name, function):
    signature = inspect.signature(function)
    def record(args, kwargs, r):
        e = dict(zip(signature.parameters, args)) | kwargs
        emit(kind, name, {"config": {}, "function": name, "args": {n: described(v) if n in ("x", "y_true", "y_pred")
            else (list(v) if isinstance(v, tuple) else described(v, False)) for n, v in e.items()},
            "result": described(tf.convert_to_tensor(r))}, [described(tf.convert_to_tensor(r))])
    record.__name__ = kind + "_function_case"
    def wrapper(*args, **kwargs):
        if busy[0] or tf.inside_function(): return function(*args, **kwargs)
        if any(isinstance(x, keras.KerasTensor) for x in tree.flatten((args, kwargs))): return function(*args, **kwargs)
        with quiet(): r = function(*args, **kwargs)
        attempt(record, args, kwargs, r)
        return r
    wrapper.__name__ = name
    wrapper.__wrapped__ = function
    return wrapper

metric_logs = {}
def patch_metrics():
    from keras.src import metrics
    classes = set()
    def subclasses(c):
        for s in c.__subclasses__():
            if s.__module__.startswith("keras.src.metrics") and not s.__module__.endswith("_test"): classes.add(s)
            subclasses(s)
    subclasses(metrics.Metric)
    def wrap(cls, method):
        orig = cls.__dict__[method]
        def call(self, *args, **kwargs):
            if busy[0] or not builtin(self): return orig(self, *args, **kwargs)
            log = metric_logs.setdefault(id(self), {"metric": self, "steps": [], "bad": False})
            if tf.inside_function(): log["bad"] = True
            with quiet(): r = orig(self, *args, **kwargs)
            def metric_step():
                try:
                    if method == "update_state":
                        e = dict(zip([p for p in inspect.signature(orig).parameters][1:], args)) | kwargs
                        log["steps"].append({"op": method, "args": {n: described(v) for n, v in e.items()}})
                    elif method == "result":
                        v = r if isinstance(r, dict) else tf.convert_to_tensor(r)
                        log["steps"].append({"op": "result", "value": described(v)})
                    else:
                        log["steps"].append({"op": "reset_state"})
                except Exception:
                    log["bad"] = True
                    raise
            attempt(metric_step)
            return r
        setattr(cls, method, call)
    for c in classes | {metrics.Metric}:
        for m in ("update_state", "result", "reset_state"):
            if m in c.__dict__: wrap(c, m)

def metric_cases():
    for log in metric_logs.values():
        m = log["metric"]
        if log["bad"] or not any(s["op"] == "result" for s in log["steps"]) : continue
        if type(m).__name__ in ("MeanMetricWrapper", "SumOverBatchSize"): continue
        attempt(lambda: emit("metric", type(m).__name__, {"config": plain(m), "steps": log["steps"]},
            [s["value"] for s in log["steps"] if s["op"] == "result"]))
    metric_logs.clear()

optimizer_logs = {}
def patch_optimizers():
    base = keras.optimizers.Optimizer
    from keras.src.optimizers import base_optimizer
    B = base_optimizer.BaseOptimizer
    def log_of(self, variables=None):
        log = optimizer_logs.get(id(self))
        if log is None:
            if variables is None and not self.built: return None
            if self.built and any(np.any(np.asarray(v) != 0) for v in self.variables if v.path.endswith("iteration")): 
                log = {"bad": True}
            else:
                vs = list(variables if variables is not None else self._trainable_variables)
                log = {"optimizer": self, "variables": vs, "steps": [], "bad": False, "first": [np.array(v) for v in vs], "last": None,
                    "config": plain(self)}
            optimizer_logs[id(self)] = log
        return log
    orig = B.apply
    def apply(self, grads, trainable_variables=None):
        if busy[0] or tf.inside_function() or not builtin(self): return orig(self, grads, trainable_variables)
        grads = list(grads)
        log = attempt(lambda: log_of(self, trainable_variables if not self.built else self._trainable_variables))
        g = attempt(lambda: described(grads, False))
        if log and not log["bad"]:
            try:
                vs = log["variables"]
                given = list(trainable_variables) if trainable_variables is not None else vs
                by = {id(v): d for v, d in zip(given, g)}
                if log["last"] is not None and any(not np.array_equal(a, np.array(v)) for a, v in zip(log["last"], vs)):
                    log["steps"].append({"op": "assign_variables", "values": [described(np.array(v)) for v in vs]})
                if log["last"] is None: log["first"] = [np.array(v) for v in vs]
                lr = float(np.asarray(self.learning_rate))
                with quiet(): r = orig(self, grads, trainable_variables)
                log["last"] = [np.array(v) for v in vs]
                log["steps"].append({"op": "apply", "gradients": [by.get(id(v)) for v in vs],
                    "variables_after": [described(v) for v in log["last"]]})
                return r
            except Exception as e:
                log["bad"] = True
                raise
        with quiet(): return orig(self, grads, trainable_variables)
    B.apply = apply
    orig_f = B.finalize_variable_values
    def finalize(self, var_list):
        r = orig_f(self, var_list)
        log = optimizer_logs.get(id(self))
        if log and not log["bad"]:
            log["last"] = [np.array(v) for v in log["variables"]]
            log["steps"].append({"op": "finalize_variable_values", "variables_after": [attempt(described, v) for v in log["last"]]})
        return r
    B.finalize_variable_values = finalize

def optimizer_cases():
    for log in optimizer_logs.values():
        if log["bad"] or not log["steps"]: continue
        o = log["optimizer"]
        def optimizer_case():
            config = plain(o)
            if config != log["config"]: raise Unrecordable("config changed")
            emit("optimizer", type(o).__name__, {"config": config, "variables": [
                {"name": v.name, "path": v.path, "value": described(f),
                    "constraint": json.loads(json.dumps(keras.saving.serialize_keras_object(v.constraint))) if v.constraint else None}
                for v, f in zip(log["variables"], log["first"])],
            "exclude_from_weight_decay": [i for i, v in enumerate(log["variables"]) if not o._use_weight_decay(v)],
            "steps": log["steps"],
                "optimizer_variables_after": [{"path": v.path, "value": described(np.array(v))} for v in o.variables]},
                    [s["variables_after"] for s in log["steps"] if "variables_after" in s])
        attempt(optimizer_case)
    optimizer_logs.clear()

def pytest_stub():
    """As much of pytest as running Keras's tests by unittest takes."""
    module = types.ModuleType("pytest")

    class Mark:
        def __getattr__(self, name):
            def mark(*args, **kwargs):
                if len(args) == 1 and not kwargs and callable(args[0]):
                    return args[0]
                skipped = name in ("skip", "multi_device") or (name == "skipif" and args and bool(args[0]))
                return unittest.skip(kwargs.get("reason", name)) if skipped else lambda f: f
            return mark

    class Raises:
        def __init__(self, error=Exception, match=None):
            self.error = error

        def __enter__(self):
            return self

        def __exit__(self, kind, value, trace):
            return kind is not None and issubclass(kind, self.error)

    def skip(reason="", *args, **kwargs):
        raise unittest.SkipTest(reason)

    def importorskip(name):
        try:
            return importlib.import_module(name)
        except ImportError:
            skip(name)

    module.mark, module.raises, module.warns, module.skip, module.xfail, module.fail = Mark(), Raises, MagicMock(), skip, skip, skip
    module.importorskip, module.main = importorskip, skip
    module.fixture = lambda *args, **kwargs: args[0] if args and callable(args[0]) else lambda f: f
    return module


def main():
    from keras.src.losses.loss import Loss
    from keras.src.losses import losses as loss_functions
    from keras.src import activations, regularizers, constraints, initializers, losses
    patch_call(Loss, loss_case)
    patch_metrics(); patch_optimizers()
    if "/ops/" in FILE:
        patch_ops()
    for base, kind in ((keras.optimizers.schedules.LearningRateSchedule, "schedule"), (keras.regularizers.Regularizer, "regularizer"),
        (keras.constraints.Constraint, "constraint")):
        def subs(c):
            for s in c.__subclasses__():
                yield s
                yield from subs(s)
        for s in set(subs(base)):
            if "__call__" in s.__dict__: patch_call(s, argument_case(kind))
    for s in set(subs(keras.initializers.Initializer)):
        if "__call__" in s.__dict__ and "/initializers/" in FILE: patch_call(s, initializer_case)
    from keras.src.activations import activations as af
    for n in dir(keras.activations):
        f = getattr(af, n, None)
        if inspect.isfunction(f) and n not in ("get", "serialize", "deserialize"):
            w = function_case("activation", n, f)
            for m in (activations, af): setattr(m, n, w)
    for n in dir(keras.losses):
        f = getattr(loss_functions, n, None)
        if inspect.isfunction(f) and n not in ("get", "serialize", "deserialize"):
            setattr(loss_functions, n, function_case("loss_fn", n, f))
    if "/layers/" not in FILE and "/ops/" not in FILE: tf.config.run_functions_eagerly(True)
    # Training adds nothing here and takes long.
    if "/layers/" in FILE: keras.Model.fit = lambda self, *a, **k: None
    # What only serves expectations of the tests.
    for n in ("scipy", "scipy.signal", "scipy.ndimage", "scipy.special", "scipy.stats", "scipy.linalg", "jax", "jax.numpy",
              "jax.experimental", "jax.experimental.sparse", "jax.nn", "jax.lax", "torch", "grain", "conftest"):
        sys.modules.setdefault(n, MagicMock())
    sys.modules["jax"].numpy = sys.modules["jax.numpy"]
    sys.modules.setdefault("pytest", pytest_stub())
    import keras.src.backend.common as bc
    orig_standardize = bc.standardize_dtype
    def standardize(d):
        return "float32" if isinstance(d, MagicMock) else orig_standardize(d)
    bc.standardize_dtype = standardize; keras.src.backend.standardize_dtype = standardize
    module = importlib.import_module(FILE[:-3].replace("/", "."))
    suite = unittest.defaultTestLoader.loadTestsFromModule(module)
    class Result(unittest.TestResult):
        def startTest(self, test):
            super().startTest(test)
            current_test[0] = test.id().split(".", 3)[-1]
        def stopTest(self, test):
            super().stopTest(test)
            metric_cases(); optimizer_cases(); frame.clear(); busy[0] = 0
    result = Result()
    start = time.time()
    def run(s):
        for t in s:
            if isinstance(t, unittest.TestSuite): run(t)
            elif not FIXTURES or any(t.id().rsplit(".", 1)[-1].startswith(n) for n in TESTS[FILE]):
                t(result)
    run(suite)
    by_kind = {}
    for c in cases: by_kind.setdefault(c["kind"], []).append(c)
    for kind, list_ in by_kind.items():
        target = OUT / kind / f"{STEM}.zip"
        target.parent.mkdir(parents=True, exist_ok=True)
        used = set()
        def find(x):
            if isinstance(x, dict):
                if "array" in x and "dtype" in x: used.add(x["array"])
                for v in x.values(): find(v)
            elif isinstance(x, list):
                for v in x: find(v)
        find(list_)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in sorted(used & set(arrays)):
                value = arrays[name]
                stream = io.BytesIO()
                np.lib.format.write_array(stream, np.ascontiguousarray(value).reshape(value.shape), version=(1, 0))
                archive.writestr(zipfile.ZipInfo(f"{name}.npy"), stream.getvalue(), zipfile.ZIP_DEFLATED)
            archive.writestr(zipfile.ZipInfo("cases.json"), json.dumps(list_), zipfile.ZIP_DEFLATED)
    print(f"{FILE}: {result.testsRun} tests, {len(result.errors)} errors, {len(result.failures)} failures, "
        f"{({k: len(v) for k, v in by_kind.items()})}, {time.time() - start:.0f}s")
    for t, e in (result.errors + result.failures)[:2]: print("   ", t, e.strip().splitlines()[-1][:200])
    for k, v in sorted(failures.items(), key=lambda x: -x[1])[:6]: print("   -", v, k)

if FIXTURES and len(sys.argv) == 1 and "RECORDED_TEST_FILE" not in os.environ:
    # Each file in a process of its own, because recording changes Keras.
    import subprocess
    for name in TESTS:
        subprocess.run([sys.executable, "-s", "-B", __file__], env=os.environ | {"RECORDED_TEST_FILE": name}, check=True)
else:
    FILE = os.environ.get("RECORDED_TEST_FILE") or sys.argv[2]
    STEM = pathlib.Path(FILE).stem
    main()
