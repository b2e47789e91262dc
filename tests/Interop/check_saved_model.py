"""Checks a SavedModel that Model.Export wrote in what others load it with, against expected outputs saved beside it.

    python check_saved_model.py DIRECTORY EXPECTED.npz

needs a Python that has Keras 3.15.1 on TensorFlow 2.21.0. EXPECTED.npz (or a .json of {name: {"shape": [...], "values": [...]}}) holds the inputs and the
outputs of the signature serving_default under their names there. The consumers: tf.saved_model.load, keras.layers.TFSMLayer, saved_model_cli show and run, and
TF_LoadSessionFromSavedModel of the C API. Prints a line each; the exit code is the number of those that failed.
"""

import argparse
import ctypes
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import traceback

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from tensorflow.core.protobuf import saved_model_pb2  # noqa: E402

SIGNATURE = "serving_default"


class Check:
    def __init__(self, directory, expected, tolerance):
        self.directory = str(directory)
        self.tolerance = tolerance
        loaded = tf.saved_model.load(self.directory)
        self.signature = loaded.signatures[SIGNATURE]
        self.loaded = loaded
        _, keywords = self.signature.structured_input_signature
        self.inputs = {key: expected[key].astype(spec.dtype.as_numpy_dtype) for key, spec in keywords.items()}
        self.outputs = {key: expected[key] for key in self.signature.structured_outputs}

    def compare(self, actual):
        for key, value in self.outputs.items():
            np.testing.assert_allclose(np.asarray(actual[key], dtype="float64"), value.astype("float64"), rtol=0, atol=self.tolerance)

    def saved_model_load(self):
        for rows in (1, None):
            part = {k: v[:rows] for k, v in self.inputs.items()}
            actual = self.signature(**{k: tf.constant(v) for k, v in part.items()})
            for key, value in self.outputs.items():
                np.testing.assert_allclose(actual[key].numpy(), value[:rows], rtol=0, atol=self.tolerance)
        variables = self.loaded.variables
        return f"{len(variables)} variables: {', '.join(v.name for v in variables)}; trainable {sum(v.trainable for v in variables)}"

    def tfsm_layer(self):
        layer = keras.layers.TFSMLayer(self.directory, call_endpoint=SIGNATURE)
        actual = layer(**self.inputs) if len(self.inputs) > 1 else layer(next(iter(self.inputs.values())))
        self.compare({k: v.numpy() for k, v in actual.items()})

    def cli_show(self):
        text = cli("show", "--dir", self.directory, "--tag_set", "serve", "--signature_def", SIGNATURE)
        for name in [*self.inputs, *self.outputs, "tensorflow/serving/predict"]:
            assert name in text, f"{name} is not in {text}"

    def cli_run(self):
        with tempfile.TemporaryDirectory() as folder:
            files = []
            for key, value in self.inputs.items():
                np.save(f"{folder}/{key}.npy", value)
                files.append(f"{key}={folder}/{key}.npy")
            cli("run", "--dir", self.directory, "--tag_set", "serve", "--signature_def", SIGNATURE, "--inputs", ";".join(files), "--outdir", folder)
            self.compare({key: np.load(f"{folder}/{key}.npy") for key in self.outputs})

    def c_api(self):
        self.compare(CSession(self.directory).run(self.inputs, self.outputs))


