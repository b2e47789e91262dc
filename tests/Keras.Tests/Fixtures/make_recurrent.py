"""Writes Fixtures/recurrent: models of recurrent layers as the real Keras makes, differentiates and trains them.

    python make_recurrent.py [FOLDER]

recurrent.json names, for each model, the arrays of recurrent.npz: inputs and targets, the predictions, the gradients of the sum of the
predictions times `weighting` by the input and by each trainable weight, the losses of two epochs without shuffling, and the weights after
them (and the states, of a stateful model). <name>.keras are the models themselves, compiled and saved before.
"""

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras
import numpy as np
import tensorflow as tf
from keras import layers as l

target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "recurrent"
target.mkdir(exist_ok=True)
random = np.random.default_rng(5)
B, N = 8, 24


def sequential(*layers, shape=(6, 3), **kwargs):
    return lambda: keras.Sequential([keras.Input(shape, **kwargs), *[make() for make in layers]])


def dense(units=2):
    return lambda: l.Dense(units)


def encoder_decoder():
    x = keras.Input((6, 3))
    _, h, c = l.LSTM(5, return_state=True)(x)
    y = l.LSTM(5, return_sequences=True)(x, initial_state=[h, c])
    z, s = l.GRU(5, return_state=True)(y, initial_state=h)
    return keras.Model(x, l.Dense(2)(l.Concatenate()([z, s, c])))


def bidirectional_states():
    x = keras.Input((6, 3))
    m = l.Masking()(x)
    y, r, *states = l.Bidirectional(l.LSTM(4, return_sequences=True, return_state=True), merge_mode=None)(m)
    z = l.Bidirectional(l.LSTM(4), merge_mode="mul")(l.Add()([y, r]), initial_state=states)
    return keras.Model(x, l.Dense(2)(z))


def masked_states():
    x = keras.Input((6, 3))
    h, c = l.Dense(5)(l.Flatten()(x)), l.Dense(5)(l.Flatten()(x))
    m = l.Masking()(x)
    y = l.LSTM(5, return_sequences=True)(m, initial_state=[h, c])
    z = l.GRU(5, go_backwards=True, return_sequences=True, zero_output_for_mask=True)(m, initial_state=h)
    return keras.Model(x, l.Dense(2)(l.GlobalAveragePooling1D()(l.Concatenate()([y, z]))))


MODELS = {
    "lstm": sequential(lambda: l.LSTM(8), dense()),
    "lstm_functions": sequential(lambda: l.LSTM(6, activation="relu", recurrent_activation="hard_sigmoid", unit_forget_bias=False),
        dense()),
    "lstm_no_bias": sequential(lambda: l.LSTM(6, use_bias=False, kernel_regularizer="l2", recurrent_constraint="unit_norm"), dense()),
    "gru": sequential(lambda: l.GRU(8, return_sequences=True), lambda: l.GRU(5), dense()),
    "gru_masked": sequential(lambda: l.Masking(), lambda: l.GRU(7, return_sequences=True), lambda: l.GRU(5), dense()),
    "gru_before": sequential(lambda: l.Masking(), lambda: l.GRU(6, reset_after=False), dense()),
    "gru_no_bias": sequential(lambda: l.GRU(6, use_bias=False, activation="linear"), dense()),
    "simple": sequential(lambda: l.SimpleRNN(7, return_sequences=True, go_backwards=True), lambda: l.SimpleRNN(5, "relu"), dense()),
    "bidirectional": sequential(
        lambda: l.Masking(), lambda: l.Bidirectional(l.LSTM(5, return_sequences=True)), lambda: l.Bidirectional(l.GRU(4), merge_mode="sum"),
        dense()),
    "bidirectional_pair": sequential(
        lambda: l.Bidirectional(l.LSTM(5), merge_mode="ave", backward_layer=l.GRU(5, go_backwards=True)), dense()),
    "conv_lstm": sequential(
        lambda: l.ConvLSTM2D(4, 3, padding="same", return_sequences=True), lambda: l.ConvLSTM2D(2, (2, 3), strides=2), lambda: l.Flatten(),
        dense(), shape=(4, 6, 7, 2)),
    "conv_lstm_sequences": sequential(lambda: l.ConvLSTM1D(3, 3, dilation_rate=2, go_backwards=True), lambda: l.Flatten(), dense(),
        shape=(4, 9, 2)),
    "conv_lstm_volumes": sequential(lambda: l.ConvLSTM3D(2, 2), lambda: l.Flatten(), dense(), shape=(3, 4, 3, 4, 2)),
    "stacked": sequential(lambda: l.RNN([l.LSTMCell(6), l.GRUCell(5), l.SimpleRNNCell(4)], return_sequences=True),
        lambda: l.RNN(l.LSTMCell(3)), dense()),
    "stateful": sequential(lambda: l.LSTM(6, stateful=True, return_sequences=True), lambda: l.GRU(4, stateful=True), dense(), batch_size=B),
    "time_distributed": sequential(lambda: l.TimeDistributed(l.Dense(5, "relu")), lambda: l.GRU(4, return_sequences=True),
        lambda: l.TimeDistributed(l.Dense(2))),
    "unrolled": sequential(lambda: l.LSTM(6, unroll=True), dense()),
    "encoder_decoder": encoder_decoder,
    "bidirectional_states": bidirectional_states,
    "masked_states": masked_states,
}

