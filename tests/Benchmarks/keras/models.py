"""The models of the side-by-side benchmark in Python Keras: trains one epoch, then an epoch for each line "epoch" of the input.

Run as: python models.py NAME BATCH EXAMPLES MNIST_DIRECTORY [jit]. Answers are lines of JSON. "predict" calls Model.predict for single
examples, "predict-all" calls it for all of them, "call" a tf.function of the model. With "jit", XLA compiles training, 50 steps an
execution, and the tf.function; the augmentation of images, which it cannot compile, is mapped by tf.data then, and so is the
vectorization of texts.
"""

import json
import os
import resource
import statistics
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
from keras import layers

from jobs import mnist


def cnn():
    return keras.Sequential([
        keras.Input((28, 28)), layers.Reshape((28, 28, 1)), layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Conv2D(64, 3, activation="relu"), layers.MaxPooling2D(), layers.Flatten(), layers.Dense(10)])


def augmentations():
    return [layers.RandomFlip("horizontal"), layers.RandomRotation(0.1), layers.RandomZoom(0.2), layers.RandomContrast(0.2),
        layers.Rescaling(1 / 255)]


def augmented(inside=True):
    return keras.Sequential([
        keras.Input((96, 96, 3), dtype="uint8" if inside else "float32"), *(augmentations() if inside else []),
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(), layers.Conv2D(64, 3, activation="relu"), layers.MaxPooling2D(), layers.Flatten(), layers.Dense(10)])


def photographs(count, directory):
    return np.random.default_rng(5).integers(0, 256, (count, 96, 96, 3)).astype("uint8"), (np.arange(count) % 10).astype("int32")


def augmenting_dataset(x, y, batch):
    """Keras's form for a model that XLA compiles, which cannot have these layers inside: they run beside it, in tf.data."""
    import tensorflow as tf

    augmentation = layers.Pipeline(augmentations())
    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x)).batch(batch).map(
        lambda images, labels: (augmentation(images), labels), num_parallel_calls=tf.data.AUTOTUNE).prefetch(tf.data.AUTOTUNE)


def recurrent(layer):
    return keras.Sequential([keras.Input((28, 28)), layer(128), layers.Dense(10)])


def transformer():
    inputs = keras.Input((28, 28))
    x = layers.Dense(64)(inputs)
    for _ in range(2):
        x = layers.LayerNormalization(epsilon=1e-5)(x + layers.MultiHeadAttention(4, 16)(x, x))
        x = layers.LayerNormalization(epsilon=1e-5)(x + layers.Dense(64)(layers.Dense(128, activation="relu")(x)))
    return keras.Model(inputs, layers.Dense(10)(layers.GlobalAveragePooling1D()(x)))


def decoder():
    inputs = keras.Input((64,), dtype="int32")
    x = layers.Embedding(5000, 128)(inputs)
    for _ in range(2):
        attended = layers.MultiHeadAttention(4, 32)(x, x, use_causal_mask=True)
        x = layers.LayerNormalization(epsilon=1e-5)(x + layers.Dropout(0.1)(attended))
        inner = layers.Dense(128)(layers.Dense(512, activation="gelu")(x))
        x = layers.LayerNormalization(epsilon=1e-5)(x + layers.Dropout(0.1)(inner))
    return keras.Model(inputs, layers.Dense(10)(layers.GlobalAveragePooling1D()(x)))


def embedding():
    return keras.Sequential([
        keras.Input((200,), dtype="int32"), layers.Embedding(20000, 64), layers.GlobalAveragePooling1D(),
        layers.Dense(64, activation="relu"), layers.Dense(10)])


def vectorization():
    return layers.TextVectorization(output_sequence_length=200, vocabulary=[f"word{i}" for i in range(20000)])


def text(inside=True):
    first = [keras.Input((1,), dtype="string"), vectorization()] if inside else [keras.Input((200,), dtype="int64")]
    return keras.Sequential([
        *first, layers.Embedding(20002, 64), layers.GlobalAveragePooling1D(), layers.Dense(64, activation="relu"), layers.Dense(10)])


