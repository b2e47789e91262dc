"""Writes Fixtures/preprocessing: what the real Keras's layers that prepare data compute, and the files that it writes of them.

    python make_preprocessing.py [FOLDER]

numeric.json and numeric.npz: for each case the serialized layer before it learns, the batches that it adapts to, the serialized layer
afterwards, inputs and outputs. <name>.keras: models with such layers, whose predictions are in the same files.
"""

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
from keras import layers as l

from generator.store import Store

target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "preprocessing"
target.mkdir(exist_ok=True)
random = np.random.default_rng(15)
store = Store(target, "numeric", None)
cases = []


def f(*shape, scale=1.0, offset=0.0):
    return (random.standard_normal(shape) * scale + offset).astype("float32")


def i(high, *shape, dtype="int32"):
    return random.integers(0, high, shape).astype(dtype)


def text(layer):
    return json.dumps(keras.saving.serialize_keras_object(layer))


def case(name, make, inputs, adapt=None, count_weights=None):
    keras.utils.clear_session()
    layer = make()
    said = {"name": name, "layer": text(layer)}
    if adapt is not None:
        layer.adapt(adapt[0] if len(adapt) == 1 else iter(adapt))
        said["adapt"] = [store.add(f"{name}/adapt{k}", b) for k, b in enumerate(adapt)]
        said["adapted"] = text(layer)
        said["weights"] = [store.add(f"{name}/weight{k}", w) for k, w in enumerate(layer.get_weights())]
    outputs = layer(inputs) if count_weights is None else layer(inputs, count_weights=count_weights)
    said["inputs"] = store.add(f"{name}/inputs", inputs)
    if count_weights is not None:
        said["count_weights"] = store.add(f"{name}/count_weights", count_weights)
    outputs = np.array(outputs)
    said["outputs"] = store.add(f"{name}/outputs", outputs.astype("float32") if outputs.dtype == "float16" else outputs)
    cases.append(said)


# Rescaling
case("rescaling", lambda: l.Rescaling(1 / 255), i(256, 2, 3, 3, 3, dtype="uint8"))
case("rescaling_whole", lambda: l.Rescaling(2, 1), f(2, 3))
case("rescaling_channels", lambda: l.Rescaling([1, 2.5, 3], offset=[0.5, 0, -1]), f(2, 2, 3))
case("rescaling_array", lambda: l.Rescaling(np.array([1.0, 2.0]), -1.0), f(3, 2))

# Normalization
x = f(50, 3, scale=[1, 20, 0.1], offset=[5, -3, 100])
case("normalization", lambda: l.Normalization(), f(4, 3), [x])
case("normalization_batches", lambda: l.Normalization(), f(4, 3), [x[:10], x[10:37], x[37:]])
case("normalization_whole_numbers", lambda: l.Normalization(), i(9, 4, 3), [i(9, 20, 3, dtype="int64")])
case("normalization_everything", lambda: l.Normalization(axis=None), f(4, 3), [x])
case("normalization_two_axes", lambda: l.Normalization(axis=[1, -1]), f(3, 4, 2, 3), [f(7, 4, 2, 3, scale=3, offset=2)])
case("normalization_middle", lambda: l.Normalization(axis=1), f(3, 4, 2), [f(7, 4, 2, scale=3, offset=2)])
case("normalization_all_axes", lambda: l.Normalization(axis=(0, 1)), f(3, 4), [f(3, 4)])
case("normalization_sequence", lambda: l.Normalization(), f(3, 5, 2), [f(8, 5, 2, scale=2)])
case("normalization_constant_feature", lambda: l.Normalization(), f(3, 2), [np.full((5, 2), 3, "float32")])
case("normalization_inverted", lambda: l.Normalization(invert=True), f(4, 3), [x])
case("normalization_given", lambda: l.Normalization(mean=3, variance=2.0), f(4, 3))
case("normalization_given_everything", lambda: l.Normalization(axis=None, mean=3.0, variance=2.0), f(4, 3))
case("normalization_given_list", lambda: l.Normalization(mean=[1, 2, 3.5], variance=np.array([1, 4, 9], "float32")), f(2, 5, 3))
case("normalization_given_inverted", lambda: l.Normalization(mean=[1, 2], variance=[1.0, 0.0], invert=True), f(2, 2))
case("normalization_given_rank_2", lambda: l.Normalization(axis=(1, 2), mean=[[1, 2.0], [3, 4]], variance=[[1, 4.0], [9, 16]]), f(3, 2, 2))
case("normalization_given_broadcast", lambda: l.Normalization(axis=(1, 2), mean=[1.0, 2], variance=[4.0, 9]), f(3, 2, 2))
case("normalization_double", lambda: l.Normalization(mean=[1.0, 2], variance=[4.0, 9], dtype="float16"), f(3, 2))

