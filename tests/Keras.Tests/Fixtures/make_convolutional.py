"""Writes Fixtures/convolutional: models of convolution and normalization layers as the real Keras saves and trains them, and gradients of
single layers.

    python make_convolutional.py [FOLDER]

convolutional-3.15.1.json and .npz have, for each model, inputs, targets, predictions, the losses of two epochs without shuffling, and all
weights after that; <name>-3.15.1.keras are the models themselves, compiled, before that training. For each layer: the serialized layer,
inputs and weights, the outputs, and the gradients of the sum of outputs times weights by inputs and weights.
"""

import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import tensorflow as tf
from keras import layers as l

from generator.store import Store

target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "convolutional"
target.mkdir(exist_ok=True)
random = np.random.default_rng(23)
release = keras.__version__


def cnn():
    return keras.Sequential([
        l.Input((8, 8, 2)), l.Conv2D(6, 3, activation="relu"), l.BatchNormalization(), l.MaxPooling2D(),
        l.Conv2D(8, 3, strides=2, padding="same", use_bias=False),
        l.BatchNormalization(momentum=0.9, epsilon=1e-5), l.ReLU(), l.GlobalAveragePooling2D(), l.Dense(3, activation="softmax")])


def resnet():
    x = keras.Input((8, 8, 2))
    h = l.Activation("relu")(l.BatchNormalization(momentum=0.8)(l.Conv2D(4, 3, padding="same")(x)))
    for filters, strides in ((4, 1), (8, 2)):
        r = l.Activation("relu")(l.BatchNormalization(momentum=0.8)(l.Conv2D(filters, 3, strides, "same", use_bias=False)(h)))
        r = l.BatchNormalization(momentum=0.8)(l.Conv2D(filters, 3, padding="same", use_bias=False)(r))
        shortcut = h if strides == 1 else l.Conv2D(filters, 1, strides)(h)
        h = l.Activation("relu")(l.Add()([shortcut, r]))
    return keras.Model(x, l.Dense(3, activation="softmax")(l.GlobalAveragePooling2D()(h)))


def unet():
    x = keras.Input((8, 8, 2))
    a = l.Conv2D(4, 3, padding="same", activation="relu")(x)
    b = l.Conv2D(6, 3, padding="same", activation="relu")(l.MaxPooling2D()(a))
    c = l.Conv2D(8, 3, padding="same", activation="relu")(l.MaxPooling2D()(b))
    d = l.Concatenate()([l.Conv2DTranspose(6, 2, strides=2)(c), b])
    e = l.Concatenate()([l.UpSampling2D()(l.Conv2D(4, 3, padding="same", activation="relu")(d)), a])
    return keras.Model(x, l.Conv2D(1, 1, activation="sigmoid")(e))


def wavenet():
    x = keras.Input((24, 2))
    h, skips = l.Conv1D(4, 2, padding="causal")(x), []
    for rate in (1, 2, 4):
        gate = l.Multiply()([l.Conv1D(4, 2, padding="causal", dilation_rate=rate, activation=a)(h) for a in ("tanh", "sigmoid")])
        skips.append(l.Conv1D(4, 1)(gate))
        h = l.Add()([h, skips[-1]])
    return keras.Model(x, l.Conv1D(1, 1)(l.Activation("relu")(l.Add()(skips))))


# A bias before a normalization has a gradient of nothing but rounding, which Adam would blow up: such layers have none here. With the
# channels first no axis is as long as the channels: Keras would take it for that of the channels when it adds the bias.
def autoencoder():
    return keras.Sequential([
        l.Input((8, 8, 1)), l.Conv2D(4, 3, strides=2, padding="same", activation="relu"),
        l.Conv2D(6, 3, strides=2, padding="same", use_bias=False),
        l.BatchNormalization(), l.LeakyReLU(), l.Flatten(), l.Dense(5, name="code"), l.Dense(24, activation="relu"), l.Reshape((2, 2, 6)),
        l.Conv2DTranspose(4, 3, strides=2, padding="same", activation="relu"), l.BatchNormalization(),
        l.Conv2DTranspose(1, 3, strides=2, padding="same", output_padding=1, activation="sigmoid")])