def texts(count, directory):
    random = np.random.default_rng(3)
    labels = (np.arange(count) % 10).astype("int32")
    numbers = [(20000 * random.random(random.integers(50, 150)) ** 3).astype(int) // 10 * 10 + label for label in labels]
    return np.array([" ".join(f"Word{n}," for n in row) for row in numbers], dtype=object), labels


def vectorizing_dataset(x, y, batch):
    """Keras's form for a model that XLA compiles, which cannot have strings: tf.data makes them integers beside it."""
    import tensorflow as tf

    vectorize = vectorization()
    return tf.data.Dataset.from_tensor_slices((x.astype("U"), y)).shuffle(len(x)).batch(batch).map(
        lambda strings, labels: (vectorize(strings), labels), num_parallel_calls=tf.data.AUTOTUNE).prefetch(tf.data.AUTOTUNE)


def resnet():
    def normalized(x, filters, stride, kernel):
        return layers.BatchNormalization()(layers.Conv2D(filters, kernel, stride, padding="same", use_bias=False)(x))

    inputs = keras.Input((32, 32, 3))
    x = layers.ReLU()(normalized(inputs, 16, 1, 3))
    for filters in (16, 32, 64):
        for block in range(3):
            stride = 2 if filters > 16 and block == 0 else 1
            inner = layers.ReLU()(normalized(x, filters, stride, 3))
            x = layers.ReLU()(normalized(inner, filters, 1, 3) + (normalized(x, filters, 2, 1) if stride == 2 else x))
    return keras.Model(inputs, layers.Dense(10)(layers.GlobalAveragePooling2D()(x)))


def series():
    return keras.Sequential([
        keras.Input((1000, 1)), layers.Conv1D(32, 8, activation="relu"), layers.MaxPooling1D(4), layers.Conv1D(64, 8, activation="relu"),
        layers.GlobalAveragePooling1D(), layers.Dense(10)])


def frames():
    return keras.Sequential([
        keras.Input((8, 16, 16, 1)), layers.ConvLSTM2D(16, 3, padding="same"), layers.GlobalAveragePooling2D(), layers.Dense(10)])


def architecture(name):
    return lambda: getattr(keras.applications, name)(weights=None, classifier_activation=None)


def two():
    image, numbers = keras.Input((28, 28), name="image"), keras.Input((4,), name="numbers")
    x = layers.Concatenate()([
        layers.Dense(64, activation="relu")(layers.Flatten()(image)), layers.Dense(16, activation="relu")(numbers)])
    x = layers.Dense(64, activation="relu")(x)
    return keras.Model([image, numbers], [layers.Dense(10, name="digit")(x), layers.Dense(2, name="parity")(x)])


def images_with_numbers(count, directory):
    pictures, labels = images(count, directory)
    numbers = np.stack([(labels >> j) & 1 for j in range(4)], 1).astype("float32")
    return [pictures, numbers], [labels, labels % 2]


def images(count, directory):
    (pictures, labels), _ = mnist(directory)
    return pictures[:count].astype("float32") / 255, labels[:count].astype("int32")


def words_of(steps, vocabulary):
    def load(count, directory):
        indices = np.random.default_rng(3).integers(0, vocabulary, (count, steps)).astype("int32")
        return indices, indices[:, 0] % 10

    return load


def made(*shape):
    def load(count, directory):
        random = np.random.default_rng(5)
        labels = random.integers(0, 10, count).astype("int32")
        noise = random.uniform(-1, 1, (count, *shape)).astype("float32")
        return noise + labels.reshape(-1, *[1] * len(shape)).astype("float32") * np.float32(0.05), labels

    return load


def perceptron():
    return keras.Sequential([
        keras.Input((28, 28)), layers.Flatten(), layers.Dense(1024, activation="relu"), layers.Dense(1024, activation="relu"),
        layers.Dense(10)])


MODELS = {
    "cnn": (cnn, images),
    "augmented": (augmented, photographs),
    "lstm": (lambda: recurrent(layers.LSTM), images),
    "gru": (lambda: recurrent(layers.GRU), images),
    "transformer": (transformer, images),
    "decoder": (decoder, words_of(64, 5000)),
    "embedding": (embedding, words_of(200, 20000)),
    "text": (text, texts),
    "resnet": (resnet, made(32, 32, 3)),
    "conv1d": (series, made(1000, 1)),
    "two": (two, images_with_numbers),
    "convlstm": (frames, made(8, 16, 16, 1)),
    "mlp": (perceptron, images),
    "mlp_bfloat16": (perceptron, images),
    "mlp_int8": (perceptron, images),
    "mlp_int4": (perceptron, images),
    "cnn_bfloat16": (cnn, images),
    "mobilenet": (architecture("MobileNetV2"), made(224, 224, 3)),
    "efficientnet": (architecture("EfficientNetB0"), made(224, 224, 3)),
}
PREDICTS = ("mobilenet", "efficientnet", "mlp", "mlp_bfloat16", "mlp_int8", "mlp_int4")


def tell(seconds, what=""):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"what": what, "seconds": seconds, "peak_mib": peak}), flush=True)


def median_call(call, seconds=2.0):
    for _ in range(5):
        call()
    times = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main(name, batch, examples, directory, *options):
    jit = "jit" in options
    create, load = MODELS[name]
    x, y = load(int(examples), directory)
    precision = name.partition("_")[2]
    if precision == "bfloat16":
        keras.config.set_dtype_policy("mixed_bfloat16")
    beside = jit and name in ("augmented", "text")
    model = create(inside=False) if beside else create()
    compiled = {"jit_compile": True, "steps_per_execution": 50} if jit else {}
    if precision.startswith("int"):
        model.quantize(precision)
    several = isinstance(x, list)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("adam", [loss, loss] if several else loss, metrics=None if several else ["accuracy"], **compiled)

    dataset = (vectorizing_dataset if name == "text" else augmenting_dataset)(x, y, int(batch)) if beside else None

    def epoch():
        start = time.perf_counter()
        if beside:
            model.fit(dataset, epochs=1, verbose=0)
        else:
            model.fit(x, y, batch_size=int(batch), epochs=1, verbose=0)
        return time.perf_counter() - start

    one = [a[:1] for a in x] if several else x[:1]
    if name == "text":
        import tensorflow as tf

        one = vectorization()(tf.constant(x[:1])) if beside else tf.constant(x[:1])
    elif beside:
        one = one.astype("float32")

    def predict_all():
        start = time.perf_counter()
        model.predict(x, batch_size=int(batch), verbose=0)
        return time.perf_counter() - start

    def first():
        start = time.perf_counter()
        model.predict(one, verbose=0)
        return time.perf_counter() - start

    tell(first() if name in PREDICTS else epoch())
    for line in sys.stdin:
        wanted = line.strip()
        if wanted == "predict":
            tell(median_call(lambda: model.predict(one, verbose=0)), wanted)
        elif wanted == "call":
            import tensorflow as tf

            tensors = [tf.constant(a) for a in one] if several else tf.constant(one)
            call = tf.function(lambda value: model(value, training=False), jit_compile=jit)
            tell(median_call(lambda: tf.nest.map_structure(lambda t: t.numpy(), call(tensors))), wanted)
        else:
            tell(predict_all() if wanted == "predict-all" else epoch(), wanted)


if __name__ == "__main__":
    main(*sys.argv[1:])
