"""Writes Recorded/layer/gradients.zip: calls of layers and their gradients by the real Keras, in the format of the cases beside it.

    python record_gradients.py

For the classes of which the cases recorded from Keras's own tests have no gradients, and the cells of recurrent layers inside of RNN.
"""

import io
import json
import os
import pathlib
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras
import numpy as np
import tensorflow as tf

l = keras.layers
random = np.random.default_rng(17)


def floats(*shape):
    return random.uniform(-1, 1, shape).astype("float32")


CASES = [
    (l.Add(), [floats(2, 3), floats(2, 3)]), (l.Average(), [floats(2, 3), floats(2, 3), floats(2, 3)]),
    (l.Maximum(), [floats(2, 3), floats(2, 3)]),
    (l.Minimum(), [floats(2, 1), floats(2, 3)]), (l.Multiply(), [floats(2, 3), floats(2, 3), floats(2, 3)]),
    (l.Dot((2, 1), normalize=True), [floats(2, 3, 4), floats(2, 4, 3)]),
    (l.Activation("gelu"), floats(2, 5)), (l.Identity(), floats(2, 3)), (l.LeakyReLU(0.3), floats(2, 5)),
    (l.GaussianDropout(0.4), floats(2, 5)),
    (l.ActivityRegularization(0.1, 0.2), floats(2, 3)), (l.RepeatVector(3), floats(2, 3)), (l.UpSampling1D(3), floats(2, 3, 2)),
    (l.UpSampling2D((2, 3), interpolation="bilinear"), floats(1, 3, 2, 2)), (l.UpSampling3D((2, 1, 2)), floats(1, 2, 2, 3, 2)),
    (l.AveragePooling1D(2, 1, "same"), floats(2, 5, 3)),
    (l.Conv3DTranspose(3, (2, 1, 2), strides=(2, 1, 2), activation="tanh"), floats(1, 2, 3, 2, 2)),
    (l.Conv2D(4, 2, dilation_rate=(2, 1), padding="same", groups=2), floats(2, 4, 5, 2)),
    (l.Conv1D(3, 3, dilation_rate=2, padding="causal"), floats(2, 7, 2)),
    (l.DepthwiseConv2D(2, dilation_rate=2, depth_multiplier=2), floats(1, 5, 4, 2)),
    (l.ConvLSTM1D(2, 2, return_sequences=True), floats(2, 3, 5, 2)),
    (l.ConvLSTM2D(2, (2, 3), padding="same", go_backwards=True), floats(1, 3, 4, 4, 2)),
    (l.ConvLSTM3D(2, 2, unit_forget_bias=False), floats(1, 2, 3, 3, 3, 1)),
    (l.RNN(l.LSTMCell(3), return_sequences=True), floats(2, 4, 3)), (l.RNN(l.GRUCell(3, reset_after=False)), floats(2, 4, 3)),
    (l.RNN([l.SimpleRNNCell(3, activation="relu"), l.GRUCell(2), l.LSTMCell(2)], return_state=True), floats(2, 4, 3)),
    (l.Bidirectional(l.GRU(2, return_sequences=True), merge_mode="mul"), floats(2, 3, 2)),
    (l.GRU(3, activation="elu", return_state=True), floats(2, 4, 2)),
    (l.LSTM(3, recurrent_activation="hard_sigmoid", go_backwards=True), floats(2, 4, 2)),
    (l.TimeDistributed(l.Conv1D(2, 2)), floats(2, 3, 4, 2)),
    (l.PReLU(shared_axes=[1]), floats(2, 3, 4)), (l.SpectralNormalization(l.Dense(3)), floats(2, 4)),
    (l.RMSNormalization(), floats(2, 3, 4)),
    (l.GroupNormalization(2), floats(2, 3, 4)), (l.UnitNormalization(), floats(2, 3)),
    (l.CenterCrop(2, 3), floats(2, 4, 5, 3)), (l.Rescaling(2.5, -1), floats(2, 3)), (l.Resizing(3, 5), floats(2, 4, 3, 2)),
    (l.Normalization(mean=[0.5, -0.5, 1.0], variance=[0.25, 1.0, 4.0]), floats(2, 3)),
    (l.MelSpectrogram(16, 6, num_mel_bins=5, sampling_rate=100), floats(2, 40)),
    (l.STFTSpectrogram("magnitude", 8, window=None, scaling=None), floats(2, 20, 2)),
]