arrays, cases = {}, []
for name, make in MODELS.items():
    keras.utils.set_random_seed(len(cases) + 1)
    keras.backend.clear_session()
    model = make()
    x = random.standard_normal((N, *model.inputs[0].shape[1:])).astype("float32")
    if x.ndim == 3:
        for i in range(N):
            # Steps at the end, and some at the beginning and between, are masked where a model masks zeros.
            x[i, x.shape[1] - i % 4:] = 0
            x[i, : i % 3 % 2] = 0
            x[i, 2] *= i % 5 > 0
    y = random.standard_normal((N, *model.outputs[0].shape[1:])).astype("float32")
    model.compile(keras.optimizers.Adam(0.02), "mse", jit_compile=False)
    model.save(target / f"{name}.keras")
    case = {"name": name}

    def keep(key, array):
        arrays[f"{name}/{key}"] = np.asarray(array)
        return f"{name}/{key}"

    def reset():
        for layer in model.layers:
            if getattr(layer, "stateful", False):
                layer.reset_state()

    case["x"], case["y"] = keep("x", x), keep("y", y)
    first = x[:B]
    case["prediction"] = keep("prediction", model(first))
    reset()
    weighting = ((37 * np.arange(np.prod(y[:B].shape)) % 17 - 8) / 8).astype("float32").reshape(y[:B].shape)
    case["weighting"] = keep("weighting", weighting)
    with tf.GradientTape() as tape:
        given = tf.constant(first)
        tape.watch(given)
        total = tf.reduce_sum(model(given) * weighting)
    dx, dw = tape.gradient(total, [given, [w.value for w in model.trainable_weights]])
    reset()
    case["dx"], case["dw"] = keep("dx", dx), [keep(f"dw{i}", d) for i, d in enumerate(dw)]
    case["losses"] = [float(v) for v in model.fit(x, y, batch_size=B, epochs=2, shuffle=False, verbose=0).history["loss"]]
    case["after"] = [keep(f"after{i}", w) for i, w in enumerate(model.get_weights())]
    states = [s for layer in model.layers if getattr(layer, "stateful", False) for s in layer.states]
    case["states"] = [keep(f"state{i}", s) for i, s in enumerate(states)]
    case["paths"] = [w.path for w in keras.models.model_from_json(model.to_json()).weights]
    case["json"] = model.to_json()
    cases.append(case)
    print(name, case["losses"])

np.savez_compressed(target / "recurrent.npz", **{k.replace("/", "."): v for k, v in arrays.items()})
text = json.dumps({"keras": keras.__version__, "cases": cases}, indent=1)
for key in arrays:
    text = text.replace(f'"{key}"', f'"{key.replace("/", ".")}"')
(target / "recurrent.json").write_text(text + "\n")
