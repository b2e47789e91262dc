"""Writes Fixtures/quantized: models before and after the real Keras quantized them, what they predict, and how they train with a low-rank
adaptation.

    python make_quantized.py [FOLDER]

Equations with an ellipsis are not here: the real Keras stops at them (`len` of a number in `_analyze_quantization_info`).

quantized.json and quantized.npz: for each case the quantization config, inputs, predictions before and after, the weights after in the
order of `model.weights`. <model>.keras: the model before; <case>.keras: the model after, as Keras saved it.
"""

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

from generator.store import Store

target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "quantized"
target.mkdir(exist_ok=True)
random = np.random.default_rng(31)
store = Store(target, "quantized", None)
cases, adapted, float8 = [], [], []


def f(*shape, scale=1.0):
    return (random.standard_normal(shape) * scale).astype("float32")


def randomized(model):
    model.set_weights([f(*w.shape, scale=0.4) for w in model.weights])
    return model


def dense():
    return keras.Sequential([keras.Input((12,)), l.Dense(9, activation="relu", name="first"), l.Dense(5, use_bias=False, name="second")],
        name="dense")


def sequences():
    return keras.Sequential([keras.Input((None, 7)), l.Dense(6, name="first"), l.Dense(3, activation="tanh", name="second")],
        name="sequences")


def bfloat16():
    return keras.Sequential([keras.Input((12,)), l.Dense(8, activation="relu", name="first", dtype="mixed_bfloat16"),
        l.Dense(4, name="second", dtype="mixed_bfloat16")], name="bfloat16")


def einsums():
    x = keras.Input((5, 6))
    h = l.EinsumDense("abc,cde->abde", (None, 2, 3), bias_axes="de", name="split")(x)
    h = l.EinsumDense("abde,def->abf", (None, 7), bias_axes="f", activation="relu", name="join")(h)
    h = l.EinsumDense("abc,cd->abd", (None, 3), name="plain")(h)
    return keras.Model(x, h, name="einsums")


def tokens(tie):
    table = l.ReversibleEmbedding(11, 6, tie_weights=tie, name="table")
    x = keras.Input((4,), dtype="int32")
    h = l.Embedding(11, 5, name="own")(x)
    h = l.Concatenate(name="both")([table(x), h])
    h = l.Dense(6, name="mix")(h)
    return keras.Model(x, table(h, reverse=True), name="tied" if tie else "untied")


def table():
    return keras.Sequential([keras.Input((4,), dtype="int32"), l.Embedding(11, 6, name="table"), l.Dense(3, name="head")], name="table")


def attention():
    x = keras.Input((5, 8))
    h = l.MultiHeadAttention(2, 3, name="heads")(x, x)
    h = l.GroupQueryAttention(4, 4, 2, name="grouped")(h, h)
    return keras.Model(x, l.Dense(3, name="head")(h), name="attention")


def save(model, name):
    model.save(target / f"{name}.keras")


def clone(model, make):
    keras.utils.clear_session()
    copy = make()
    copy.set_weights(model.get_weights())
    return copy


def case(name, before, make, config, x):
    model = clone(before, make)
    model.quantize(config.mode, config=config)
    said = {
        "name": name, "model": before.name, "config": json.dumps(keras.saving.serialize_keras_object(config)),
        "inputs": store.add(f"{name}/inputs", x), "before": store.add(f"{name}/before", np.array(before(x)).astype("float32")),
        "after": store.add(f"{name}/after", np.array(model(x)).astype("float32")),
        "paths": [w.path for w in model.weights],
        "weights": [store.add(f"{name}/weight{k}", np.array(w).astype("float32")) for k, w in enumerate(model.weights)],
        "types": [str(keras.backend.standardize_dtype(w.dtype)) for w in model.weights],
        "file": before.name != "attention",
    }
    if said["file"]:
        save(model, name)
    cases.append(said)


def adapt(name, before, make, config, x, y):
    """Quantized, with a low-rank adaptation on top that is trained; the file has it merged."""
    model = clone(before, make)
    model.quantize(config.mode, config=config)
    for layer in model.layers:
        if hasattr(layer, "enable_lora"):
            layer.enable_lora(2, lora_alpha=3)
    named = [w for w in model.weights if "lora" in w.path]
    values = [f(*w.shape, scale=0.3) for w in named]
    for w, value in zip(named, values):
        w.assign(value)
    predictions = np.array(model(x))
    model.compile(keras.optimizers.SGD(0.05), "mse", jit_compile=False)
    history = model.fit(x, y, epochs=3, batch_size=4, shuffle=False, verbose=0).history["loss"]
    adapted.append({
        "name": name, "model": before.name, "config": json.dumps(keras.saving.serialize_keras_object(config)),
        "inputs": store.add(f"{name}/inputs", x), "targets": store.add(f"{name}/targets", y),
        "lora": [store.add(f"{name}/lora{k}", v) for k, v in enumerate(values)],
        "predictions": store.add(f"{name}/predictions", predictions), "history": history,
        "trained": [store.add(f"{name}/trained{k}", np.array(w)) for k, w in enumerate(model.weights) if w.trainable],
    })
    save(model, name)
    again = keras.models.load_model(target / f"{name}.keras")
    adapted[-1]["merged"] = [store.add(f"{name}/merged{k}", np.array(w).astype("float32")) for k, w in enumerate(again.weights)]
    adapted[-1]["reloaded"] = store.add(f"{name}/reloaded", np.array(again(x)))


