"""What one side says of a case, as JSON, and how far the other side is from it."""

import json

import numpy as np

TOLERANCES = {"weights": 0.0, "optimizer": 0.0, "predictions": 1e-6, "losses": 1e-5}


def array(values):
    values = np.asarray(values)
    name = str(values.dtype)
    return {"dtype": name, "shape": list(values.shape), "values": values.astype("float64").reshape(-1).tolist()}


def numpy(entry):
    values = np.array(entry["values"], dtype="float64").reshape(entry["shape"])
    return values if entry["dtype"] in ("bfloat16",) else values.astype(entry["dtype"])


def read(path):
    return json.loads(path.read_text())


def write(path, content):
    path.write_text(json.dumps(content) + "\n")


def distance(got, entry):
    """The largest difference, relative where the wanted number is larger than 1; infinite where type or shape is another."""
    got = array(got)
    if (got["dtype"], got["shape"]) != (entry["dtype"], entry["shape"]):
        return float("inf")
    got, wanted = np.array(got["values"]), np.array(entry["values"])
    return float(np.max(np.abs(got - wanted) / np.maximum(1, np.abs(wanted)))) if got.size else 0.0


def largest(got, entries):
    """The largest of the distances; infinite where their number is another."""
    got = list(got)
    return max((distance(a, b) for a, b in zip(got, entries)), default=0.0) if len(got) == len(entries) else float("inf")


def curves(history, wanted):
    """The same of loss and metrics by epoch."""
    if set(history) != set(wanted):
        raise ValueError(f"training reports {sorted(history)}, expected {sorted(wanted)}")
    return max(distance(np.array(history[name], "float64"), {"dtype": "float64", "shape": [len(values)], "values": values})
        for name, values in wanted.items())


def difference(got, wanted, path=""):
    """The first place where two configs differ; None where they do not."""
    if isinstance(got, dict) and isinstance(wanted, dict):
        for key in sorted(set(got) | set(wanted)):
            if key not in got or key not in wanted:
                return f"{path}/{key} is only in {'the original' if key in wanted else 'the loaded'}"
            if found := difference(got[key], wanted[key], f"{path}/{key}"):
                return found
        return None
    if isinstance(got, (list, tuple)) and isinstance(wanted, (list, tuple)) and len(got) == len(wanted):
        return next((found for n, (a, b) in enumerate(zip(got, wanted)) if (found := difference(a, b, f"{path}/{n}"))), None)
    return None if got == wanted else f"{path} is {got!r}, expected {wanted!r}"
