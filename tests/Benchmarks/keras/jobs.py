"""The jobs of the side-by-side benchmark in Python Keras. Run as: python jobs.py NAME MNIST_DIRECTORY. Prints one line of JSON."""

import json
import resource
import statistics
import sys
import time

START = time.perf_counter()


def mnist(directory):
    import gzip

    import numpy as np

    def read(name, header):
        with gzip.open(f"{directory}/{name}") as file:
            return np.frombuffer(file.read(), np.uint8)[header:]

    def split(part):
        return read(f"{part}-images-idx3-ubyte.gz", 16).reshape(-1, 28, 28), read(f"{part}-labels-idx1-ubyte.gz", 8)

    return split("train"), split("t10k")


def rows(part):
    import keras

    images, labels = part
    return images.astype("float32") / 255, keras.utils.to_categorical(labels, 10)


def lesson(**options):
    import keras

    model = keras.Sequential([
        keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(10, activation="softmax")])
    model.compile(keras.optimizers.Adam(), "categorical_crossentropy", metrics=["accuracy"], **options)
    return model


def epochs(model, x, y, batch, count):
    times = []
    for _ in range(count + 1):
        start = time.perf_counter()
        model.fit(x, y, batch_size=batch, epochs=1, verbose=0)
        times.append(time.perf_counter() - start)
    return {"seconds": statistics.median(times[1:])}


def epoch(directory, **options):
    x, y = rows(mnist(directory)[0])
    return epochs(lesson(**options), x, y, 32, 2)


def mlp(directory):
    import keras

    x, y = rows(mnist(directory)[0])
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for _ in range(2):
        model.add(keras.layers.Dense(512, activation="relu"))
        model.add(keras.layers.Dropout(0.2))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return epochs(model, x[:12800], y[:12800], 128, 3)


def two_outputs(directory):
    import keras
    import numpy as np

    images, labels = mnist(directory)[0]
    count = len(labels)
    numbers = (((np.arange(count)[:, None] * 31 + np.arange(4)[None] * 17) % 97) / 97).astype("float32")
    image, meta = keras.Input((28, 28), name="image"), keras.Input((4,), name="meta")
    trunk = keras.layers.Concatenate()([keras.layers.Flatten()(image), meta])
    trunk = keras.layers.Dense(128, activation="relu")(trunk)
    model = keras.Model([image, meta], [
        keras.layers.Dense(10, activation="softmax", name="digit")(trunk), keras.layers.Dense(1, activation="sigmoid", name="odd")(trunk)])
    model.compile("adam", {"digit": "sparse_categorical_crossentropy", "odd": "binary_crossentropy"},
        loss_weights={"digit": 1.0, "odd": 0.3},
                  metrics={"digit": ["accuracy"]})
    x = {"image": images.astype("float32") / 255, "meta": numbers}
    return epochs(model, x, {"digit": labels, "odd": (labels % 2).astype("float32")[:, None]}, 32, 2)


def whole(directory):
    train, test = mnist(directory)
    x, y = rows(train)
    model = lesson()
    model.fit(x, y, batch_size=32, epochs=5, verbose=0)
    loss, accuracy = model.evaluate(*rows(test), verbose=0)
    return {"accuracy": accuracy, "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def timed(call, count):
    for _ in range(max(3, count // 10)):
        call()
    times = []
    for _ in range(count):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return {"seconds": statistics.median(times)}


def predict(directory):
    import numpy as np

    model = lesson()
    image = np.zeros((1, 28, 28), "float32")
    return timed(lambda: model.predict(image, verbose=0), 50)


def function(directory):
    import numpy as np
    import tensorflow as tf

    model = lesson()
    image = tf.constant(np.zeros((1, 28, 28), "float32"))
    call = tf.function(lambda x: model(x, training=False), jit_compile=True)
    return timed(lambda: call(image).numpy(), 2000)


def adapt_text(directory):
    import keras
    import numpy as np

    def word(number):
        value, letters = number * 97_600_441 % 308_915_776, []
        for _ in range(6):
            letters.append(chr(97 + value % 26))
            value //= 26
        return "".join(letters)

    texts = np.array([" ".join(word(n) for n in range(i * 10, i * 10 + 10)) for i in range(100_000)])
    layer = keras.layers.TextVectorization()
    start = time.perf_counter()
    layer.adapt(texts)
    seconds = time.perf_counter() - start
    assert layer.vocabulary_size() == 1_000_002
    return {"seconds": seconds, "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


JOBS = {
    "adapt-text": adapt_text,
    "epoch": epoch,
    "epoch-tuned": lambda directory: epoch(directory, jit_compile=True, steps_per_execution=100),
    "whole-job": whole,
    "mlp": mlp,
    "two-outputs": two_outputs,
    "predict": predict,
    "predictor": function,
}

if __name__ == "__main__":
    print(json.dumps(JOBS[sys.argv[1]](sys.argv[2])))
