"""Collects the arrays and the description of one topic, and writes <topic>.npz and <topic>.json."""

import json
import math
import zipfile

import numpy as np

WIDTH = 150


class Store:
    def __init__(self, folder, topic, mnist):
        self.folder, self.topic, self.mnist = folder, topic, mnist
        self.arrays, self.doc, self._names = {}, {}, {}

    def add(self, name, value):
        """Stores an array and returns the name that the JSON file refers to it by (equal arrays are stored once)."""
        if value is None:
            return None
        value = np.array(value, order="C")
        if value.dtype == np.float64:
            raise TypeError(f"{name}: say float32 or keep it in JSON")
        key = (value.dtype.str, value.shape, value.tobytes())
        if key not in self._names:
            if name in self.arrays:
                raise KeyError(f"{name} is taken")
            self._names[key] = name
            self.arrays[name] = value
        return self._names[key]

    def save(self):
        if self.arrays:
            path = self.folder / f"{self.topic}.npz"
            np.savez_compressed(path, **self.arrays)
            with zipfile.ZipFile(path) as check:
                assert check.testzip() is None
            yield path.stat().st_size
        path = self.folder / f"{self.topic}.json"
        doc = {"keras": "3.15.1", "tensorflow": "2.21.0", **self.doc}
        path.write_text(dump(plain(doc)) + "\n", encoding="utf-8", newline="\n")
        yield path.stat().st_size


def plain(value):
    """JSON-able: numpy scalars and shapes become numbers and lists; NaN and infinities become strings."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, (float, np.floating)):
        value = float(value)
        if math.isnan(value):
            return "NaN"
        return value if math.isfinite(value) else ("Infinity" if value > 0 else "-Infinity")
    if value is None or isinstance(value, (str, int)):
        return value
    raise TypeError(f"{type(value)}: {value!r}")


def dump(value, indent=0):
    """JSON with whatever fits into a line on one line."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= WIDTH or not value or not isinstance(value, (dict, list)):
        return line
    pad = " " * (indent + 2)
    if isinstance(value, dict):
        items = [f"{pad}{json.dumps(k, ensure_ascii=False)}: {dump(v, indent + 2)}" for k, v in value.items()]
        return "{\n" + ",\n".join(items) + "\n" + " " * indent + "}"
    if all(isinstance(v, (int, float)) for v in value):
        return line
    return "[\n" + ",\n".join(pad + dump(v, indent + 2) for v in value) + "\n" + " " * indent + "]"


def envelope(obj):
    """Keras' own serialized form."""
    import keras

    return keras.saving.serialize_keras_object(obj)