def mobilenet():
    return keras.Sequential([
        l.Input((8, 8, 2)), l.Conv2D(4, 3, strides=2, padding="same", use_bias=False), l.BatchNormalization(), l.ReLU(6.0),
        l.DepthwiseConv2D(3, padding="same", use_bias=False, depth_multiplier=2), l.BatchNormalization(), l.ReLU(6.0),
        l.Conv2D(6, 1, use_bias=False),
        l.BatchNormalization(), l.SeparableConv2D(8, 3, strides=2, padding="same", activation="relu"), l.GlobalAveragePooling2D(),
        l.Dense(3, activation="softmax")])


def volumes():
    return keras.Sequential([
        l.Input((4, 6, 6, 1)), l.Conv3D(4, 3, padding="same", activation="relu"), l.MaxPooling3D((1, 2, 2)), l.BatchNormalization(),
        l.Conv3D(6, (2, 3, 3), strides=(2, 1, 1)), l.Conv3DTranspose(4, 2, strides=2, activation="elu"), l.GlobalAveragePooling3D(),
        l.Dense(3, activation="softmax")])


def grouped():
    return keras.Sequential([
        l.Input((8, 8, 4)), l.Conv2D(6, 3, groups=2, activation="relu"), l.BatchNormalization(center=False, scale=False),
        l.Conv2D(6, 3, groups=6),
        l.Conv2D(4, 2, dilation_rate=2, activation="tanh"), l.Flatten(), l.Dense(3, activation="softmax")])


def sequences():
    return keras.Sequential([
        l.Input((20, 3)), l.DepthwiseConv1D(3, depth_multiplier=2, activation="relu"),
        l.SeparableConv1D(4, 3, strides=2, padding="same", use_bias=False), l.BatchNormalization(),
        l.SpatialDropout1D(0.0), l.Conv1D(6, 3, groups=2), l.AveragePooling1D(2),
        l.Conv1DTranspose(4, 3, strides=2, padding="same", activation="relu"),
        l.GlobalMaxPooling1D(), l.Dense(3, activation="softmax")])


def channels_first():
    return keras.Sequential([
        l.Input((2, 8, 8)), l.Permute((2, 3, 1)), l.Conv2D(5, 3, activation="relu"), l.Permute((3, 1, 2)), l.BatchNormalization(axis=1),
        l.DepthwiseConv2D(3, data_format="channels_first"), l.SeparableConv2D(4, 2, data_format="channels_first"),
        l.GlobalAveragePooling2D("channels_first"),
        l.Dense(3, activation="softmax")])


def spectral():
    return keras.Sequential([
        l.Input((8, 8, 2)), l.SpectralNormalization(l.Conv2D(6, 3, strides=2, activation="relu")), l.Flatten(),
        l.SpectralNormalization(l.Dense(8, activation="relu", use_bias=False), power_iterations=3), l.Dense(3, activation="softmax")])


def masked():
    return keras.Sequential([l.Input((10, 3)), l.Masking(), l.BatchNormalization(momentum=0.7), l.GlobalAveragePooling1D(),
        l.Dense(3, activation="softmax")])


def renormalized():
    return keras.Sequential([
        l.Input((8, 8, 2)), l.Conv2D(6, 3, use_bias=False), l.BatchNormalization(renorm=True, renorm_momentum=0.9,
            renorm_clipping={"rmax": 2.0, "rmin": 0.5, "dmax": 1.5}),
        l.ReLU(), l.Conv2D(4, 3, use_bias=False), l.BatchNormalization(renorm=True, momentum=0.5), l.Flatten(),
        l.Dense(3, activation="softmax")])


def synchronized():
    return keras.Sequential([
        l.Input((8, 8, 2)), l.Conv2D(6, 3, activation="relu"), l.BatchNormalization(synchronized=True, momentum=0.5), l.Flatten(),
        l.Dense(3, activation="softmax")])


