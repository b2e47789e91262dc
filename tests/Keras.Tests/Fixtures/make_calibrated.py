"""Writes Fixtures/calibrated: language models that the real Keras quantized with GPTQ and AWQ.

    python make_calibrated.py [FOLDER]

calibrated.json and calibrated.npz: for each case the model, the arguments, the calibration tokens, inputs, predictions and the weights
after. Two defects of Keras 3.15.1 are mended here, so that the fixture shows what is meant: its hooks on `call` never see the calibration
data, because quantized layers are called by `quantized_call` (the Hessians and magnitudes stay 0), and its files leave out the zero points,
so that it cannot read them back. <model>.keras: the model before; <case>.keras: the model after, as Keras saved it; keras_<case>.keras:
what Keras saves without the mending. Keras's first window begins at a random place that depends on the hash of a text; here at the first
token. Of kernels of more than 128 rows, which are quantized in blocks of 128, Keras takes groups only whose size divides 128: others it
measures again in each block, and then stops at their number. """

import contextlib
import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import warnings

warnings.simplefilter("ignore")

import keras
import numpy as np
from keras import layers as l
from keras import quantizers as q
from keras.src.quantizers import awq_core, gptq_core

from generator.store import Store

gptq_core.hash = lambda _: 0


def streaming(update):
    @contextlib.contextmanager
    def stream(layers, objects):
        originals = {name: layer.quantized_call for name, layer in layers.items()}

        def hook(name):
            def call(*args, **kwargs):
                getattr(objects[name], update)(keras.ops.reshape(args[0] if args else kwargs["inputs"], (-1, objects[name].rows)))
                return originals[name](*args, **kwargs)

            return call

        for name, layer in layers.items():
            layer.quantized_call = hook(name)
        yield
        for name, layer in layers.items():
            layer.quantized_call = originals[name]

    return stream


mended = True


def with_zero_points(merged):
    return lambda layer: (layer.kernel, None, layer.kernel_zero) if mended and layer.quantization_mode in ("gptq", "awq") else merged(layer)


gptq_core.stream_hessians = streaming("update_hessian_with_batch")
awq_core.stream_activations = streaming("update_activation_magnitudes")
for kind in (l.Dense, l.EinsumDense):
    kind._get_kernel_with_merged_lora = with_zero_points(kind._get_kernel_with_merged_lora)
target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "calibrated"
target.mkdir(exist_ok=True)
random = np.random.default_rng(77)
store = Store(target, "calibrated", None)
cases = []


def f(*shape, scale=1.0):
    return (random.standard_normal(shape) * scale).astype("float32")


def dense():
    blocks = [keras.Sequential([keras.Input((None, 10)), l.Dense(16, activation="relu", name=f"b{i}_wide"),
        l.Dense(10, name=f"b{i}_narrow")], name=f"block{i}") for i in range(2)]
    return keras.Sequential([keras.Input((None,), dtype="int32"), l.Embedding(13, 10, name="tokens"), *blocks, l.Dense(13, name="head")],
        name="dense")


def einsums():
    x = keras.Input((None, 12))
    h = l.EinsumDense("abc,cde->abde", (None, 2, 5), bias_axes="de", name="b_split")(x)
    h = l.EinsumDense("abde,def->abf", (None, 12), bias_axes="f", name="b_join")(h)
    block = keras.Model(x, h, name="block0")
    return keras.Sequential([keras.Input((None,), dtype="int32"), l.Embedding(13, 12, name="tokens"), block, l.Dense(13, name="head")],
        name="einsums")


def wide():
    first = keras.Sequential([keras.Input((None, 160)), l.Dense(9, activation="relu", name="b0_narrow"),
        l.Dense(140, activation="tanh", name="b0_wide")], name="block0")
    x = keras.Input((None, 140))
    second = keras.Model(x, l.EinsumDense("abc,cde->abde", (None, 2, 4), bias_axes="de", name="b1_split")(x), name="block1")
    return keras.Sequential([keras.Input((None,), dtype="int32"), l.Embedding(13, 6, name="tokens"),
        l.Conv1D(160, 3, padding="same", activation="relu", name="windows"), first, second], name="wide")


