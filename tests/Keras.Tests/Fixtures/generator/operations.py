"""operations: the cases of ops.py on Keras tensors: how a functional model serializes the operations, and the shapes and types that Keras
tells.

Of each function up to five cases are taken, with other settings each. A record is {"case": index in ops.json, "layers": the operations'
entries of the model's config, "spec": [[type, *shape], ...]}; unknown axes are -1. The inputs are x0, x1, ... in the order of the
arguments. Cases that Keras does not record, or cannot serialize, are in "refused" with the reason. """

import json
import warnings

import keras
import numpy as np

from generator import ops_cases
from generator.ops import function, plain_to_keras


MOST_CASES = 5


class Inputs:
    def __init__(self, batch):
        self.batch, self.tensors = batch, []

    def convert(self, value):
        fixed = isinstance(value, ops_cases.Fixed)
        value = np.asarray(value.value) if fixed else value
        if isinstance(value, np.ndarray):
            shape = (None, *value.shape[1:]) if self.batch and not fixed and value.ndim else value.shape
            tensor = keras.Input(batch_shape=shape, dtype=keras.backend.standardize_dtype(value.dtype), name=f"x{len(self.tensors)}")
            self.tensors.append(tensor)
            return tensor
        if isinstance(value, (list, tuple)) and value and all(isinstance(v, np.ndarray) for v in value):
            return type(value)(self.convert(v) for v in value)
        return plain_to_keras(value)


def record(index, case):
    keras.utils.clear_session(free_memory=False)
    inputs = Inputs(case.batch)
    args, kwargs = [inputs.convert(a) for a in case.args], {k: inputs.convert(v) for k, v in case.kwargs.items()}
    if not inputs.tensors:
        raise ValueError("no tensors")
    outputs = function(case.op)(*args, **kwargs)
    outputs = list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]
    if not all(isinstance(o, keras.KerasTensor) for o in outputs):
        raise ValueError("no Keras tensors come out")
    config = json.loads(keras.Model(inputs.tensors, outputs).to_json())["config"]
    return {"case": index, "layers": [layer for layer in config["layers"] if layer["class_name"] != "InputLayer"],
            "spec": [[keras.backend.standardize_dtype(o.dtype), *[-1 if d is None else d for d in o.shape]] for o in outputs]}


def settings(case):
    """What tells a case from others of its function, beside the values of tensors."""
    def text(value):
        if isinstance(value, ops_cases.Fixed):
            return "fixed"
        if isinstance(value, np.ndarray):
            return f"{value.dtype.kind}{value.ndim}" if value.ndim == 0 else value.dtype.kind
        return type(value).__name__ if isinstance(value, (list, tuple)) and value and isinstance(value[0], np.ndarray) else repr(value)
    return (case.op, *map(text, case.args), *(f"{k}={text(v)}" for k, v in case.kwargs.items()))


def make(store):
    warnings.simplefilter("ignore")
    records, refused, seen, counts = [], [], set(), {}
    for index, case in enumerate(ops_cases.CASES):
        if case.oracle is not None or settings(case) in seen or counts.get(case.op, 0) == MOST_CASES:
            continue
        seen.add(settings(case))
        counts[case.op] = counts.get(case.op, 0) + 1
        try:
            records.append(record(index, case))
        except Exception as error:
            refused.append([index, case.op, type(error).__name__, str(error).split("\n")[0][:120]])
    store.doc["records"] = records
    store.doc["refused"] = refused