arrays = {}


def described(value):
    if isinstance(value, (list, tuple)):
        return [described(v) for v in value]
    if value is None:
        return None
    value = np.asarray(value)
    name = f"a{len(arrays)}"
    arrays[name] = value
    return {"array": name, "dtype": str(value.dtype), "shape": list(value.shape)}


def weighting(shape):
    flat = np.arange(int(np.prod(shape)))
    return ((((37 * flat) % 17) - 8) / 8).astype("float32").reshape(shape)


def recorded(number, layer, inputs):
    keras.utils.set_random_seed(number)
    tensors = keras.tree.map_structure(tf.constant, inputs)
    layer(tensors)
    for weight in layer.weights:
        if weight.trainable:
            weight.assign(floats(*weight.shape))
    before = [np.array(w) for w in layer.weights]
    trainable = [w.value for w in layer.trainable_weights]
    flat = keras.tree.flatten(tensors)
    with tf.GradientTape() as tape:
        for t in flat:
            tape.watch(t)
        outputs = layer(tensors)
        leaves = keras.tree.flatten(outputs)
        weights = [weighting(o.shape) for o in leaves]
        total = tf.add_n([tf.reduce_sum(o * w) for o, w in zip(leaves, weights)])
    # The losses of this call, not added to the sum.
    losses = [np.array(v) for v in layer.losses]
    by_inputs = tape.gradient(total, flat + trainable)
    return {
        "id": f"layer/gradients/{number}", "source": "record_gradients.py", "kind": "layer", "class_name": type(layer).__name__,
        "config": keras.saving.serialize_keras_object(layer), "build_shapes": None,
        "weights": [
            {"name": w.name, "path": w.path, "trainable": w.trainable, "value": described(v)} for w, v in zip(layer.weights, before)],
        "trainable_weight_indices": [next(i for i, o in enumerate(layer.weights) if o is w) for w in layer.trainable_weights],
        "inputs": described(inputs), "inputs_name": "inputs", "call_kwargs": {},
        "outputs": described([np.array(o) for o in leaves]) if len(leaves) > 1 else described(np.array(leaves[0])),
        "losses": [described(v) for v in losses],
        "weights_after": [{"index": i, "value": described(np.array(w))} for i, (w, v) in enumerate(zip(layer.weights, before))
            if not np.array_equal(np.array(w), v)],
        "tolerance": {"rtol": 1e-5, "atol": 1e-6},
        "gradients": {
            "output_weights": [described(w) for w in weights],
            "inputs": described([None if g is None else np.array(g) for g in by_inputs[:len(flat)]]) if isinstance(inputs, list)
                else described(by_inputs[0]),
            "call_kwargs": {}, "weights": [described(None if g is None else np.array(tf.convert_to_tensor(g)))
                for g in by_inputs[len(flat):]],
            "tolerance": {"rtol": 1e-4, "atol": 1.1e-5},
        },
        "features": ["gradients"],
    }


cases = [recorded(number, layer, inputs) for number, (layer, inputs) in enumerate(CASES)]
target = pathlib.Path(__file__).parent / "Recorded" / "layer" / "gradients.zip"
target.parent.mkdir(parents=True, exist_ok=True)
with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
    for name, value in arrays.items():
        stream = io.BytesIO()
        np.lib.format.write_array(stream, np.ascontiguousarray(value).reshape(value.shape), version=(1, 0))
        archive.writestr(zipfile.ZipInfo(f"{name}.npy"), stream.getvalue(), zipfile.ZIP_DEFLATED)
    archive.writestr(zipfile.ZipInfo("cases.json"), json.dumps(cases), zipfile.ZIP_DEFLATED)
print(len(cases), "cases,", target.stat().st_size, "bytes")