class CSession:
    """The few functions of the C API, called through ctypes in the library that Python has loaded."""

    class Output(ctypes.Structure):
        _fields_ = [("oper", ctypes.c_void_p), ("index", ctypes.c_int)]

    def __init__(self, directory):
        self.directory = directory
        package = pathlib.Path(tf.__file__).parent
        ctypes.CDLL(str(package / "libtensorflow_framework.so.2"), mode=ctypes.RTLD_GLOBAL)
        candidates = [*package.glob("libtensorflow_cc.so.2"), package / "python/_pywrap_tensorflow_internal.so"]
        self.library = ctypes.CDLL(str(candidates[0]))
        self.status = self.call("TF_NewStatus")
        self.graph = self.call("TF_NewGraph")
        tags = (ctypes.c_char_p * 1)(b"serve")
        self.session = self.call(
            "TF_LoadSessionFromSavedModel", self.call("TF_NewSessionOptions"), None, directory.encode(), tags, 1, self.graph, None, self.status)
        self.check()

    def call(self, name, *arguments, result=ctypes.c_void_p):
        function = getattr(self.library, name)
        function.restype = result
        return function(*[ctypes.c_void_p(a) if isinstance(a, int) and a > 2**31 else a for a in arguments])

    def check(self):
        if self.call("TF_GetCode", self.status, result=ctypes.c_int) != 0:
            raise RuntimeError(self.call("TF_Message", self.status, result=ctypes.c_char_p).decode())

    def output(self, name):
        operation, _, index = name.partition(":")
        pointer = self.call("TF_GraphOperationByName", self.graph, operation.encode())
        assert pointer, f"The graph has no operation {operation}."
        return self.Output(pointer, int(index or 0))

    def run(self, inputs, outputs):
        file = saved_model_pb2.SavedModel.FromString((pathlib.Path(self.directory) / "saved_model.pb").read_bytes())
        signature = file.meta_graphs[0].signature_def[SIGNATURE]
        feeds = (self.Output * len(inputs))(*[self.output(signature.inputs[k].name) for k in inputs])
        fetches = (self.Output * len(outputs))(*[self.output(signature.outputs[k].name) for k in outputs])
        values = (ctypes.c_void_p * len(inputs))(*[self.tensor(v) for v in inputs.values()])
        results = (ctypes.c_void_p * len(outputs))()
        self.call("TF_SessionRun", self.session, None, feeds, values, len(inputs), fetches, results, len(outputs), None, 0, None, self.status)
        self.check()
        return {k: self.array(results[i], v) for i, (k, v) in enumerate(outputs.items())}

    def tensor(self, array):
        shape = (ctypes.c_int64 * array.ndim)(*array.shape)
        pointer = self.call("TF_AllocateTensor", tf.as_dtype(array.dtype).as_datatype_enum, shape, array.ndim, ctypes.c_size_t(array.nbytes))
        ctypes.memmove(self.call("TF_TensorData", pointer), np.ascontiguousarray(array).ctypes.data, array.nbytes)
        return pointer

    def array(self, pointer, like):
        size = self.call("TF_TensorByteSize", pointer, result=ctypes.c_size_t)
        dtype = tf.as_dtype(self.call("TF_TensorType", pointer, result=ctypes.c_int)).as_numpy_dtype
        return np.frombuffer(ctypes.string_at(self.call("TF_TensorData", pointer), size), dtype).reshape(like.shape)


def cli(*arguments):
    finished = subprocess.run(
        [sys.executable, "-m", "tensorflow.python.tools.saved_model_cli", *arguments], capture_output=True, text=True, check=False)
    if finished.returncode != 0:
        raise RuntimeError(f"saved_model_cli {' '.join(arguments)}: {finished.stdout}{finished.stderr}")
    return finished.stdout


def read(path):
    if path.suffix == ".npz":
        return dict(np.load(path))
    return {key: np.array(entry["values"]).reshape(entry["shape"]) for key, entry in json.loads(path.read_text()).items()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("expected", type=pathlib.Path)
    parser.add_argument("--tolerance", type=float, default=1e-6)
    options = parser.parse_args()
    check = Check(options.directory, read(options.expected), options.tolerance)
    failed = 0
    for consumer in (check.saved_model_load, check.tfsm_layer, check.cli_show, check.cli_run, check.c_api):
        try:
            note = consumer()
            print(f"ok     {consumer.__name__}{': ' + note if note else ''}")
        except Exception:  # noqa: BLE001  A consumer's failure is what is reported.
            failed += 1
            print(f"FAILED {consumer.__name__}\n{traceback.format_exc()}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