def regularized():
    return keras.Sequential([
        l.Input((8, 8, 2)), l.Conv2D(6, 3, kernel_regularizer="l2", bias_regularizer="l1", activity_regularizer=keras.regularizers.L2(0.01),
            kernel_constraint="unit_norm"),
        l.BatchNormalization(gamma_regularizer="l2", beta_regularizer="l1", gamma_constraint="non_neg"),
        l.SeparableConv2D(4, 3, depthwise_regularizer="l2", pointwise_regularizer="l1", pointwise_constraint="max_norm"), l.Flatten(),
        l.Dense(3, activation="softmax")])


def frozen():
    model = keras.Sequential([
        l.Input((8, 8, 2)), l.Conv2D(6, 3, activation="relu"), l.BatchNormalization(trainable=False), l.Conv2D(4, 3, trainable=False),
        l.BatchNormalization(),
        l.Flatten(), l.Dense(3, activation="softmax")])
    return model


def adapted():
    return keras.Sequential([
        l.Input((8, 8, 2)), l.Conv2D(6, 3, activation="relu", lora_rank=2, lora_alpha=3), l.BatchNormalization(), l.Flatten(),
        l.Dense(3, activation="softmax")])


def shared():
    x = keras.Input((8, 8, 2))
    normalize, convolve = l.BatchNormalization(momentum=0.5), l.Conv2D(2, 3, padding="same")
    return keras.Model(x, l.Dense(3, activation="softmax")(l.Flatten()(normalize(convolve(normalize(convolve(x)))))))


def densenet():
    x = keras.Input((8, 8, 2))
    h = l.Conv2D(4, 3, padding="same")(x)
    for _ in range(3):
        h = l.Concatenate()([h, l.Conv2D(3, 3, padding="same")(l.ReLU()(l.BatchNormalization(momentum=0.9)(h)))])
    return keras.Model(x, l.Dense(3, activation="softmax")(l.Flatten()(l.AveragePooling2D(2)(h))))


def inception():
    x = keras.Input((8, 8, 2))
    branches = [l.Conv2D(3, 1, activation="relu"), l.Conv2D(3, (1, 3), padding="same", activation="elu"),
        l.Conv2D(3, (5, 3), padding="same", activation="gelu")]
    h = l.Concatenate()([*(branch(x) for branch in branches), l.Conv2D(2, 1, use_bias=False)(l.MaxPooling2D(3, 1, "same")(x))])
    return keras.Model(x, l.Dense(3, activation="softmax")(l.GlobalMaxPooling2D()(l.BatchNormalization()(h))))


def mixed():
    keras.config.set_dtype_policy("mixed_bfloat16")
    model = keras.Sequential([
        l.Input((8, 8, 2)), l.Conv2D(6, 3, activation="relu"), l.BatchNormalization(momentum=0.9), l.Conv2D(4, 3), l.Flatten(),
        l.Dense(3, activation="softmax", dtype="float32")])
    keras.config.set_dtype_policy("float32")
    return model


# Channels that fill vectors, and more outputs than an odd row and column would waste: .NET has kernels of its own for these.
def vectors():
    return keras.Sequential([
        l.Input((12, 12, 2)), l.Conv2D(16, 1, activation="relu"), l.Conv2D(16, 3, activation="relu"), l.MaxPooling2D(),
        l.Conv2D(32, 3, padding="same", use_bias=False), l.BatchNormalization(momentum=0.9), l.ReLU(),
        l.Conv2D(32, 3, padding="same"), l.GlobalAveragePooling2D(), l.Dense(3, activation="softmax")])


ADAM, SGD = lambda: keras.optimizers.Adam(0.01), lambda: keras.optimizers.SGD(0.05, momentum=0.9)
MODELS = {
    cnn: ADAM, resnet: SGD, unet: ADAM, wavenet: ADAM, autoencoder: ADAM, mobilenet: SGD, volumes: ADAM, grouped: SGD, sequences: ADAM,
    channels_first: SGD, spectral: SGD,
    masked: SGD, renormalized: ADAM, synchronized: SGD, regularized: SGD, frozen: ADAM, adapted: ADAM, shared: SGD, densenet: SGD,
    inception: ADAM, mixed: SGD}