def train8(name, before, make, x, y, optimizer):
    """Trained in float8: scales and magnitudes are new in each step."""
    model = clone(before, make)
    model.quantize("float8")
    model.compile(optimizer, "mse", jit_compile=False)
    history = model.fit(x, y, epochs=3, batch_size=4, shuffle=False, verbose=0).history["loss"]
    float8.append({
        "name": name, "model": before.name, "inputs": store.add(f"{name}/inputs", x), "targets": store.add(f"{name}/targets", y),
        "history": history,
        "optimizer": json.dumps(keras.saving.serialize_keras_object(type(optimizer).from_config(optimizer.get_config()))),
        "paths": [w.path for w in model.weights],
        "weights": [store.add(f"{name}/weight{k}", np.array(w)) for k, w in enumerate(model.weights)],
        "state": [store.add(f"{name}/state{k}", np.array(w).astype("float32")) for k, w in enumerate(model.optimizer.variables)],
        "state_paths": [w.path for w in model.optimizer.variables],
        "predictions": store.add(f"{name}/predictions", np.array(model(x))),
    })
    save(model, name)


def whole(axis):
    return q.AbsMaxQuantizer(axis=axis, value_range=(-100, 100))


makes = {m().name: m for m in (dense, sequences, bfloat16, einsums, lambda: tokens(True), lambda: tokens(False), attention, table)}
before = {name: randomized(make()) for name, make in makes.items()}
for name, model in before.items():
    save(model, name)
inputs = {
    "dense": f(6, 12), "sequences": f(2, 5, 7), "bfloat16": f(6, 12), "einsums": f(3, 5, 6), "attention": f(3, 5, 8),
    "tied": random.integers(0, 11, (3, 4)).astype("int32"), "table": random.integers(0, 11, (3, 4)).astype("int32"),
    "untied": random.integers(0, 11, (3, 4)).astype("int32"),
}
for name in makes:
    for suffix, config in {
        "int8": lambda: q.Int8QuantizationConfig(),
        "int8_weights": lambda: q.Int8QuantizationConfig(activation_quantizer=None),
        "int4": lambda: q.Int4QuantizationConfig(),
        "int4_blocks": lambda: q.Int4QuantizationConfig(block_size=4),
        "int4_units": lambda: q.Int4QuantizationConfig(block_size=None) if name == "sequences" else q.Int4QuantizationConfig(block_size=-1),
        "int4_inputs": lambda: q.Int4QuantizationConfig(activation_quantizer=q.AbsMaxQuantizer(), block_size=-1),
    }.items():
        case(f"{name}_{suffix}", before[name], makes[name], config(), inputs[name])
case("dense_int8_range", before["dense"], dense, q.Int8QuantizationConfig(whole(0), whole(-1)), inputs["dense"])
case("dense_float8", before["dense"], dense, q.Float8QuantizationConfig(), inputs["dense"])
case("einsums_float8", before["einsums"], einsums, q.Float8QuantizationConfig(), inputs["einsums"])

adapt("lora_int8", before["dense"], dense, q.Int8QuantizationConfig(), f(12, 12), f(12, 5))
adapt("lora_int4", before["dense"], dense, q.Int4QuantizationConfig(block_size=4), f(12, 12), f(12, 5))
adapt("lora_int4_units", before["dense"], dense, q.Int4QuantizationConfig(block_size=-1), f(12, 12), f(12, 5))
adapt("lora_einsums_int8", before["einsums"], einsums, q.Int8QuantizationConfig(), f(8, 5, 6), f(8, 5, 3))
adapt("lora_einsums_int4", before["einsums"], einsums, q.Int4QuantizationConfig(block_size=4), f(8, 5, 6), f(8, 5, 3))
adapt("lora_tokens_int8", before["table"], table, q.Int8QuantizationConfig(), random.integers(0, 11, (8, 4)).astype("int32"), f(8, 4, 3))
adapt("lora_tokens_int4", before["table"], table, q.Int4QuantizationConfig(block_size=4), random.integers(0, 11, (8, 4)).astype("int32"),
    f(8, 4, 3))

train8("float8_dense", before["dense"], dense, f(12, 12), f(12, 5), keras.optimizers.SGD(0.05, momentum=0.9))
train8("float8_adam", before["dense"], dense, f(12, 12), f(12, 5), keras.optimizers.Adam(0.01))
train8("float8_einsums", before["einsums"], einsums, f(8, 5, 6), f(8, 5, 3), keras.optimizers.SGD(0.05))

# Numbers of 8 bits.
numbers = np.concatenate([f(200, scale=s) for s in (1e-6, 1e-3, 0.02, 1, 100, 1e5)]
    + [np.array([0, -0.0, 448, 449, 464, 57344, 60000, 2**-6, 2**-9, 2**-10, 2**-14, 2**-17, np.inf, -np.inf], "float32")])
rounded = {t: store.add(f"rounded/{t}", np.array(q.quantize_and_dequantize(numbers, np.float32(0.75), t, "float32")))
    for t in ("float8_e4m3fn", "float8_e5m2")}
store.doc["rounded"] = {"numbers": store.add("rounded/numbers", numbers), "scale": 0.75, **rounded}

train8("float8_steps", before["dense"], dense, f(16, 12), f(16, 5),
    keras.optimizers.Adam(0.01, gradient_accumulation_steps=2))
train8("float8_steps_scaled", before["dense"], dense, f(16, 12), f(16, 5), keras.optimizers.LossScaleOptimizer(
    keras.optimizers.SGD(0.05, momentum=0.9, gradient_accumulation_steps=3), initial_scale=8.0))

store.doc.update(cases=cases, adapted=adapted, float8=float8)
for size in store.save():
    print(size)
