"""Writes Fixtures/attention: models of attention, embedding, einsum and normalization layers, made, compiled, saved and trained by the real
Keras.

    python make_attention.py [FOLDER]

attention.json has, for each model, the inputs, the targets, the loss, the predictions, the losses of two epochs without shuffling, and the
weights after them; <name>.keras are the compiled models before that training.
"""

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras
import numpy as np
from keras import layers as l
from keras import ops, optimizers as p, regularizers as r

target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "attention"
target.mkdir(exist_ok=True)
random = np.random.default_rng(5)
LOGITS = "logits"


def floats(*shape):
    return random.normal(size=(20, *shape)).astype("float32")


def words(length, vocabulary, padded=False):
    x = random.integers(1, vocabulary, size=(20, length)).astype("int32")
    if padded:
        for row, kept in zip(x, random.integers(2, length + 1, size=20)):
            row[kept:] = 0
    return x


def transformer():
    x = keras.Input((6, 5), name="x")
    h = l.Dense(8, name="embed")(x)
    for i in range(2):
        h = l.LayerNormalization(epsilon=1e-5, name=f"ln{i}a")(h + l.MultiHeadAttention(2, 4, name=f"attention{i}")(h, h))
        h = l.LayerNormalization(epsilon=1e-5, name=f"ln{i}b")(h + l.Dense(8, name=f"out{i}")(l.Dense(16, "relu", name=f"in{i}")(h)))
    return keras.Model(x, l.Dense(4, name="y")(l.GlobalAveragePooling1D(name="mean")(h))), floats(6, 5), random.integers(0, 4,
        20), LOGITS, p.Adam(0.01)


def causal_language_model():
    x = keras.Input((7,), dtype="int32", name="x")
    table = l.ReversibleEmbedding(11, 8, name="tokens")
    h = table(x)
    h = l.RMSNormalization(name="norm")(h)
    h = h + l.MultiHeadAttention(2, 4, name="attention")(h, h, use_causal_mask=True)
    h = l.LayerNormalization(name="last")(h + l.EinsumDense("abc,cd->abd", (None, 8), "gelu", "d", name="mix")(h))
    y = table(h, reverse=True)
    return keras.Model(x, y), words(7, 11), random.integers(0, 11, (20, 7)), LOGITS, p.Adam(0.01)


def cross_attention():
    x = keras.Input((9, 6), name="x")
    targets, sources = l.Cropping1D((0, 5), name="targets")(x), l.Cropping1D((4, 0), name="sources")(x)
    keys = l.Dense(3, "tanh", name="keys")(sources)
    h = l.MultiHeadAttention(3, 2, value_dim=4, output_shape=5, use_bias=False, name="attention")(targets, sources, keys)
    return keras.Model(x, l.Dense(2, name="y")(h)), floats(9, 6), floats(4, 2), "mse", p.RMSprop(0.01)


def text_classifier():
    x = keras.Input((8,), dtype="int32", name="x")
    h = l.Embedding(13, 6, mask_zero=True, name="embedding")(x)
    h = l.GlobalAveragePooling1D(name="mean")(h)
    return keras.Model(x, l.Dense(3, name="y")(l.Dense(5, "relu", name="h")(h))), words(8, 13, True), random.integers(0, 3,
        20), LOGITS, p.Adam(0.01)


def masked_attention():
    x = keras.Input((6,), dtype="int32", name="x")
    h = l.Embedding(9, 8, mask_zero=True, embeddings_regularizer=r.L2(0.01), name="embedding")(x)
    h = l.MultiHeadAttention(2, 4, name="attention")(h, h)
    h = l.LayerNormalization(name="norm")(h)
    return keras.Model(x, l.Dense(1, name="y")(l.GlobalAveragePooling1D(name="mean")(h))), words(6, 9, True), floats(1), "mse", p.Adam(0.01)


def group_normalization():
    x = keras.Input((4, 4, 6), name="x")
    h = l.GroupNormalization(3, name="groups")(l.Dense(6, name="a")(x))
    h = l.GroupNormalization(-1, epsilon=1e-5, scale=False, name="instance")(l.Dense(4, "relu", name="b")(h))
    h = l.GroupNormalization(2, axis=1, center=False, name="first")(h)
    return keras.Model(x, l.Dense(2, name="y")(l.Flatten(name="flat")(h))), floats(4, 4, 6), floats(2), "mse", p.SGD(0.01, 0.9)


def grouped_queries():
    x = keras.Input((8, 6), name="x")
    h = l.RMSNormalization(epsilon=1e-5, name="norm")(l.Dense(8, name="a")(x))
    h = h + l.GroupQueryAttention(4, 4, 2, use_gate=True, sliding_window=3, name="window")(h, h, use_causal_mask=True)
    h = h + l.GroupQueryAttention(2, 4, 1, use_bias=False, kernel_regularizer=r.L1(0.001), name="multi_query")(h, h)
    return keras.Model(x, l.Dense(2, name="y")(h)), floats(8, 6), floats(8, 2), "mse", p.Adam(0.01)


def low_rank_adaptation():
    x = keras.Input((5,), dtype="int32", name="x")
    h = l.Embedding(12, 6, lora_rank=2, name="embedding")(x)
    h = l.EinsumDense("abc,cde->abde", (None, 2, 4), "tanh", "de", lora_rank=3, lora_alpha=6, name="einsum")(h)
    h = l.Dense(5, "relu", lora_rank=2, name="dense")(l.Reshape((5, 8), name="joined")(h))
    return keras.Model(x, l.Dense(3, name="y")(l.GlobalAveragePooling1D(name="mean")(h))), words(5, 12), random.integers(0, 3,
        20), LOGITS, p.AdamW(0.01)


