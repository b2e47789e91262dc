"""EarlyStopping and ReduceLROnPlateau, driven epoch by epoch with given values of the monitored quantity."""

import warnings

import keras
import numpy as np

FALLING = [5, 4, 4.5, 4.6, 4.7, 4.8, 4.9]
NAN = float("nan")
SEQUENCES = [
    (FALLING, {}), (FALLING, {"patience": 1}), (FALLING, {"patience": 2}), (FALLING, {"patience": 3}),
    (FALLING, {"patience": 2, "restore_best_weights": True}), (FALLING, {"patience": 10, "restore_best_weights": True}),
    ([5, 5, 5, 5, 5], {"patience": 2}), ([5, 4.95, 4.9, 4.85, 4.8], {"patience": 2, "min_delta": 0.1}),
    ([5, 4.95, 4.85, 4.7, 4.65, 4.6], {"patience": 2, "min_delta": -0.1}), ([5, 4.9, 4.8, 4.7, 4.9, 5], {"patience": 2, "baseline": 1.0}),
    ([5, 4.9, 4.8, 4.7, 4.9, 5], {"patience": 2, "baseline": 4.85, "restore_best_weights": True}),
    ([2, 2, 2, 2], {"patience": 2, "baseline": 3.0}),
    ([1, 9, 8, 7, 7.5, 7.6], {"start_from_epoch": 2}), ([1, 9, 8, 8, 7.5, 7.6],
        {"start_from_epoch": 2, "patience": 2, "restore_best_weights": True}),
    ([NAN, 3, 2, 1], {"patience": 2, "restore_best_weights": True}), ([3, NAN, 2, NAN, NAN, 1], {"patience": 2}),
    ([5, None, 4, None, 4.5, None, 4.6], {"patience": 2}), ([0.1, 0.5, 0.4, 0.45, 0.3],
        {"monitor": "val_accuracy", "mode": "max", "patience": 2}),
    ([0.1, 0.5, 0.4, 0.45, 0.3], {"monitor": "val_accuracy", "patience": 2, "restore_best_weights": True}),
    ([5, 4, 4.5, 3], {"monitor": "loss", "restore_best_weights": True}), ([5, 6], {}), ([5], {"patience": 0}),
]
PLATEAUS = [
    ([1] * 9, {"patience": 2, "factor": 0.5}), ([1] * 9, {"patience": 2, "factor": 0.5, "cooldown": 2}),
    ([1] * 8, {"patience": 1, "factor": 0.1, "min_lr": 0.005}),
    ([1, 0.9, 0.95, 0.95, 0.8, 0.85, 0.85, 0.85], {"patience": 2, "factor": 0.5}),
    ([1, 0.99995, 0.9999, 0.9998], {"patience": 1, "factor": 0.5}), ([1, 0.9, 0.8, 0.7], {"patience": 1, "factor": 0.5, "min_delta": 0.2}),
]


def early_stopping():
    return [stopped(values, options) for values, options in SEQUENCES]


def stopped(values, options):
    """The model's one weight is the number of the epoch, so what is restored shows."""
    model, callback = stage(), keras.callbacks.EarlyStopping(**{"monitor": "val_loss", **options})
    callback.set_model(model)
    callback.on_train_begin()
    stop, waits = None, []
    for epoch, value in enumerate(values):
        model.layers[0].set_weights([np.full((1, 1), epoch, "float32")])
        logs = {} if value is None else {callback.monitor: value}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            callback.on_epoch_end(epoch, logs)
        waits.append(callback.wait)
        if model.stop_training:
            stop = epoch
            break
    callback.on_train_end()
    return {"values": values, "options": options, "stops_after_epoch": stop, "stopped_epoch": callback.stopped_epoch, "waits": waits,
            "best": callback.best, "best_epoch": callback.best_epoch,
            "weights_of_epoch": int(model.layers[0].get_weights()[0][0, 0])}


def stage():
    keras.utils.clear_session()
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    model.compile(keras.optimizers.SGD(0.1), "mse", metrics=["accuracy"])
    x = np.ones((2, 1), "float32")
    model.train_on_batch(x, x)
    model.stop_training = False
    return model


def plateaus():
    rows = []
    for values, options in PLATEAUS:
        model, callback = stage(), keras.callbacks.ReduceLROnPlateau(**options)
        callback.set_model(model)
        callback.on_train_begin()
        after, logged = [], []
        for epoch, value in enumerate(values):
            logs = {"val_loss": value}
            callback.on_epoch_end(epoch, logs)
            logged.append(float(logs["learning_rate"]))
            after.append(float(model.optimizer.learning_rate.numpy()))
        rows.append({"values": values, "options": options, "initial": float(np.float32(0.1)), "logged": logged, "after": after})
    return rows