makes = {"dense": dense, "einsums": einsums}
before = {}
for name, make in makes.items():
    before[name] = make()
    before[name].set_weights([f(*w.shape, scale=0.5) for w in before[name].weights])
    before[name].save(target / f"{name}.keras")
tokens = random.integers(0, 13, (3, 17)).astype("int32")
x = random.integers(0, 13, (2, 6)).astype("int32")


def case(name, model, kind, samples=6, length=7, **arguments):
    global mended
    keras.utils.clear_session()
    made = makes[model]()
    made.set_weights(before[model].get_weights())
    blocks = [layer for layer in made.layers if layer.name.startswith("block")]
    config = {"gptq": q.GPTQConfig, "awq": q.AWQConfig}[kind](
        [list(row) for row in tokens], object(), num_samples=samples, sequence_length=length,
        quantization_layer_structure={"pre_block_layers": made.layers[:made.layers.index(blocks[0])], "sequential_blocks": blocks},
        **arguments)
    made.quantize(kind, config=config, filters="^b")
    quantized = [w for w in made.weights]
    cases.append({
        "name": name, "model": model, "kind": kind, "arguments": arguments, "samples": samples, "length": length,
        "predictions": store.add(f"{name}/predictions", np.array(made(x))),
        "paths": [w.path for w in quantized], "types": [str(keras.backend.standardize_dtype(w.dtype)) for w in quantized],
        "weights": [store.add(f"{name}/weight{k}", np.array(w).astype("float32")) for k, w in enumerate(quantized)],
    })
    config.quantization_layer_structure = None
    made.save(target / f"{name}.keras")
    assert np.array_equal(keras.models.load_model(target / f"{name}.keras")(x), made(x))
    if name in ("gptq", "gptq_units", "awq"):
        mended = False
        made.save(target / f"keras_{name}.keras")
        mended = True


case("gptq", "dense", "gptq", group_size=4)
case("gptq_units", "dense", "gptq", group_size=-1, symmetric=True)
case("gptq_order", "dense", "gptq", group_size=5, activation_order=True, hessian_damping=0.05)
case("gptq_8", "dense", "gptq", group_size=8, weight_bits=8)
case("gptq_2", "dense", "gptq", group_size=-1, weight_bits=2, per_channel=False)
case("gptq_einsums", "einsums", "gptq", group_size=4, weight_bits=4)
case("awq", "dense", "awq", group_size=8)
case("awq_units", "dense", "awq", group_size=-1, num_grid_points=5)
case("awq_einsums", "einsums", "awq", group_size=5)
# Kernels of more than a block of 128 rows.
makes["wide"] = wide
before["wide"] = wide()
before["wide"].set_weights([f(*w.shape, scale=0.5 if w.shape[0] < 100 else 0.1) for w in before["wide"].weights])
before["wide"].save(target / "wide.keras")
for name, kind, arguments in [
    ("wide_4", "gptq", {"group_size": 128}),
    ("wide_order", "gptq", {"group_size": 32, "activation_order": True}),
    ("wide_3", "gptq", {"group_size": 64, "symmetric": True, "weight_bits": 3}),
    ("wide_2", "gptq", {"group_size": 16, "per_channel": False, "weight_bits": 2}),
    ("wide_8", "gptq", {"group_size": 128, "weight_bits": 8}),
    ("wide_awq", "awq", {"group_size": 48}),
    ("wide_awq_units", "awq", {"group_size": -1}),
]:
    case(name, "wide", kind, samples=24, length=12, **arguments)
store.doc.update(cases=cases, tokens=store.add("tokens", tokens), inputs=store.add("inputs", x))
for size in store.save():
    print(size)
