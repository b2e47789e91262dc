"""Writes Fixtures/preprocessing/text.json and .npz, and models: what the real Keras's layers of strings compute.

    python make_text.py [FOLDER]

For each case the serialized layer before it learns, the texts that it adapts to, its vocabulary afterwards, inputs and outputs; strings are
in the JSON. """

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
store = Store(target, "text", None)
cases = []

TEXTS = ["The quick brown fox, jumps over the LAZY dog!", "the Dog\tbarks;\nthe fox runs...", "", "   ", "İstanbul'da ıssız ŞİİR ÇĞÖÜ çğöü",
    "Straße GROẞ Äpfel äpfel ß",
         "emoji 😀😀 👩‍👩‍👧 flags 🇩🇪 😀", "naïve café cafe\u0301 中文 字符",
         "a-b_c (d) [e] {f} 'g' \"h\" `i` ~j | k\\l @m #n $o %p ^q &r *s +t =u <v> ?w /x", "\u00a0nbsp\u2003em space",
         "tab\x0bvertical\x0cfeed\rreturn", "\ue000private \U0001f600face \uffee", "word " * 700, "x" * 5000]
WORDS = ["red", "green", "blue", "red", "red", "green", "", "[UNK]", "größe", "😀", "Ünü"]


def value(x):
    x = np.asarray(x)
    if x.dtype.kind in "OSU":
        return {"strings": [s.decode() if isinstance(s, bytes) else str(s) for s in x.reshape(-1)], "shape": list(x.shape)}
    return x


def put(name, x):
    x = value(x)
    return x if isinstance(x, dict) else {"array": store.add(name, x)}


def case(name, make, inputs, adapt=None):
    keras.utils.clear_session()
    layer = make()
    said = {"name": name, "layer": json.dumps(keras.saving.serialize_keras_object(layer))}
    if adapt is not None:
        data = np.array(adapt) if isinstance(adapt, list) else adapt
        layer.adapt(data)
        said["adapt"] = put(f"{name}/adapt", data)
        said["adapted"] = json.dumps(keras.saving.serialize_keras_object(layer))
    if hasattr(layer, "get_vocabulary"):
        said["vocabulary"] = put(f"{name}/vocabulary", np.array([str(v) for v in layer.get_vocabulary()]))
    many = isinstance(inputs, tuple)
    outputs = layer([np.array(x) for x in inputs] if many else np.array(inputs))
    said["inputs"] = [put(f"{name}/inputs{k}", x) for k, x in enumerate(inputs if many else [inputs])]
    outputs = outputs.numpy() if hasattr(outputs, "numpy") else np.array(outputs)
    said["outputs"] = put(f"{name}/outputs", outputs)
    cases.append(said)


NUMBERS = np.array([[5, -7, 5], [12, 5, 0]], "int64")
for kwargs in ({}, {"salt": 9}, {"salt": [9, -3]}, {"mask_value": 5}, {"output_mode": "one_hot"}, {"output_mode": "multi_hot"},
    {"output_mode": "count"}, {"dtype": "int32"}):
    name = "_".join(f"{k}_{v}" for k, v in kwargs.items())
    case(f"hashing_integers_{name}", lambda: l.Hashing(6, **kwargs), NUMBERS)
for kwargs in ({}, {"salt": 9}, {"mask_value": ""}, {"output_mode": "multi_hot", "mask_value": "red"}):
    name = "_".join(f"{k}_{v}" for k, v in kwargs.items())
    case(f"hashing_strings_{name}", lambda: l.Hashing(6, **kwargs), WORDS)
    case(f"hashing_columns_{name}", lambda: l.Hashing(6, **kwargs), [[w] for w in WORDS])
case("hashing_floats", lambda: l.Hashing(5), np.array([1.5, -2.0, 7.9], "float32"))
case("hashing_small_integers", lambda: l.Hashing(5), np.array([1, 2, 7], "uint8"))
case("crossing_integers", lambda: l.HashedCrossing(9), (np.array([1, 5, 2]), np.array([3, 3, 8])))
case("crossing_strings", lambda: l.HashedCrossing(9), (["a", "b", "ü"], ["c", "d", "😀"]))
case("crossing_mixed", lambda: l.HashedCrossing(9), ([["a"], ["b"]], np.array([[3], [4]], "int32")))
case("crossing_three", lambda: l.HashedCrossing(5, "one_hot"), (["a", "b"], ["c", "d"], ["e", "f"]))
case("crossing_column_one_hot", lambda: l.HashedCrossing(5, "one_hot"), ([["a"], ["b"]], [["c"], ["d"]]))