def data(model):
    shape = model.input_shape[1:]
    x = random.normal(size=(24, *shape)).astype("float32")
    if len(shape) == 2:
        x[:, -3:] *= random.integers(0, 2, (24, 3, 1))
    if model.output_shape[1:] == (3,):
        return x, random.integers(0, 3, 24).astype("int32"), "sparse_categorical_crossentropy"
    y = random.uniform(size=(24, *model.output_shape[1:])).astype("float32")
    return x, y, "mse" if len(shape) == 2 else "binary_crossentropy"


def train(store, make, optimizer):
    keras.utils.clear_session()
    keras.utils.set_random_seed(5)
    name = make.__name__
    model = make()
    # Statistics that are not those of a new layer.
    for layer in model.layers:
        if isinstance(layer, l.BatchNormalization):
            layer.moving_mean.assign(random.normal(size=layer.moving_mean.shape) * 0.1)
            layer.moving_variance.assign(random.uniform(0.5, 1.5, size=layer.moving_variance.shape))
    x, y, loss = data(model)
    model.compile(optimizer(), loss, jit_compile=False)
    # What training begins with is what the file says: low-rank adaptations begin anew when they are read.
    model.save(target / f"{name}-{release}.keras")
    model = keras.models.load_model(target / f"{name}-{release}.keras")
    predictions = model.predict(x, verbose=0, batch_size=24)
    history = model.fit(x, y, batch_size=8, epochs=2, shuffle=False, verbose=0)
    return {
        "x": store.add(f"{name}.x", x), "y": store.add(f"{name}.y", y),
        "predictions": store.add(f"{name}.p", predictions.astype("float32")),
        "loss": history.history["loss"], "after": [store.add(f"{name}.w{i}", np.asarray(w, "float32"))
            for i, w in enumerate(model.get_weights())],
        "predictions_after": store.add(f"{name}.q", model.predict(x, verbose=0, batch_size=24).astype("float32"))}


ONE, TWO, THREE = (2, 9, 4), (2, 8, 7, 4), (1, 5, 6, 5, 4)
LAYERS = [
    (lambda: l.Conv1D(6, 3, activation="tanh"), ONE), (lambda: l.Conv1D(6, 3, padding="causal", dilation_rate=2), ONE),
    (lambda: l.Conv1D(6, 2, strides=2, groups=2, padding="same"), ONE),
    (lambda: l.Conv1D(6, 3, padding="same", dilation_rate=3), ONE), (lambda: l.Conv1D(4, 3, groups=4), ONE),
    (lambda: l.Conv1D(6, 4, strides=3, padding="causal"), ONE),
    (lambda: l.Conv2D(6, 3, activation="sigmoid"), TWO), (lambda: l.Conv2D(6, (2, 3), strides=(2, 1), padding="same"), TWO),
    (lambda: l.Conv2D(6, 2, groups=2, strides=2), TWO),
    (lambda: l.Conv2D(6, 3, dilation_rate=(2, 1), padding="same"), TWO), (lambda: l.Conv2D(6, 2, dilation_rate=3), TWO),
    (lambda: l.Conv2D(8, 3, groups=4, padding="same"), TWO),
    (lambda: l.Conv2D(5, 2, lora_rank=2, lora_alpha=3), TWO), (lambda: l.Conv3D(5, 2, activation="tanh"), THREE),
    (lambda: l.Conv3D(5, (2, 3, 2), strides=2, padding="same"), THREE),
    (lambda: l.Conv3D(4, 2, groups=2), THREE), (lambda: l.Conv1DTranspose(5, 3, strides=2), ONE),
    (lambda: l.Conv1DTranspose(5, 3, strides=3, padding="same", output_padding=1), ONE),
    (lambda: l.Conv2DTranspose(5, 3, strides=2, padding="same"), TWO),
    (lambda: l.Conv2DTranspose(5, (3, 2), strides=(2, 3), output_padding=(1, 2)), TWO),
    (lambda: l.Conv2DTranspose(5, 2, activation="tanh"), TWO), (lambda: l.Conv3DTranspose(3, 2, strides=2, padding="same"), THREE),
    (lambda: l.Conv3DTranspose(3, 2), THREE),
    (lambda: l.DepthwiseConv1D(3, depth_multiplier=2), ONE), (lambda: l.DepthwiseConv1D(3, padding="same", dilation_rate=2), ONE),
    (lambda: l.DepthwiseConv1D(3, strides=2, dilation_rate=2), ONE),
    (lambda: l.DepthwiseConv2D(3, strides=2, padding="same", depth_multiplier=2), TWO),
    (lambda: l.DepthwiseConv2D((2, 3), dilation_rate=(1, 2)), TWO),
    (lambda: l.DepthwiseConv2D(2, strides=2, dilation_rate=2, padding="same"), TWO),
    (lambda: l.DepthwiseConv2D(3, data_format="channels_first"), (2, 4, 6, 7)),
    (lambda: l.SeparableConv1D(6, 3, depth_multiplier=2, strides=2), ONE),
    (lambda: l.SeparableConv1D(6, 3, padding="same", dilation_rate=2), ONE),
    (lambda: l.SeparableConv2D(6, 3, activation="tanh"), TWO),
    (lambda: l.SeparableConv2D(6, 2, padding="same", dilation_rate=2, depth_multiplier=2), TWO),
    (lambda: l.SeparableConv2D(6, 3, data_format="channels_first"), (2, 4, 6, 7)),
    (lambda: l.BatchNormalization(), (6, 4)), (lambda: l.BatchNormalization(axis=1), TWO),
    (lambda: l.BatchNormalization(epsilon=0.01), TWO), (lambda: l.BatchNormalization(), THREE),
    (lambda: l.BatchNormalization(center=False), ONE), (lambda: l.BatchNormalization(scale=False), ONE),
    (lambda: l.BatchNormalization(synchronized=True), TWO),
    (lambda: l.BatchNormalization(renorm=True, renorm_clipping={"rmax": 1.5, "dmax": 0.5}), TWO),
    (lambda: l.BatchNormalization(trainable=False), TWO),
    (lambda: l.SpectralNormalization(l.Conv2D(5, 2)), TWO), (lambda: l.SpectralNormalization(l.Dense(5), 3), (3, 4)),
]


