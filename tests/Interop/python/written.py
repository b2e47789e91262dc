"""Models that .NET alone makes: read, compared with what .NET said of them, saved again for .NET, and trained on."""

import importlib
import json
import zipfile

import keras
import models
import numpy as np
import record
from case import number


def check(rows, theirs, again):
    again.mkdir(parents=True, exist_ok=True)
    for path in sorted(theirs.glob("*.json")):
        name, said = path.stem, record.read(path)
        reason = _missing(path.with_suffix(".keras"), said)
        if reason:
            rows.skip(name, f"Keras {keras.__version__} {reason}")
            continue
        trains = said["logs"] is not None and number(keras.__version__) >= number(said["trains_since"])
        rows.check(name, ".keras", lambda: _check(path.with_suffix(".keras"), said, again / f"{name}.keras", trains))
        if said["logs"] is not None and not trains:
            rows.skip(name, f"Keras {keras.__version__} {said['before']}", "training")


def _check(path, said, again, trains):
    keras.utils.clear_session(free_memory=False)
    model = keras.saving.load_model(path)
    model.save(again)
    errors = {
        "weights": record.largest(model.get_weights(), said["weights"]),
        "optimizer": record.largest(models.state(model.optimizer), said["optimizer"]),
        "predictions": record.largest(_predict(model, said), said["predictions"]),
    }
    return errors | ({"losses": record.curves(_train(model, said), said["logs"])} if trains else {}), []


def _missing(path, said):
    """Why this release cannot have a model; None where it can."""
    if number(keras.__version__) < number(said["since"]):
        return said["before"]
    with zipfile.ZipFile(path) as archive:
        config = json.loads(archive.read("config.json"))
    classes = set(_classes(config))
    # What 3.15 itself writes, too: it names the one input and output of a model without a list around, and operations by a name.
    if number(keras.__version__) < number("3.8.0") and any(name == "Functional" for _, name in classes):
        return "reads functional models in an earlier form only"
    if number(keras.__version__) < number("3.12.0") and any(module.startswith("keras.src.ops.") for module, _ in classes):
        return "reads operations without names only"
    absent = sorted({name for module, name in classes if not _exists(module, name)})
    return f"has no {', '.join(absent)}" if absent else None


def _classes(node):
    if isinstance(node, dict):
        if isinstance(node.get("module"), str) and isinstance(node.get("class_name"), str) and node["class_name"] != "function":
            yield node["module"], node["class_name"]
        node = list(node.values())
    if isinstance(node, list):
        for item in node:
            yield from _classes(item)


def _exists(module, name):
    if module in ("builtins", "keras"):
        return True
    try:
        return hasattr(importlib.import_module(module), name)
    except ImportError:
        return False


def _inputs(model, said):
    arrays = dict(zip(said["inputs"], map(record.numpy, said["x"]), strict=True))
    if len(arrays) == 1:
        return next(iter(arrays.values()))
    return arrays if isinstance(getattr(model, "input", None), dict) else [arrays[i.name] for i in model.inputs]


def _rows(structure, start):
    return keras.tree.map_structure(lambda a: a[start:start + models.BATCH], structure)


def _predict(model, said):
    x = _inputs(model, said)
    batches = []
    for start in range(0, len(keras.tree.flatten(x)[0]), models.BATCH):
        model_outputs = keras.tree.flatten(model(_rows(x, start), training=False))
        batches.append([np.asarray(keras.ops.convert_to_numpy(y)) for y in model_outputs])
    return [np.concatenate(parts) for parts in zip(*batches)]


def _train(model, said):
    arrays = list(map(record.numpy, said["y"]))
    y = dict(zip(said["outputs"], arrays)) if isinstance(getattr(model, "output", None),
        dict) else arrays[0] if len(arrays) == 1 else arrays
    # Compiled by XLA each model would take seconds.
    model.jit_compile = False
    return model.fit(_inputs(model, said), y, epochs=2, batch_size=models.BATCH, shuffle=False, verbose=0).history
