"""Runs a SavedModel of one input and one output in what runs SavedModels: Python, Keras, the command line tool, and the C API."""

import ctypes
import pathlib
import subprocess
import sys
import tempfile

import keras
import numpy as np
import tensorflow as tf
from tensorflow.core.protobuf import saved_model_pb2

SIGNATURE = "serving_default"


def of(directory, x, predictions):
    """Names and functions of the consumers; each function gives the largest difference from the predictions."""
    consumer = Consumers(str(directory), x, predictions)
    yield "tf.saved_model.load", consumer.load
    yield "TFSMLayer", consumer.layer
    yield "TFSMLayer: serve", lambda: consumer.layer("serve")
    yield "TFSMLayer: serve, in a functional model", consumer.functional
    yield "saved_model_cli show", consumer.show
    yield "saved_model_cli run", consumer.run
    yield "TF_LoadSessionFromSavedModel", consumer.session


def of_several(directory, inputs, outputs):
    """The same for inputs and outputs by name. TFSMLayer hands one argument on, so that several inputs go to the signature by their
    names."""

    def distance(got):
        if set(got) != set(outputs):
            raise ValueError(f"{sorted(got)} instead of {sorted(outputs)}")
        return max(float(np.max(np.abs(np.asarray(got[key]) - value))) for key, value in outputs.items())

    for signature in (SIGNATURE, "serve"):
        function = tf.saved_model.load(str(directory)).signatures[signature]
        yield f"tf.saved_model.load, {signature}", lambda: distance(function(**{key: tf.constant(value) for key, value in inputs.items()}))
        if len(inputs) == 1:
            (x,) = inputs.values()
            yield f"TFSMLayer: {signature}", lambda: distance(keras.layers.TFSMLayer(str(directory), call_endpoint=signature)(x))


class Consumers:
    def __init__(self, directory, x, predictions):
        self.directory, self.x, self.predictions = directory, x, predictions

    def load(self):
        signature = tf.saved_model.load(self.directory).signatures[SIGNATURE]
        (key,) = signature.structured_input_signature[1]
        # The number of rows is free.
        return max(self._distance(signature(**{key: tf.constant(self.x[:n])})["output_0"].numpy(), n) for n in (1, len(self.x)))

    def layer(self, endpoint=SIGNATURE):
        return self._distance(keras.layers.TFSMLayer(self.directory, call_endpoint=endpoint)(self.x)["output_0"].numpy())

    def functional(self):
        x = keras.Input(self.x.shape[1:], dtype=self.x.dtype)
        model = keras.Model(x, keras.layers.TFSMLayer(self.directory, call_endpoint="serve")(x))
        return self._distance(model.predict(self.x, verbose=0)["output_0"])

    def show(self):
        text = _cli("show", "--dir", self.directory, "--tag_set", "serve", "--signature_def", SIGNATURE)
        for part in (f"inputs['{self._key()}']", "outputs['output_0']", "shape: (-1,", "tensorflow/serving/predict"):
            if part not in text:
                raise ValueError(f"{part} is not in {text}")
        return 0.0

    def run(self):
        with tempfile.TemporaryDirectory() as folder:
            np.save(f"{folder}/x.npy", self.x)
            inputs = f"{self._key()}={folder}/x.npy"
            _cli("run", "--dir", self.directory, "--tag_set", "serve", "--signature_def", SIGNATURE, "--inputs", inputs, "--outdir", folder)
            return self._distance(np.load(f"{folder}/output_0.npy"))

    def session(self):
        outputs = CSession(self.directory).run({self._key(): self.x}, {"output_0": self.predictions})
        return self._distance(outputs["output_0"])

    def _key(self):
        (key,) = _signature(self.directory).inputs
        return key

    def _distance(self, got, rows=None):
        wanted = self.predictions[:rows]
        return float(np.max(np.abs(got.astype("float64") - wanted))) if got.shape == wanted.shape else float("inf")


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
            "TF_LoadSessionFromSavedModel", self.call("TF_NewSessionOptions"), None, directory.encode(), tags, 1, self.graph, None,
            self.status)
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
        signature = _signature(self.directory)
        feeds = (self.Output * len(inputs))(*[self.output(signature.inputs[k].name) for k in inputs])
        fetches = (self.Output * len(outputs))(*[self.output(signature.outputs[k].name) for k in outputs])
        values = (ctypes.c_void_p * len(inputs))(*[self.tensor(v) for v in inputs.values()])
        results = (ctypes.c_void_p * len(outputs))()
        self.call("TF_SessionRun", self.session, None, feeds, values, len(inputs), fetches, results, len(outputs), None, 0, None,
            self.status)
        self.check()
        return {k: self.array(results[i], v) for i, (k, v) in enumerate(outputs.items())}

    def tensor(self, array):
        shape = (ctypes.c_int64 * array.ndim)(*array.shape)
        pointer = self.call("TF_AllocateTensor", tf.as_dtype(array.dtype).as_datatype_enum, shape, array.ndim,
            ctypes.c_size_t(array.nbytes))
        ctypes.memmove(self.call("TF_TensorData", pointer), np.ascontiguousarray(array).ctypes.data, array.nbytes)
        return pointer

    def array(self, pointer, like):
        size = self.call("TF_TensorByteSize", pointer, result=ctypes.c_size_t)
        dtype = tf.as_dtype(self.call("TF_TensorType", pointer, result=ctypes.c_int)).as_numpy_dtype
        return np.frombuffer(ctypes.string_at(self.call("TF_TensorData", pointer), size), dtype).reshape(like.shape)


def _signature(directory):
    file = saved_model_pb2.SavedModel.FromString((pathlib.Path(directory) / "saved_model.pb").read_bytes())
    return file.meta_graphs[0].signature_def[SIGNATURE]


def _cli(*arguments):
    finished = subprocess.run(
        [sys.executable, "-m", "tensorflow.python.tools.saved_model_cli", *arguments], capture_output=True, text=True, check=False)
    if finished.returncode != 0:
        raise RuntimeError(f"saved_model_cli {' '.join(arguments)}: {finished.stdout}{finished.stderr}")
    return finished.stdout
