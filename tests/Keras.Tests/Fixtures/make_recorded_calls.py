"""Writes Fixtures/recorded_calls.json: what the real Keras records with the calls of layers in functional models.

    python make_recorded_calls.py

models: {name: the text of to_json, without how it is compiled}. RecordedCallTests builds the same models.
"""

import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
from keras import layers as l


def x(*shape, dtype="float32", name="x"):
    return keras.Input(shape, dtype=dtype, name=name)


def dropouts():
    i = x(4, 3)
    h = l.Dropout(0.1, name="a")(i)
    h = l.GaussianDropout(0.1, name="b")(h)
    h = l.GaussianNoise(0.1, name="c")(h)
    h = l.AlphaDropout(0.1, name="d")(h)
    return i, l.SpatialDropout1D(0.1, name="e")(h)


def normalized():
    i = x(4, 3)
    h = l.BatchNormalization(name="a")(i)
    h = l.Softmax(name="b")(h)
    return i, l.GlobalAveragePooling1D(name="c")(h)


def images():
    i = x(8, 8, 3)
    h = l.RandomFlip(name="a")(i)
    h = l.RandomContrast(0.1, name="b")(h)
    h = l.CenterCrop(4, 4, name="c")(h)
    return i, l.Resizing(2, 2, name="d")(h)


def images_of_bytes():
    i = x(8, 8, 3, dtype="uint8")
    return i, [l.RandomFlip(name="a")(i), l.RandomContrast(0.1, name="b")(i), l.Resizing(2, 2, name="c")(i)]


def spectral():
    i = x(4)
    return i, l.SpectralNormalization(l.Dense(2, name="inside"), name="a")(i)


def given():
    i, m = x(4, 3), x(4, dtype="bool", name="m")
    return [i, m], [
        l.LSTM(2, name="a")(i, mask=m),
        l.BatchNormalization(name="b")(i, mask=m),
        l.BatchNormalization(name="c")(i, training=False),
        l.Dropout(0.1, name="d")(i, training=True),
    ]


def states():
    i, h, c = x(4, 3), x(2, name="h"), x(2, name="c")
    return [i, h, c], l.LSTM(2, name="a")(i, initial_state=[h, c])


def attention():
    i, j = x(4, 3), x(5, 3, name="j")
    return [i, j], [
        l.Attention(name="a")([i, j]),
        l.AdditiveAttention(name="b")([i, j]),
        l.MultiHeadAttention(2, 3, name="c")(i, j),
        l.GroupQueryAttention(3, 2, 2, name="d")(i, j),
    ]


def other_types():
    i = x(4, 3)
    h = l.Dropout(0.1, name="a", dtype="mixed_float16")(i)
    return i, [l.Dropout(0.1, name="b", dtype="mixed_float16")(h), l.LSTM(2, name="c", dtype="float64")(i)]


def sequential_inside():
    i = x(3)
    return i, keras.Sequential([keras.Input((3,), name="inner_x"), l.Dense(3, name="inner")], name="a")(i)


def called_for_inference():
    i = x(3)
    return i, keras.Sequential([keras.Input((3,), name="inner_x"), l.Dense(3, name="inner")], name="a")(i, training=False)


def two_inputs_inside():
    p, q = x(3, name="p"), x(3, name="q")
    inner = keras.Model([p, q], l.Add(name="sum")([p, q]), name="a")
    i = x(3)
    return i, inner([i, i])


def dictionary_inside():
    p, q = x(3, name="p"), x(3, name="q")
    inner = keras.Model({"p": p, "q": q}, l.Add(name="sum")([p, q]), name="a")
    i = x(3)
    return i, inner({"p": i, "q": i})


def one_input_inside():
    p = x(3, name="p")
    inner = keras.Model(p, l.Dense(2, name="inner")(p), name="a")
    i = x(3)
    return i, inner(i)


def embedded():
    i = x(4, dtype="int32")
    h = l.Embedding(5, 3, mask_zero=True, name="a")(i)
    h = l.Dense(3, name="b")(h)
    h = l.LSTM(2, return_sequences=True, name="c")(h)
    h = l.Dropout(0.1, name="d")(h)
    return i, l.GRU(2, name="e")(h)


def embedded_without_use():
    i = x(4, dtype="int32")
    return i, l.Flatten(name="b")(l.Embedding(5, 3, mask_zero=True, name="a")(i))


def embedded_twice():
    i, table = x(4, dtype="int32"), l.Embedding(5, 3, mask_zero=True, name="a")
    return i, [l.LSTM(2, name="b")(table(i)), l.GRU(2, name="c")(table(i))]


def masked():
    i = x(4, 3)
    h = l.Masking(0.5, name="a")(i)
    return i, [
        l.Bidirectional(l.LSTM(2, name="inside"), name="b")(h),
        l.GlobalAveragePooling1D(name="c")(h),
        l.GRU(2, name="f")(l.TimeDistributed(l.Dense(2, name="step"), name="e")(h)),
        l.SimpleRNN(2, name="h")(l.Activation("relu", name="g")(h)),
    ]