VOCABULARY = ["green", "red", "größe", "😀"]
for kwargs in ({}, {"mask_token": ""}, {"num_oov_indices": 3}, {"num_oov_indices": 3, "salt": 5},
    {"num_oov_indices": 2, "mask_token": "red"}, {"output_mode": "one_hot"},
               {"output_mode": "multi_hot", "num_oov_indices": 2}, {"output_mode": "count", "mask_token": ""},
               {"max_tokens": 9, "pad_to_max_tokens": True, "output_mode": "multi_hot"}):
    name = "_".join(f"{k}_{v}" for k, v in kwargs.items())
    given = [w for w in VOCABULARY if w != kwargs.get("mask_token")]
    case(f"strings_given_{name}", lambda: l.StringLookup(vocabulary=given, **kwargs), WORDS)
    case(f"strings_adapted_{name}", lambda: l.StringLookup(**kwargs), [WORDS[:4], WORDS[7:]], adapt=WORDS)
case("strings_special_given", lambda: l.StringLookup(vocabulary=["", "[UNK]", "a", "b"], mask_token=""), ["a", "b", "c", ""])
case("strings_max_tokens", lambda: l.StringLookup(max_tokens=4), WORDS, adapt=WORDS)
case("strings_inverted", lambda: l.StringLookup(vocabulary=VOCABULARY, invert=True), [[0, 1, 2], [4, 9, -1]])
case("strings_inverted_masked", lambda: l.StringLookup(vocabulary=VOCABULARY, mask_token="", num_oov_indices=2, invert=True),
    [[0, 1, 2], [3, 4, 9]])
case("strings_no_oov", lambda: l.StringLookup(vocabulary=VOCABULARY, num_oov_indices=0), ["red", "green"])
case("strings_tf_idf_given", lambda: l.StringLookup(vocabulary=VOCABULARY, idf_weights=[0.25, 0.75, 0.6, 0.4], output_mode="tf_idf"),
    [WORDS[:4], WORDS[6:10]])
case("strings_tf_idf", lambda: l.StringLookup(output_mode="tf_idf"), [WORDS[:4], WORDS[6:10]], adapt=[WORDS[:3], WORDS[3:6], WORDS[6:9]])
case("strings_order", lambda: l.StringLookup(), ["a"], adapt=["b", "a", "\ue000", "\U0001f600", "é", "Z", "z", "\uffee"])
for kwargs in ({}, {"mask_token": 0}, {"num_oov_indices": 3}, {"num_oov_indices": 3, "oov_method": "farmhash"},
    {"num_oov_indices": 3, "oov_method": "farmhash", "salt": 4},
               {"output_mode": "one_hot"}, {"output_mode": "multi_hot"}, {"output_mode": "count", "num_oov_indices": 2}):
    name = "_".join(f"{k}_{v}" for k, v in kwargs.items())
    case(f"integers_given_{name}", lambda: l.IntegerLookup(vocabulary=[5, 12, -100], **kwargs), NUMBERS)
    case(f"integers_adapted_{name}", lambda: l.IntegerLookup(**kwargs), NUMBERS, adapt=np.array([[3, 3, 5], [5, 5, 0], [-7, 9, 3]]))
case("integers_inverted", lambda: l.IntegerLookup(vocabulary=[5, 12, -100], invert=True), np.array([0, 1, 3, 7]))
case("integers_inverted_masked", lambda: l.IntegerLookup(vocabulary=[5, 12, -100], mask_token=0, invert=True), np.array([0, 1, 2, 7]))
case("integers_tf_idf", lambda: l.IntegerLookup(output_mode="tf_idf"), NUMBERS, adapt=np.array([[3, 3, 5], [5, 5, 0], [-7, 9, 3]]))