def differentiate(store, index, make, shape):
    keras.utils.clear_session()
    keras.utils.set_random_seed(index)
    layer = make()
    layer.build(shape)
    for weight in layer.weights:
        low = 0.5 if "variance" in weight.name or "stddev" in weight.name else -1.0
        weight.assign(random.uniform(low, 1.5, weight.shape))
    envelope = keras.saving.serialize_keras_object(layer)
    before = [store.add(f"l{index}.w{i}", np.asarray(w)) for i, w in enumerate(layer.get_weights())]
    x = tf.constant(random.normal(size=shape).astype("float32") + 0.5)
    trained = [v.value for v in layer.trainable_weights]
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = layer(x, training=True) if isinstance(layer, (l.BatchNormalization, l.SpectralNormalization)) else layer(x)
        factors = tf.constant(random.normal(size=y.shape).astype("float32"))
        total = tf.reduce_sum(y * factors)
    dx, *dws = tape.gradient(total, [x, *trained])
    return {
        "layer": envelope, "x": store.add(f"l{index}.x", x), "weights": before, "y": store.add(f"l{index}.y", y),
        "factors": store.add(f"l{index}.f", factors),
        "dx": store.add(f"l{index}.dx", dx), "dw": [store.add(f"l{index}.d{i}", d) for i, d in enumerate(dws)],
        "after": [store.add(f"l{index}.a{i}", np.asarray(w)) for i, w in enumerate(layer.get_weights())]}


store = Store(target, f"convolutional-{release}", None)
store.doc["models"] = {make.__name__: train(store, make, optimizer) for make, optimizer in MODELS.items()}
store.doc["layers"] = [differentiate(store, i, make, shape) for i, (make, shape) in enumerate(LAYERS)]
# Last, so that the others draw the numbers that they drew before it came.
store.doc["models"]["vectors"] = train(store, vectors, lambda: keras.optimizers.SGD(0.05))
print(*store.save())