# Discretization
case("discretization", lambda: l.Discretization([0.0, 1.0, 2.0]), np.array([[-1.5, 1.0, 3.4, 0.5], [0.0, 3.0, 1.3, 2.0]], "float32"))
case("discretization_whole_boundaries", lambda: l.Discretization([0, 2]), i(5, 3, 2))
for mode in ("one_hot", "multi_hot", "count"):
    case(f"discretization_{mode}", lambda: l.Discretization([0.0, 1.0], output_mode=mode), f(3, 4))
    case(f"discretization_{mode}_single", lambda: l.Discretization([0.0, 1.0], output_mode=mode), f(3, 1))
    case(f"discretization_{mode}_flat", lambda: l.Discretization([0.0, 1.0], output_mode=mode), f(5))
    case(f"discretization_{mode}_volume", lambda: l.Discretization([0.0, 1.0], output_mode=mode), f(2, 3, 4))
case("discretization_adapted", lambda: l.Discretization(num_bins=4), f(3, 2), [f(1000, 1)])
case("discretization_adapted_few", lambda: l.Discretization(num_bins=4, epsilon=0.01), f(3, 2),
    [np.array([[-1.5, 1.0, 3.4, 0.5], [0.0, 3.0, 1.3, 0.0]], "float32")])
case("discretization_adapted_batches", lambda: l.Discretization(num_bins=7, epsilon=0.05), f(3, 2),
    [f(300, 2), f(123, 2, offset=1), f(50, 2, scale=4)])
case("discretization_adapted_coarse", lambda: l.Discretization(num_bins=3, epsilon=0.2), f(3, 2), [f(501, 1)])
case("discretization_adapted_many_bins", lambda: l.Discretization(num_bins=49, epsilon=0.001, output_mode="count"), f(3, 2), [f(5000, 1)])
case("discretization_adapted_whole_numbers", lambda: l.Discretization(num_bins=3), i(10, 3, 2), [np.arange(10, dtype="int64")])

# CategoryEncoding
for mode in ("one_hot", "multi_hot", "count"):
    for shape in ((4,), (4, 1), (3, 4), (2, 3, 4)):
        case(f"category_encoding_{mode}_{len(shape)}_{shape[-1]}", lambda: l.CategoryEncoding(5, output_mode=mode), i(5, *shape))
case("category_encoding_weighted", lambda: l.CategoryEncoding(5, output_mode="count"), i(5, 3, 4), count_weights=f(3, 4))
case("category_encoding_weighted_3", lambda: l.CategoryEncoding(5, output_mode="count"), i(5, 2, 3, 4), count_weights=f(2, 3, 4))
case("category_encoding_int64", lambda: l.CategoryEncoding(5, "binary", dtype="int64"), i(5, 3, 4, dtype="int64"))
case("category_encoding_beyond", lambda: l.CategoryEncoding(3, "multi_hot"), i(5, 3, 4))
case("category_encoding_beyond_one_hot", lambda: l.CategoryEncoding(3, "one_hot"), i(5, 4))
case("category_encoding_floats", lambda: l.CategoryEncoding(5, "count"), i(5, 3, 4).astype("float32"))