for standardize in ("lower_and_strip_punctuation", "lower", "strip_punctuation", None):
    for split in ("whitespace", "character", None):
        case(f"text_{standardize}_{split}", lambda: l.TextVectorization(standardize=standardize, split=split),
            TEXTS[:12] if split == "character" else TEXTS,
             adapt=TEXTS[:12] if split == "character" else TEXTS)
for kwargs in ({"ngrams": 2}, {"ngrams": (1, 3)}, {"ngrams": (3,)}, {"output_sequence_length": 4}, {"output_sequence_length": 40},
    {"max_tokens": 6}, {"output_mode": "multi_hot"},
               {"output_mode": "count"}, {"output_mode": "tf_idf"},
               {"output_mode": "tf_idf", "max_tokens": 80, "pad_to_max_tokens": True, "ngrams": 2},
               {"output_mode": "multi_hot", "max_tokens": 8, "pad_to_max_tokens": True}, {"split": "character", "ngrams": 2}):
    name = "_".join(f"{k}_{v}" for k, v in kwargs.items())
    case(f"text_{name}", lambda: l.TextVectorization(**kwargs), TEXTS[:12], adapt=TEXTS[:12])
case("text_columns", lambda: l.TextVectorization(), [[t] for t in TEXTS[:4]], adapt=[[t] for t in TEXTS])
case("text_given", lambda: l.TextVectorization(vocabulary=["the", "fox"], output_sequence_length=5), TEXTS[:4])
case("text_split_none_pairs", lambda: l.TextVectorization(split=None, output_sequence_length=3), [["a", "B!"], ["c", ""]],
    adapt=[["a", "b"], ["a", "c"]])
case("text_split_none_cut", lambda: l.TextVectorization(split=None, output_sequence_length=1), [["a", "B!"], ["c", ""]],
    adapt=[["a", "b"], ["a", "c"]])
case("text_split_none_ngrams", lambda: l.TextVectorization(split=None, ngrams=2), [["a", "b"], ["a", "c"]], adapt=[["a", "b"], ["a", "c"]])
case("text_split_none_one_hot", lambda: l.TextVectorization(split=None, output_mode="one_hot"), ["a", "b", "z"], adapt=["a", "b", "a"])
store.doc["cases"] = cases
store.doc["models"] = {}


def model(name, made, inputs):
    made.save(target / f"{name}.keras")
    given = [np.array(x, dtype="object") if isinstance(x[0], (str, list)) else x for x in inputs]
    store.doc["models"][name] = {"inputs": [put(f"{name}/inputs{k}", np.array(x)) for k, x in enumerate(inputs)],
                                 "outputs": put(f"{name}/outputs",
                                     np.array(made([keras.ops.convert_to_tensor(np.array(x)) for x in given] if len(given) > 1
                                                                                 else keras.ops.convert_to_tensor(np.array(inputs[0])))))}


keras.utils.clear_session()
vectorization = l.TextVectorization(max_tokens=30, output_sequence_length=6)
vectorization.adapt(TEXTS[:12])
model("texts", keras.Sequential([keras.Input((1,), dtype="string"), vectorization, l.Embedding(30, 4), l.GlobalAveragePooling1D(),
    l.Dense(2)]), [[[t] for t in TEXTS[:5]]])
keras.utils.clear_session()
tf_idf, colors, numbers = l.TextVectorization(output_mode="tf_idf"), l.StringLookup(mask_token=""), l.IntegerLookup(output_mode="multi_hot")
tf_idf.adapt(TEXTS[:12])
colors.adapt(WORDS)
numbers.adapt(NUMBERS)
text, color, number = keras.Input((), dtype="string"), keras.Input((1,), dtype="string"), keras.Input((3,), dtype="int64")
joined = l.Concatenate()([tf_idf(text), l.Flatten()(l.Embedding(12, 2)(colors(color))), l.Rescaling(1.0)(numbers(number)),
                          l.Rescaling(1.0)(l.HashedCrossing(5, "one_hot")([color, color]))])
model("features", keras.Model([text, color, number], l.Dense(2)(joined)), [TEXTS[:2], [["red"], ["?"]], NUMBERS])
for size in store.save():
    print(size)
