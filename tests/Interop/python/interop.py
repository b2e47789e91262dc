"""
Keras's side of the exchange of models with .NET.

    python interop.py exchange FOLDER     saves the cases, checks what .NET saved, and saves that again
    python interop.py written FOLDER      the part of it that is about models that .NET alone makes
    python interop.py return FOLDER       checks what .NET loaded of this Keras and saved again

Rows of the table go to FOLDER/rows.
"""

import os
import pathlib
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import logging  # noqa: E402
import warnings  # noqa: E402

import keras  # noqa: E402

import exports  # noqa: E402
import limits  # noqa: E402
import record  # noqa: E402
from cases import ALL  # noqa: E402
from checking import Check  # noqa: E402
from models import BATCH  # noqa: E402
from rows import Rows  # noqa: E402
import written as written_models  # noqa: E402
from writing import write  # noqa: E402


def exchange(folder):
    home, theirs = folder / f"keras-{keras.__version__}", folder / "dotnet"
    write(home)
    exports.write(home / "exports")
    with Rows(folder / "rows" / f"keras-{keras.__version__}-exchange.jsonl", ".NET -> Keras") as rows:
        for name in sorted({*ALL, *(path.stem for path in theirs.glob("*.json"))}):
            check_case(rows, theirs, name, home)
        exports.check(rows, theirs)
        written_models.check(rows, folder / "written", home / "returned-to-written")


def written(folder):
    with Rows(folder / "rows" / f"keras-{keras.__version__}-written.jsonl", ".NET -> Keras") as rows:
        written_models.check(rows, folder / "written", folder / f"keras-{keras.__version__}" / "returned-to-written")


def check_case(rows, theirs, name, home):
    case = ALL.get(name)
    if case is None or not (theirs / f"{name}.json").exists():
        rows.fail(name, "only one side has the case")
        return
    if reason := case.missing():
        rows.skip(name, reason)
        return
    said = record.read(theirs / f"{name}.json")
    check = rows.attempt(name, lambda: Check(case, said))
    if check is None:
        return
    otherwise = limits.otherwise(name)
    forms = {".keras": lambda: check.archive(theirs / f"{name}.keras", home / "returned-to-dotnet" / f"{name}.keras",
        train=otherwise is None)}
    if said["weights"] is not None:
        forms |= {
            ".weights.h5": lambda: check.weights(theirs / f"{name}.weights.h5"),
            ".h5 weights": lambda: check.old_weights(theirs / f"{name}_weights.h5"),
            ".h5": lambda: check.old_model(theirs / f"{name}.h5"),
        }
    for form, function in forms.items():
        if reason := limits.unreadable(name, form):
            rows.skip(name, reason, form)
            otherwise = None
        else:
            rows.check(name, form, function, excuse=lambda error: same_of_own(error, home / f"{name}.h5") if form == ".h5" else None)
    if otherwise:
        rows.skip(name, otherwise, "training")


def same_of_own(error, path):
    """Whether Keras fails in the same way on the file that it wrote itself of the case; the reason, then."""
    try:
        keras.saving.load_model(path)
    except Exception as own:  # noqa: BLE001
        return f"Keras {keras.__version__} cannot load the .h5 file that it writes itself: {own}" if str(own) == str(error) else None
    return None


def returned(folder):
    home = folder / f"keras-{keras.__version__}"
    with Rows(folder / "rows" / f"keras-{keras.__version__}-return.jsonl", "Keras -> .NET -> Keras") as rows:
        for name, case in ALL.items():
            if reason := case.missing() or limits.forgotten(name) or limits.unreadable(name, ".keras"):
                rows.skip(name, reason)
            else:
                rows.check(name, ".keras", lambda: Check(case, record.read(home / f"{name}.json"),
                    BATCH).archive(home / "returned-to-keras" / f"{name}.keras", train=False))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    {"exchange": exchange, "written": written, "return": returned}[sys.argv[1]](pathlib.Path(sys.argv[2]))
    print(f"Keras {keras.__version__}: {sys.argv[1]} done", flush=True)
