"""Writes Fixtures/fused: models whose layers have kernels of this library, made, compiled, saved and trained by the real Keras.

    python make_fused.py [FOLDER]

fused.json has, for each model, the inputs, the targets, the losses of two epochs without shuffling, and the weights after them;
<name>.keras are the compiled models before that training.
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
from keras import optimizers as p

target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "fused"
target.mkdir(exist_ok=True)
random = np.random.default_rng(5)
SAMPLES = 80


def encoder():
    x = keras.Input((12, 7), name="x")
    h = l.Dense(32, name="embed")(x)
    for i in range(2):
        h = l.LayerNormalization(epsilon=1e-5, name=f"ln{i}a")(h + l.MultiHeadAttention(2, 16, name=f"attention{i}")(h, h))
        h = l.LayerNormalization(epsilon=1e-5, name=f"ln{i}b")(h + l.Dense(32, name=f"out{i}")(l.Dense(48, "relu", name=f"in{i}")(h)))
    return (keras.Model(x, l.Dense(5, name="y")(l.GlobalAveragePooling1D(name="mean")(h))),
        random.normal(size=(SAMPLES, 12, 7)).astype("float32"), random.integers(0, 5, SAMPLES), p.Adam(0.01))


def decoder():
    x = keras.Input((9,), dtype="int32", name="x")
    h = l.Embedding(11, 32, name="tokens")(x)
    h = l.LayerNormalization(name="first")(h + l.MultiHeadAttention(1, 16, value_dim=32, name="attention")(h, h, use_causal_mask=True))
    h = l.LayerNormalization(name="last")(h + l.Dense(32, name="out")(l.Dense(64, "gelu", name="in")(h)))
    return (keras.Model(x, l.Dense(11, name="y")(h)),
        random.integers(0, 11, (SAMPLES, 9)).astype("int32"), random.integers(0, 11, (SAMPLES, 9)), p.AdamW(0.005, clipnorm=0.5))


def described(array):
    array = np.asarray(array)
    return {"shape": list(array.shape), "dtype": str(array.dtype), "values": array.astype("float64").reshape(-1).tolist()}


expected = {"keras": keras.__version__, "models": {}}
for make in (encoder, decoder):
    keras.utils.clear_session()
    keras.utils.set_random_seed(3)
    model, x, y, optimizer = make()
    model.compile(optimizer, keras.losses.SparseCategoricalCrossentropy(from_logits=True), jit_compile=False)
    model.save(target / f"{make.__name__}.keras")
    history = model.fit(x, y.astype("int32"), batch_size=32, epochs=2, shuffle=False, verbose=0)
    expected["models"][make.__name__] = {
        "x": described(x), "y": described(y.astype("int32")), "history": history.history["loss"],
        "after": [described(w) for w in model.get_weights()],
    }
    print(make.__name__, history.history["loss"], flush=True)

(target / "fused.json").write_text(json.dumps(expected))
