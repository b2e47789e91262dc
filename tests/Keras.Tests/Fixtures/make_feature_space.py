"""Writes Fixtures/preprocessing/feature_space.json and feature_space_*.keras: what the real Keras's FeatureSpace gives.

    python make_feature_space.py [FOLDER]

For each space: its file, the columns that it learned from, other columns, and what it makes of both, as one vector or by name; of the first
also a model of its encoded features.
"""

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np

from generator.store import dump, plain

F = keras.utils.FeatureSpace
l = keras.layers
target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "preprocessing"
LEARNED = {
    "age": [0.5, 1.5, 2.5, 4.0, 61.25], "weight": [1.0, 2.0, 3.0, 4.0, 5.0], "size": [1.0, 2.0, 3.0, 4.0, 2.5],
    "bins": [0.1, 0.9, 0.2, 0.5, 0.7],
    "rooms": [3, 1, 3, 2, 3], "city": ["Köln", "Oslo", "Köln", "Wien", "Rome"], "zip": [7, 8, 9, 7, -1],
    "street": ["x", "y", "z", "x", "ß"],
}
OTHER = {
    "age": [-1.0, 7.25, 2.5], "weight": [0.0, 2.0, -3.5], "size": [9.0, 2.25, 0.0], "bins": [0.0, 2.0, 0.5], "rooms": [3, 9, 1],
    "city": ["Rome", "Bern", "Oslo"], "zip": [0, 8, 123456], "street": ["x", "?", ""],
}


def all_kinds():
    return F(
        {
            "age": "float_normalized", "weight": "float", "size": F.float_rescaled(2.0, 0.5), "bins": F.float_discretized(3),
            "rooms": F.integer_categorical(num_oov_indices=2), "city": "string_categorical", "zip": "integer_hashed",
            "street": F.string_hashed(4),
        },
        crosses=[("city", "rooms"), F.cross(("street", "zip"), 5)], crossing_dim=8, hashing_dim=6)


def by_name():
    return F(
        {
            "city": F.string_categorical(max_tokens=3, output_mode="int"), "bins": F.float_discretized(2, output_mode="int"),
            "street": F.feature("string", l.TextVectorization(output_mode="tf_idf", split="character", name="letters"), "float"),
            "age": "float_normalized",
            "rooms": "integer_categorical",
        },
        output_mode="dict", crosses=[F.cross(("rooms", "city"), 7, output_mode="int")])


def given():
    return F({
        "age": F.feature("float32", l.Normalization(mean=2.0, variance=4.0, name="known"), "float"),
        "city": F.feature("string", l.Hashing(5, salt=3, name="salted"), "one_hot"), "size": "float_rescaled",
    })


def columns(table, space):
    return {name: table[name] for name in space.features}


def encoded(space, table):
    made = space({name: np.array(values) if isinstance(values[0], str) else values for name, values in columns(table, space).items()})
    made = made if isinstance(made, dict) else {"": made}
    return {name: {"dtype": value.dtype.name, "values": value.numpy()} for name, value in made.items()}


document = {"keras": keras.__version__, "learned": LEARNED, "other": OTHER}
for make in (all_kinds, by_name, given):
    keras.utils.clear_session()
    space = make()
    if make is not given:
        space.adapt(columns(LEARNED, space))
    said = {"learned": encoded(space, LEARNED), "other": encoded(space, OTHER)}
    if make is all_kinds:
        single = space({name: values[1] for name, values in columns(OTHER, space).items()})
        said["single"] = single.numpy()
        keras.utils.set_random_seed(3)
        outputs = l.Dense(2)(space.get_encoded_features())
        model = keras.Model(space.get_inputs(), outputs)
        rows = {n: np.array(v).reshape(-1, 1) for n, v in columns(OTHER, space).items()}
        rows = {n: v.astype("float32") if v.dtype == "float64" else v.astype("int32") if v.dtype == "int64" else v for n, v in rows.items()}
        said["predicted"] = np.array(model(({n: keras.ops.convert_to_tensor(v) for n, v in rows.items()})))
        model.save(target / "feature_space_model.keras")
    space.save(target / f"feature_space_{make.__name__}.keras")
    document[make.__name__] = said

(target / "feature_space.json").write_text(dump(plain(document)) + "\n", encoding="utf-8", newline="\n")