def masked_and_lost():
    i = x(4, 3)
    h = l.Masking(name="a")(i)
    return i, [
        l.LSTM(2, name="c")(l.Reshape((2, 6), name="b")(h)),
        l.LSTM(2, name="e")(l.Conv1D(2, 1, name="d")(h)),
        l.LSTM(2, name="f")(h * 2),
    ]


def masked_states():
    i = x(4, 3)
    y, h, c = l.LSTM(2, return_sequences=True, return_state=True, name="b")(l.Masking(name="a")(i))
    return i, [l.GRU(2, name="c")(y), h, c]


def masked_scores():
    i, m = x(4), x(4, dtype="bool", name="m")
    return [i, m], [l.Softmax(name="a")(i, mask=m), i * 2, 2 * i, i * 0.5]


def masked_both_ways():
    i = x(4, 3)
    h = l.Bidirectional(l.LSTM(2, return_sequences=True, name="inside"), name="b")(l.Masking(name="a")(i))
    return i, l.GRU(2, name="c")(h)


def masked_normalized():
    i = x(4, 3)
    h = l.BatchNormalization(name="b")(l.Masking(name="a")(i))
    return i, l.GRU(2, name="d")(l.LayerNormalization(name="c")(h))


def masked_sum():
    i, j = x(4, 3), x(4, 3, name="j")
    h = l.Add(name="c")([l.Masking(name="a")(i), l.Masking(name="b")(j)])
    return [i, j], l.LSTM(2, name="d")(h)


def masked_half():
    i, j = x(4, 3), x(4, 3, name="j")
    return [i, j], l.LSTM(2, name="d")(l.Add(name="c")([l.Masking(name="a")(i), j]))


def masked_joined():
    i, j = x(4, 3), x(4, 3, name="j")
    h = l.Concatenate(name="c")([l.Masking(name="a")(i), l.Masking(name="b")(j)])
    return [i, j], l.LSTM(2, name="d")(h)


def masked_half_joined():
    i, j = x(4, 3), x(4, 3, name="j")
    return [i, j], l.LSTM(2, name="d")(l.Concatenate(name="c")([l.Masking(name="a")(i), j]))


def masked_attention():
    i, j = x(4, 3), x(5, 3, name="j")
    p, q = l.Masking(name="a")(i), l.Masking(name="b")(j)
    return [i, j], [
        l.LSTM(2, name="d")(l.Attention(name="c")([p, q])),
        l.GlobalAveragePooling1D(name="f")(l.MultiHeadAttention(2, 3, name="e")(p, q)),
    ]


def masked_inside():
    i, p = x(4, 3), x(4, 3, name="p")
    inner = keras.Model(p, l.LSTM(2, return_sequences=True, name="inner")(p), name="b")
    return i, l.GRU(2, name="c")(inner(l.Masking(name="a")(i)))


def masked_sequential_inside():
    i = x(4, 3)
    inner = keras.Sequential([keras.Input((4, 3), name="p"), l.LSTM(2, return_sequences=True, name="inner")], name="b")
    return i, l.GRU(2, name="c")(inner(l.Masking(name="a")(i)))


def mask_from_inside():
    i = x(4, dtype="int32")
    inner = keras.Sequential([keras.Input((4,), dtype="int32", name="p"), l.Embedding(5, 3, mask_zero=True, name="inner")], name="a")
    return i, l.GRU(2, name="b")(inner(i))


def masked_in_half_precision():
    i = x(4, 3)
    return i, l.LSTM(2, name="b", dtype="mixed_float16")(l.Masking(name="a", dtype="mixed_float16")(i))


def mask_of_a_mask():
    i = x(4, 3)
    return i, l.GRU(2, name="c")(l.Masking(1.0, name="b")(l.Masking(name="a")(i)))


made = {}
for make in [
    dropouts, normalized, images, images_of_bytes, spectral, given, states, attention, other_types, sequential_inside, called_for_inference,
    two_inputs_inside, dictionary_inside, one_input_inside, embedded, embedded_without_use, embedded_twice, masked, masked_and_lost,
    masked_states, masked_scores, masked_both_ways, masked_normalized, masked_sum, masked_half, masked_joined, masked_half_joined,
    masked_attention,
    masked_inside, masked_sequential_inside, mask_from_inside, masked_in_half_precision, mask_of_a_mask,
]:
    keras.utils.clear_session()
    keras.utils.set_random_seed(1)
    inputs, outputs = make()
    text = json.loads(keras.Model(inputs, outputs, name=make.__name__).to_json())
    text.pop("compile_config", None)
    made[make.__name__] = text

path = pathlib.Path(__file__).parent / "recorded_calls.json"
lines = ",\n".join(f'  "{name}": {json.dumps(text)}' for name, text in made.items())
path.write_text(f'{{\n "keras": "{keras.__version__}",\n "models": {{\n{lines}\n }}\n}}\n')