# Resizing
small, large = f(2, 4, 6, 3), f(2, 9, 7, 2)
for interpolation in ("bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5"):
    for antialias in (False, True):
        case(f"resizing_{interpolation}_{antialias}_up", lambda: l.Resizing(7, 9, interpolation, antialias=antialias), small)
        case(f"resizing_{interpolation}_{antialias}_down", lambda: l.Resizing(4, 3, interpolation, antialias=antialias), large)
for name, kwargs in {"crop": {"crop_to_aspect_ratio": True}, "pad": {"pad_to_aspect_ratio": True, "fill_value": 0.5}}.items():
    case(f"resizing_{name}", lambda: l.Resizing(5, 5, **kwargs), small)
    case(f"resizing_{name}_tall", lambda: l.Resizing(8, 3, **kwargs), large)
    case(f"resizing_{name}_single", lambda: l.Resizing(3, 8, **kwargs), large[0])
    case(f"resizing_{name}_first", lambda: l.Resizing(5, 5, data_format="channels_first", **kwargs), f(2, 3, 4, 6))
case("resizing_bytes", lambda: l.Resizing(5, 5), i(256, 2, 4, 6, 3, dtype="uint8"))
case("resizing_bytes_nearest", lambda: l.Resizing(2, 3, "nearest"), i(256, 2, 4, 6, 3, dtype="uint8"))
case("resizing_first", lambda: l.Resizing(5, 5, data_format="channels_first"), f(2, 3, 4, 6))
case("resizing_single_first", lambda: l.Resizing(5, 5, "nearest", data_format="channels_first"), f(3, 4, 6))

# CenterCrop
case("center_crop", lambda: l.CenterCrop(3, 4), f(2, 6, 9, 2))
case("center_crop_single", lambda: l.CenterCrop(3, 4), f(6, 9, 2))
case("center_crop_first", lambda: l.CenterCrop(3, 4, data_format="channels_first"), f(2, 2, 6, 9))
case("center_crop_larger", lambda: l.CenterCrop(8, 7), f(2, 6, 9, 2))
case("center_crop_one_larger", lambda: l.CenterCrop(4, 11), f(2, 6, 9, 2))
case("center_crop_larger_first", lambda: l.CenterCrop(8, 7, data_format="channels_first"), f(2, 6, 9))
case("center_crop_bytes", lambda: l.CenterCrop(3, 4), i(256, 2, 6, 9, 2, dtype="uint8"))
case("center_crop_same", lambda: l.CenterCrop(6, 9), f(2, 6, 9, 2))
store.doc["cases"] = cases


def model(name, made, inputs):
    made.save(target / f"{name}.keras")
    store.doc["models"][name] = {"inputs": [store.add(f"{name}/inputs{k}", x) for k, x in enumerate(inputs)],
                                 "outputs": store.add(f"{name}/outputs", made.predict(inputs if len(inputs) > 1 else inputs[0], verbose=0))}


def tabular():
    keras.utils.clear_session()
    numbers, groups = keras.Input((3,), name="numbers"), keras.Input((1,), dtype="int32", name="groups")
    normalization, bins = l.Normalization(), l.Discretization(num_bins=4, output_mode="one_hot")
    normalization.adapt(x)
    bins.adapt(x[:, :1])
    joined = l.Concatenate()([normalization(numbers), bins(l.Dense(1)(numbers)), l.CategoryEncoding(4, "one_hot")(groups)])
    return keras.Model([numbers, groups], l.Dense(2)(joined))


def images():
    keras.utils.clear_session()
    return keras.Sequential([l.Input((9, 7, 2), dtype="uint8"), l.CenterCrop(6, 6), l.Resizing(4, 4), l.Rescaling(1 / 127.5, -1),
        l.Normalization(mean=0.5, variance=2),
                             l.Flatten(), l.Dense(3)])


store.doc["models"] = {}
model("tabular", tabular(), [f(5, 3), i(4, 5, 1)])
model("images", images(), [i(256, 4, 9, 7, 2, dtype="uint8")])
for size in store.save():
    print(size)
