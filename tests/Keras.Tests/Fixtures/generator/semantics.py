"""semantics: small trainings and rules whose outcome is known: the golden example, splits, weights, names, stopping."""

import keras
import numpy as np

from .stopping import early_stopping, plateaus

X3, Y3 = np.array([[1], [2], [3]], "float32"), np.array([[2], [3], [5]], "float32")


def make(store):
    store.doc["golden"] = [golden(o) for o in (keras.optimizers.SGD(0.1), keras.optimizers.Adam(0.1))]
    store.doc["validation_split"] = [split(n, s) for n, s in ((10, 0.25), (10, 0.33), (7, 0.5), (10, 0.1), (3, 0.4), (1000, 0.3),
        (6, 0.999), (5, 0.05), (1, 0.5))]
    store.doc["history_keys"] = history_keys()
    store.doc["class_weight"] = [class_weight(*c) for c in (("labels", {0: 1.0, 1: 3.0}), ("one_hot", {0: 0.5, 2: 4.0}),
        ("column", {1: 0.0}))]
    store.doc["accuracy_names"] = accuracy_names()
    store.doc["on_batch"] = on_batch()
    store.doc["early_stopping"] = early_stopping()
    store.doc["reduce_lr_on_plateau"] = plateaus()
    store.doc["errors"] = errors()


def linear(units=1, inputs=1, **options):
    keras.utils.clear_session()
    return keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(units, kernel_initializer="ones", **options)])


def golden(optimizer):
    described = keras.saving.serialize_keras_object(optimizer)
    model = linear(kernel_regularizer=keras.regularizers.L2(0.01))
    model.compile(optimizer, "mse", metrics=["mae"], jit_compile=False)
    history = model.fit(X3, Y3, batch_size=2, epochs=2, shuffle=False, verbose=0)
    return {"optimizer": described, "x": X3, "y": Y3, "kernel": [[1.0]], "l2": 0.01, "batch_size": 2, "history": history.history,
            "final": {"kernel": model.get_weights()[0], "bias": model.get_weights()[1]},
            "evaluate": model.evaluate(X3, Y3, batch_size=2, verbose=0), "predict": model.predict(X3, batch_size=2, verbose=0)}


def split(count, fraction):
    from keras.src.trainers.data_adapters.array_slicing import train_validation_split

    rows = np.arange(count, dtype="float32")[:, None]
    try:
        (train,), (validation,) = train_validation_split((rows,), fraction)
    except ValueError as error:
        return {"count": count, "split": fraction, "error": str(error)}
    return {"count": count, "split": fraction, "train": len(train), "validation": len(validation),
            "validation_starts_at": int(validation[0, 0])}


def history_keys():
    rows = []
    for metrics, weighted, validation in (
            ([], None, False), (["mae"], None, False), (["mse", "mae"], None, True), (["mae"], ["mae"], True),
            (["accuracy"], ["accuracy"], False), (["zeta_free"], None, False), (["RootMeanSquaredError", "mae"], ["mse"], True)):
        metrics = [keras.metrics.MeanAbsoluteError(name=m) if m == "zeta_free" else m for m in metrics]
        model = linear()
        model.compile("sgd", "mse", metrics=metrics, weighted_metrics=weighted)
        history = model.fit(X3, Y3, verbose=0, **({"validation_data": (X3, Y3)} if validation else {}))
        rows.append({
            "metrics": [m if isinstance(m, str) else {"class": type(m).__name__, "name": m.name} for m in metrics],
            "weighted_metrics": weighted, "validation": validation, "keys": list(history.history), "params": history.params,
            "metrics_names": model.metrics_names, "evaluate_dict_keys": list(model.evaluate(X3, Y3, verbose=0, return_dict=True)),
            "evaluate_length": np.size(model.evaluate(X3, Y3, verbose=0))})
    return rows


def class_weight(kind, weights):
    """Dense(3, softmax) with the kernel of ones: every class has probability 1/3 until the first update."""
    labels = np.array([0, 1, 2, 1, 0], "int32")
    x = np.arange(10, dtype="float32").reshape(5, 2) / 10
    y = {"labels": labels, "column": labels[:, None], "one_hot": np.eye(3, dtype="float32")[labels]}[kind]
    keras.utils.clear_session()
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, "softmax")])
    kernel = (np.arange(6, dtype="float32").reshape(2, 3) - 2) / 4
    model.set_weights([kernel, np.zeros(3, "float32")])
    loss = "categorical_crossentropy" if kind == "one_hot" else "sparse_categorical_crossentropy"
    model.compile(keras.optimizers.SGD(0.1), loss, metrics=["accuracy"], weighted_metrics=[loss], jit_compile=False)
    history = model.fit(x, y, batch_size=2, epochs=2, shuffle=False, class_weight=weights, verbose=0)
    return {"kind": kind, "x": x, "y": y, "kernel": kernel, "learning_rate": 0.1, "batch_size": 2, "loss": loss, "class_weight": weights,
            "history": history.history, "final": [w for w in model.get_weights()]}


