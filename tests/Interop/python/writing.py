"""Saves every case in every form, with what this Keras says of it."""

import sys
import traceback

import h5py
import limits
import models
import record
from case import data
from cases import ALL
from keras.src.legacy.saving import legacy_h5_format


def write(folder):
    folder.mkdir(parents=True, exist_ok=True)
    skipped = {name: reason for name, case in ALL.items() if (reason := case.missing())}
    record.write(folder / "skipped.json", skipped | {
        f"{name} {what}": reason
        for name in ALL
        for what, reason in {
            ".h5": limits.unsavable(name, ".h5"),
            "saved": limits.forgotten(name),
            "returned": limits.unreadable(name, ".keras"),
            "training": limits.otherwise(name),
        }.items() if reason
    })
    for name, case in ALL.items():
        if name not in skipped:
            try:
                record.write(folder / f"{name}.json", write_case(folder, case))
            except Exception:  # noqa: BLE001  The other side finds no file and reports it as a failure.
                print(f"{name} was not saved:\n{traceback.format_exc()}", file=sys.stderr)


def write_case(folder, case):
    model = case.make()
    x, y = data(case.target)
    if case.trained and model.compiled:
        models.train(model, x, y)
    elif case.trained:
        models.predict(model, x)
    # The old form must come last: it takes the optimizer out of what a later file would hold.
    model.save(folder / f"{case.name}.keras")
    if model.built:
        model.save_weights(folder / f"{case.name}.weights.h5")
        with h5py.File(folder / f"{case.name}_weights.h5", "w") as file:
            legacy_h5_format.save_weights_to_hdf5_group(file, model)
        if limits.unsavable(case.name, ".h5") is None:
            model.save(folder / f"{case.name}.h5")
    return describe(model, x, y, case)


def describe(model, x, y, case):
    said = {"x": record.array(x), "y": record.array(y), "weights": None, "predictions": None, "optimizer": None, "logs": None}
    if model.built:
        said["weights"] = [record.array(w) for w in model.get_weights()]
        said["predictions"] = record.array(models.predict(model, x))
    if model.compiled and model.optimizer.built:
        said["optimizer"] = [record.array(v) for v in models.state(model.optimizer)]
    if model.compiled and not case.random:
        said["logs"] = models.train(model, x, y)
    return said
