"""Writes Fixtures/preprocessing/text_functions.json: what the real Keras's TextVectorization makes of texts by custom functions.

    python make_text_functions.py [FOLDER]

cases: the arguments, the vocabulary that Adapt learns, and the outputs for the texts.
"""

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import tensorflow as tf
from keras import layers

target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "preprocessing"
texts = ["good,film<br />good", "BAD, film", "", "über,good,good,plot", "a,b,a b"]


@keras.saving.register_keras_serializable("text")
def without_tags(x):
    return tf.strings.regex_replace(tf.strings.lower(x), "<br />", ",")


@keras.saving.register_keras_serializable("text")
def at_commas(x):
    return tf.strings.split(x, ",").to_tensor("")


def case(name, **arguments):
    keras.utils.clear_session()
    layer = layers.TextVectorization(**arguments)
    layer.adapt(np.array(texts, dtype=object))
    outputs = np.array(layer(tf.constant(texts)))
    return {"name": name, "arguments": {k: v if not callable(v) else v.__name__ for k, v in arguments.items()},
            "vocabulary": layer.get_vocabulary(), "shape": list(outputs.shape), "outputs": outputs.astype("float32").ravel().tolist()}


document = {"texts": texts, "cases": [
    case("standardized", standardize=without_tags, output_sequence_length=4),
    case("split", split=at_commas, output_sequence_length=3),
    case("both", standardize=without_tags, split=at_commas),
    case("counted", standardize=without_tags, split=at_commas, output_mode="count"),
    case("weighted", standardize=without_tags, split=at_commas, output_mode="tf_idf"),
    case("pairs", standardize=None, split=at_commas, ngrams=2, output_sequence_length=6),
    case("characters", standardize=without_tags, split="character", output_mode="multi_hot"),
    case("whole", standardize=without_tags, split=None),
]}
(target / "text_functions.json").write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