def plain_attention():
    x = keras.Input((6, 4), name="x")
    h = l.Attention(use_scale=True, name="dot")([x, l.Dense(4, name="value")(x), l.Dense(4, name="key")(x)])
    h = l.Attention(use_scale=True, score_mode="concat", name="concat")([h, x], use_causal_mask=True)
    h = l.AdditiveAttention(name="additive")([h, x])
    return keras.Model(x, l.Dense(2, name="y")(h)), floats(6, 4), floats(6, 2), "mse", p.Adam(0.01)


def masked_plain_attention():
    x = keras.Input((6,), dtype="int32", name="x")
    h = l.Embedding(10, 5, mask_zero=True, name="embedding")(x)
    h, scores = l.Attention(name="dot")([h, h], return_attention_scores=True)
    h = l.Concatenate(name="both")([h, scores])
    return keras.Model(x, l.Dense(2, name="y")(h)), words(6, 10, True), floats(6, 2), "mse", p.Adagrad(0.1)


def einsums():
    # Equal lengths: Keras tells the shape of an ellipsis of three axes in another order than it computes.
    x = keras.Input((3, 3, 5), name="x")
    h = l.EinsumDense("...x,xy->...y", 6, "relu", "y", name="left")(x)
    h = l.EinsumDense("abc...,ce->abe...", (3, 2), bias_axes="e", name="right")(h)
    h = l.UnitNormalization(axis=[1, 2], name="unit")(h)
    h = l.EinsumDense("abcd,bde->ace", (2, 3), bias_axes="e", kernel_initializer="he_normal", name="free")(h)
    return keras.Model(x, l.UnitNormalization(name="last")(h)), floats(3, 3, 5), floats(2, 3), "mse", p.Nadam(0.01)


def areas():
    x = keras.Input((3, 4, 6), name="x")
    h = l.MultiHeadAttention(2, 3, attention_axes=(1, 2), use_gate=True, name="areas")(x, x)
    h = l.MultiHeadAttention(2, 3, attention_axes=-2, name="rows")(h, h)
    h = l.LayerNormalization(axis=[1, 3], name="norm", gamma_regularizer=r.L2(0.01), beta_constraint="non_neg")(h)
    return keras.Model(x, l.Dense(2, name="y")(h)), floats(3, 4, 6), floats(3, 4, 2), "mse", p.Adam(0.01)


def regularized():
    x = keras.Input((5, 4), name="x")
    h, scores = l.MultiHeadAttention(2, 2, kernel_regularizer=r.L2(0.01), bias_regularizer=r.L1(0.01), activity_regularizer=r.L2(0.02),
        kernel_constraint="unit_norm", name="attention")(
        x, x, return_attention_scores=True)
    h = l.EinsumDense("abc,cd->abd", (None, 3), activity_regularizer=r.L1(0.02), name="einsum")(h)
    h = l.GroupQueryAttention(2, 2, 2, activity_regularizer=r.L2(0.01), name="groups")(h, h)
    s = l.Dense(2, name="s")(l.Reshape((10, 5), name="scores")(scores))
    return keras.Model(x, l.Concatenate(axis=1, name="y")([l.Dense(2, name="h")(h), s])), floats(5, 4), floats(15, 2), "mse", p.SGD(0.05)


def untied():
    x = keras.Input((6,), dtype="int32", name="x")
    table = l.ReversibleEmbedding(9, 5, tie_weights=False, logit_soft_cap=2.0, mask_zero=True, name="tokens")
    h = l.LayerNormalization(rms_scaling=True, name="norm")(table(x))
    return keras.Model(x, table(h, reverse=True)), words(6, 9, True), random.integers(0, 9, (20, 6)), LOGITS, p.SGD(0.1)


MODELS = [transformer, causal_language_model, cross_attention, text_classifier, masked_attention, group_normalization, grouped_queries,
    low_rank_adaptation,
          plain_attention, masked_plain_attention, einsums, areas, regularized, untied]


def described(array):
    array = np.asarray(array)
    return {"shape": list(array.shape), "dtype": str(array.dtype), "values": array.astype("float64").reshape(-1).tolist()}


expected = {"keras": keras.__version__, "models": {}}
for make in MODELS:
    keras.utils.clear_session()
    keras.utils.set_random_seed(3)
    model, x, y, loss, optimizer = make()
    if make is low_rank_adaptation:
        for layer in model.layers:
            for weight in layer.trainable_weights:
                if "lora" in weight.name and weight.name.endswith("_b"):
                    weight.assign(random.normal(size=weight.shape) * 0.1)
    y = np.asarray(y).astype("int32" if loss == LOGITS else "float32")
    model.compile(optimizer, keras.losses.SparseCategoricalCrossentropy(from_logits=True) if loss == LOGITS else loss, jit_compile=False)
    predictions = model.predict(x, verbose=0)
    model.save(target / f"{make.__name__}.keras")
    before = [described(w) for w in model.get_weights()]
    history = model.fit(x, y, batch_size=8, epochs=2, shuffle=False, verbose=0)
    expected["models"][make.__name__] = {
        "x": described(x), "y": described(y), "loss": loss, "predictions": described(predictions), "before": before,
        "history": history.history["loss"], "after": [described(w) for w in model.get_weights()],
    }
    print(make.__name__, history.history["loss"], flush=True)

(target / "attention.json").write_text(json.dumps(expected))
