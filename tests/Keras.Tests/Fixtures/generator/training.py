"""training_curves: the lesson's model on a little of MNIST, with every optimizer and every kind of fit."""

import gzip

import keras
import numpy as np

from .store import envelope

TRAIN, TEST = 512, 100
HEADS = {"softmax": (10, "softmax"), "sigmoid": (1, "sigmoid"), "linear": (1, "linear")}
TARGETS = {
    "one_hot": lambda d: keras.utils.to_categorical(d, 10).astype("float32"),
    "labels": lambda d: d.astype("int32"),
    "labels_column": lambda d: d.astype("int32")[:, None],
    "even": lambda d: (d % 2 == 0).astype("float32")[:, None],
    "tenths": lambda d: (d / 10).astype("float32"),
    "tenths_column": lambda d: (d / 10).astype("float32")[:, None],
}


def make(store):
    images, labels, test_images, test_labels = mnist(store)
    store.doc["data"] = {
        "images": store.add("images", images), "labels": store.add("labels", labels),
        "test_images": store.add("test_images", test_images), "test_labels": store.add("test_labels", test_labels),
        "input": "float32(image) / float32(255)"}
    store.doc["heads"] = {
        name: {"layers": [envelope(layer) for layer in build(name).layers],
               "initial_weights": [store.add(f"initial/{name}/{i}", w) for i, w in enumerate(initial(name))]}
        for name in HEADS}
    from .training_runs import RUNS
    store.doc["runs"] = [run(store, images, labels, test_images, test_labels, **spec) for spec in RUNS]


def mnist(store):
    if store.mnist is None:
        with np.load(store.folder / "training_curves.npz") as old:
            return [old[k] for k in ("images", "labels", "test_images", "test_labels")]

    def idx(name, header, count, shape):
        with gzip.open(store.mnist / name) as file:
            return np.frombuffer(file.read(), np.uint8, offset=header)[:count * int(np.prod(shape))].reshape((count, *shape))

    return [idx("train-images-idx3-ubyte.gz", 16, TRAIN, (28, 28)), idx("train-labels-idx1-ubyte.gz", 8, TRAIN, ()),
            idx("t10k-images-idx3-ubyte.gz", 16, TEST, (28, 28)), idx("t10k-labels-idx1-ubyte.gz", 8, TEST, ())]


def build(head):
    units, activation = HEADS[head]
    keras.utils.clear_session()
    return keras.Sequential([
        keras.Input((28, 28)), keras.layers.Flatten(),
        keras.layers.Dense(16, "relu", kernel_regularizer=keras.regularizers.L2(0.01)),
        keras.layers.Dense(units, activation)])


def initial(head):
    random = np.random.default_rng(1234)
    glorot = lambda i, o: random.uniform(-np.sqrt(6 / (i + o)), np.sqrt(6 / (i + o)), (i, o)).astype("float32")
    units = HEADS[head][0]
    return [glorot(784, 16), np.zeros(16, "float32"), glorot(16, units), np.zeros(units, "float32")]


class Recorder(keras.callbacks.Callback):
    """The batch hooks of an epoch: their indices, and the (running) logs at each end."""

    def __init__(self):
        super().__init__()
        self.epochs, self.test = [], []

    def on_epoch_begin(self, epoch, logs=None):
        self.epochs.append(new_epoch())
        self.test = new_epoch()

    def on_epoch_end(self, epoch, logs=None):
        if self.test["begin"]:
            self.epochs[-1]["validation"] = self.test

    def on_train_batch_begin(self, batch, logs=None):
        self.epochs[-1]["begin"].append(batch)

    def on_train_batch_end(self, batch, logs=None):
        note(self.epochs[-1], batch, logs)

    def on_test_begin(self, logs=None):
        self.test = new_epoch()

    def on_test_batch_begin(self, batch, logs=None):
        self.test["begin"].append(batch)

    def on_test_batch_end(self, batch, logs=None):
        note(self.test, batch, logs)


def new_epoch():
    return {"begin": [], "end": [], "logs": {}}


def note(epoch, batch, logs):
    epoch["end"].append(batch)
    for key, value in logs.items():
        epoch["logs"].setdefault(key, []).append(float(value))


def run(store, images, labels, test_images, test_labels, name, optimizer, head="softmax", targets="one_hot",
        loss="categorical_crossentropy", metrics=("accuracy",), compile=None, fit=None, count=TRAIN, weights=None):
    compile, fit = compile or {}, {"batch_size": 32, "epochs": 2, **(fit or {})}
    model = build(head)
    model.set_weights(initial(head))
    optimizer = optimizer()
    model.compile(optimizer, loss, metrics=list(metrics), jit_compile=False, **compile)
    target = TARGETS[targets]
    extra = dict(fit)
    if weights is not None:
        extra["sample_weight"] = weights(count)
    if extra.pop("validation_data", None):
        extra["validation_data"] = (scale(test_images), target(test_labels))
    recorder = Recorder()
    described = envelope(optimizer)
    history = model.fit(scale(images[:count]), target(labels[:count]), shuffle=False, verbose=0,
                        callbacks=[recorder], **extra)
    result = {
        "name": name, "head": head, "targets": targets, "count": count,
        "compile": {"optimizer": described, "loss": loss, "metrics": metrics, **compile},
        "fit": {"shuffle": False, **fit},
        "sample_weight": store.add(f"{name}/sample_weight", extra.get("sample_weight")),
        "epochs": recorder.epochs, "history": history.history, "history_params": history.params,
        "iterations": int(optimizer.iterations.numpy()),
        "weights": [store.add(f"{name}/w{i}", w) for i, w in enumerate(model.get_weights())],
        "optimizer_variables": [
            {"name": v.name, "path": v.path, "array": store.add(f"{name}/o{i}", np.asarray(v))}
            for i, v in enumerate(optimizer.variables)]}
    tested = Recorder()
    result["evaluate"] = model.evaluate(scale(test_images), target(test_labels), batch_size=32, verbose=0,
                                        callbacks=[tested], return_dict=True)
    result["evaluate_batches"] = tested.test
    if name == "sgd":
        result["predict"] = store.add("sgd/predict", model.predict(scale(test_images), batch_size=32, verbose=0))
    return result


def scale(images):
    return images.astype("float32") / np.float32(255)