def accuracy_names():
    from keras.src.trainers.compile_utils import get_metric

    rows = []
    for name in ("accuracy", "acc"):
        for true, pred, kind in (((4,), (4, 1), "float32"), ((4, 1), (4, 1), "float32"), ((4,), (4, 3), "int32"), ((4, 1), (4, 3), "int32"),
                                 ((4, 3), (4, 3), "float32"), ((4, 2), (4, 2), "float32"), ((4,), (4,), "float32"),
                                 ((4, 5), (4, 5, 3), "int32"),
                                 ((4, 5, 1), (4, 5, 3), "int32"), ((4, 5, 3), (4, 5, 3), "float32"), ((4, 5), (4, 5, 1), "float32")):
            metric = get_metric(name, np.zeros(true, kind), np.zeros(pred, "float32"))
            rows.append({"identifier": name, "y_true": true, "y_pred": pred, "class": type(metric).__name__, "name": metric.name})
    for name in ("mse", "mae", "MeanSquaredError", "mean_squared_error", "binary_accuracy", "BinaryAccuracy", "AUC",
                 "categorical_crossentropy", "CategoricalCrossentropy"):
        metric = get_metric(name, np.zeros((4, 1), "float32"), np.zeros((4, 1), "float32"))
        rows.append({"identifier": name, "class": type(metric).__name__, "name": metric.name})
    return rows


def on_batch():
    """The calls of Keras' own trainer test: Dense(3), kernel ones, no bias, x ones (100, 4), y zeros (100, 3), SGD(0.01)."""
    x, y = np.ones((100, 4), "float32"), np.zeros((100, 3), "float32")
    weights = np.arange(100, dtype="float32") / 50
    labels = np.array([i % 2 for i in range(100)], "int32")
    rows = []
    for name, options in (("plain", {}), ("sample_weight", {"sample_weight": weights}),
        ("class_weight", {"class_weight": {1: 0.3, 0: 0.2}})):
        model = linear(3, 4, use_bias=False)
        model.compile(keras.optimizers.SGD(0.01), "mse", metrics=["mse"], weighted_metrics=["mae"], jit_compile=False)
        test = {} if name == "class_weight" else options
        target = np.eye(3, dtype="float32")[labels] if name == "class_weight" else y
        steps = []
        for _ in range(3):
            steps.append({"train_on_batch": model.train_on_batch(x, target, return_dict=True, **options)})
            steps.append({"test_on_batch": model.test_on_batch(x, target, return_dict=True, **test)})
            steps.append({"predict_on_batch": model.predict_on_batch(x)[0]})
        steps.append({"train_on_batch_list": model.train_on_batch(x, target, **options)})
        rows.append({"name": name, "steps": steps, "weights": model.get_weights()[0]})
    return {"sample_weight": "i / 50", "class_labels": "i % 2, one-hot of 3", "cases": rows}


def errors():
    """What Keras refuses, with its words (ours may differ; the refusal may not)."""
    def tried(name, action):
        try:
            action()
        except Exception as error:  # noqa: BLE001
            return {"case": name, "type": type(error).__name__, "message": str(error).strip().split("\n")[0].split("{")[0]}
        return {"case": name, "type": None, "message": None}

    def fit(y=Y3, **options):
        model = linear()
        model.compile("sgd", "mse")
        model.fit(X3, y, verbose=0, **options)

    return [
        tried("fit before compile", lambda: linear().fit(X3, Y3)),
        tried("evaluate before compile", lambda: linear().evaluate(X3, Y3)),
        tried("class_weight with sample_weight", lambda: fit(class_weight={0: 1.0}, sample_weight=np.ones(3, "float32"))),
        tried("validation_split 1", lambda: fit(validation_split=1.0)),
        tried("validation_split that leaves no training rows", lambda: fit(validation_split=0.9)),
        tried("batch_size 0", lambda: fit(batch_size=0)),
        tried("epochs 0", lambda: fit(epochs=0)),
        tried("metrics crossentropy", lambda: keras.metrics.get("crossentropy")),
        tried("unknown loss", lambda: keras.losses.get("no_such_loss")),
        tried("unknown optimizer", lambda: keras.optimizers.get("no_such_optimizer")),
        tried("two clips", lambda: keras.optimizers.SGD(clipnorm=1.0, clipvalue=1.0)),
        tried("Dense units 0", lambda: keras.layers.Dense(0)),
        tried("Dropout rate 1.5", lambda: keras.layers.Dropout(1.5)),
        tried("SGD momentum 2", lambda: keras.optimizers.SGD(momentum=2.0)),
        tried("VarianceScaling scale 0", lambda: keras.initializers.VarianceScaling(scale=0.0)),
        tried("L2 negative", lambda: keras.regularizers.L2(-0.1)),
        tried("unknown reduction", lambda: keras.losses.MeanSquaredError(reduction="average")),
        tried("different lengths", lambda: fit(y=Y3[:2])),
        tried("wrong last dimension", lambda: linear(1, 2)(np.zeros((3, 3), "float32"))),
    ]
