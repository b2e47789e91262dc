"""What both writing and checking do with a model."""

import re

import keras
import numpy as np

BATCH = 8
NAMED_LOSSES = {"categorical_crossentropy": keras.losses.CategoricalCrossentropy, "mse": keras.losses.MeanSquaredError}
NAMED_METRICS = {"mae": keras.metrics.MeanAbsoluteError, "mse": keras.metrics.MeanSquaredError}


def predict(model, x):
    return np.concatenate([np.asarray(keras.ops.convert_to_numpy(model(x[n:n + BATCH], training=False))) for n in range(0, len(x), BATCH)])


def train(model, x, y):
    # Grappler fuses bfloat16 operations and rounds less often: in a graph Keras's own curve is 4e-4 from the one that it gives eagerly.
    if any(layer.compute_dtype == "bfloat16" for layer in model.layers):
        model.run_eagerly = True
    return model.fit(x, y, epochs=2, batch_size=BATCH, shuffle=False, verbose=0).history


def state(optimizer):
    """The state in today's order; before 3.12 averages and sums of gradients alternated, and Nadam's product came before its slots."""
    groups = [
        [optimizer.variables[0], optimizer._learning_rate],
        getattr(optimizer, "_model_variables_moving_average", []),
        getattr(optimizer, "_accumulated_gradients", []),
        None,
        [getattr(optimizer, "_u_product", None)],
    ]
    ranks = {id(v): rank for rank, group in enumerate(groups) if group for v in group}
    return [v.numpy() for v in sorted(optimizer.variables, key=lambda v: ranks.get(id(v), groups.index(None)))]


def plain(model):
    """
    The configs of a model and of what it was compiled with, but for what Keras itself changes when it loads its own file: names of losses
    are as good as the losses, an optimizer's default name depends on the release, inputs that were not named are counted, and a Sequential
    inside of a model forgets that it is frozen, its layers do not.
    """
    settings = dict(model.get_compile_config() or {}) if model.compiled else {}
    if "optimizer" in settings:
        optimizer = settings["optimizer"]
        optimizer = keras.optimizers.serialize(keras.optimizers.get(optimizer)) if isinstance(optimizer, str) else optimizer
        settings["optimizer"] = {**optimizer, "config": {k: v for k, v in optimizer["config"].items() if k != "name"}}
    if isinstance(settings.get("loss"), str):
        settings["loss"] = keras.losses.serialize(NAMED_LOSSES[settings["loss"]]())
    settings["metrics"] = [keras.metrics.serialize(NAMED_METRICS[m](name=m)) if str(m) in NAMED_METRICS else m
        for m in settings.get("metrics") or []]
    return {"model": _without_chance(model.get_config()), "compile": settings}


def _without_chance(config):
    if isinstance(config, dict):
        forgotten = ("trainable",) if config.get("class_name") == "Sequential" else ()
        inner = {k: _without_chance(v) for k, v in config.items()}
        return inner | {"config": {k: v for k, v in inner["config"].items() if k not in forgotten}} if forgotten else inner
    if isinstance(config, (list, tuple)):
        return [_without_chance(item) for item in config]
    return re.sub(r"^input_layer_\d+$", "input_layer", config) if isinstance(config, str) else config
