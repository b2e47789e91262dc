"""Writes Fixtures/signatures.json: the arguments of every class of the real Keras, with their defaults, and the config that the defaults
give.

    python make_signatures.py [FILE]

For each class of each group: its arguments in order, [name] or [name, default]; the values of those without a default that the config was
made with; the config itself, as it stands in a file.
"""

import inspect
import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras

from generator import windows  # noqa: F401

l, o = keras.layers, keras.optimizers

# Values of the arguments without a default. A layer or an optimizer is given by its name and arguments.
REQUIRED = {
    "ActivityRegularization": {}, "Activation": {"activation": "relu"}, "AdaptiveAveragePooling1D": {"output_size": 2},
    "AlphaDropout": {"rate": 0.5},
    "BinaryIoU": {}, "Bidirectional": {"layer": ["LSTM", {"units": 2}]}, "Dense": {"units": 2}, "Dot": {"axes": 1},
    "Dropout": {"rate": 0.5},
    "EinsumDense": {"equation": "ab,bc->ac", "output_shape": 2}, "Embedding": {"input_dim": 4, "output_dim": 2},
    "GaussianDropout": {"rate": 0.5},
    "GaussianNoise": {"stddev": 0.5}, "GroupQueryAttention": {"head_dim": 2, "num_query_heads": 4, "num_key_value_heads": 2},
    "MultiHeadAttention": {"num_heads": 2, "key_dim": 2}, "Permute": {"dims": [1]}, "RNN": {"cell": ["LSTMCell", {"units": 2}]},
    "RepeatVector": {"n": 2},
    "Reshape": {"target_shape": [2]}, "ReversibleEmbedding": {"input_dim": 4, "output_dim": 2},
    "SpectralNormalization": {"layer": ["Dense", {"units": 2}]},
    "StackedRNNCells": {"cells": [["LSTMCell", {"units": 2}]]}, "TimeDistributed": {"layer": ["Dense", {"units": 2}]},
    "Wrapper": {"layer": ["Dense", {"units": 2}]},
    "FBetaScore": {}, "IoU": {"num_classes": 2, "target_class_ids": [0]}, "MeanIoU": {"num_classes": 2},
    "OneHotIoU": {"num_classes": 2, "target_class_ids": [0]},
    "OneHotMeanIoU": {"num_classes": 2}, "PrecisionAtRecall": {"recall": 0.5}, "RecallAtPrecision": {"precision": 0.5},
    "SensitivityAtSpecificity": {"specificity": 0.5}, "SpecificityAtSensitivity": {"sensitivity": 0.5},
    "LossScaleOptimizer": {"inner_optimizer": ["SGD", {}]},
    "ExponentialDecay": {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5},
    "InverseTimeDecay": {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5},
    "PolynomialDecay": {"initial_learning_rate": 0.1, "decay_steps": 10},
    "PiecewiseConstantDecay": {"boundaries": [2], "values": [0.5, 0.25]},
    "CosineDecay": {"initial_learning_rate": 0.1, "decay_steps": 10},
    "CosineDecayRestarts": {"initial_learning_rate": 0.1, "first_decay_steps": 10},
    "AveragePooling1D": {"pool_size": 2}, "AveragePooling2D": {"pool_size": 2}, "AveragePooling3D": {"pool_size": 2},
    "InputLayer": {"shape": [2]},
    "Rescaling": {"scale": 0.5}, "Discretization": {"num_bins": 4}, "CategoryEncoding": {"num_tokens": 4},
    "Resizing": {"height": 3, "width": 4},
    "CenterCrop": {"height": 3, "width": 4}, "Hashing": {"num_bins": 4}, "HashedCrossing": {"num_bins": 4},
    "MaxNumBoundingBoxes": {"max_number": 4}, "Pipeline": {"layers": []}, "RandomBrightness": {"factor": 0.25},
    "RandomColorDegeneration": {"factor": 0.25},
    "RandomContrast": {"factor": 0.25}, "RandomCrop": {"height": 3, "width": 4, "seed": 5}, "RandomHue": {"factor": 0.25},
    "RandomPosterization": {"factor": 4}, "RandomRotation": {"factor": 0.25}, "RandomSaturation": {"factor": 0.25},
    "RandomSharpness": {"factor": 0.25},
    "RandomTranslation": {"height_factor": 0.25, "width_factor": 0.5}, "RandomZoom": {"height_factor": 0.25},
}
PATTERNS = {
    "AdaptiveAveragePooling": {"output_size": 2}, "AdaptiveMaxPooling": {"output_size": 2}, "ConvLSTM": {"filters": 2, "kernel_size": 3},
    "SeparableConv": {"filters": 2, "kernel_size": 3}, "DepthwiseConv": {"kernel_size": 3}, "Conv": {"filters": 2, "kernel_size": 3},
    "SpatialDropout": {"rate": 0.5}, "SimpleRNN": {"units": 2}, "LSTM": {"units": 2}, "GRU": {"units": 2},
}
BASES = {
    "layers": keras.Layer, "losses": keras.losses.Loss, "metrics": keras.metrics.Metric, "optimizers": keras.optimizers.Optimizer,
    "initializers": keras.initializers.Initializer, "regularizers": keras.regularizers.Regularizer,
    "constraints": keras.constraints.Constraint,
    "schedules": keras.optimizers.schedules.LearningRateSchedule,
}


def required(name):
    if name in REQUIRED:
        return REQUIRED[name]
    return next((values for pattern, values in PATTERNS.items() if name.startswith(pattern)), {})


def built(value):
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and isinstance(value[1], dict):
        return getattr(l, value[0], getattr(o, value[0], None))(**value[1])
    if isinstance(value, list):
        return [built(v) for v in value]
    return value


def default(value):
    if isinstance(value, (str, int, float, bool, type(None))):
        return value
    if isinstance(value, (tuple, list)):
        return [default(v) for v in value]
    return keras.saving.serialize_keras_object(value)


def described(name, cls):
    parameters = list(inspect.signature(cls.__init__).parameters.values())[1:]
    keras.utils.clear_session()
    values = required(name)
    said = {
        "arguments": [[p.name] if p.default is p.empty else [p.name, default(p.default)] for p in parameters
            if p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)],
        "values": values,
    }
    try:
        made = cls(**{key: built(value) for key, value in values.items()})
        # The very text, because 2 and 2.0 are not the same to Keras.
        said["config"] = json.dumps(keras.saving.serialize_keras_object(made)["config"])
    except Exception as error:  # noqa: BLE001
        said["refused"] = f"{type(error).__name__}: {error}"[:200].split("\n")[0]
    return said


document = {"keras": keras.__version__}
for group, base in BASES.items():
    module = keras.optimizers.schedules if group == "schedules" else getattr(keras, group)
    classes = {n: c for n, c in vars(module).items() if inspect.isclass(c) and issubclass(c, base) and c is not base}
    # A class that has several names is there under its own.
    own = {c: n for n, c in sorted(classes.items(), key=lambda p: p[0] != p[1].__name__, reverse=True)}
    document[group] = {n: described(n, c) for c, n in sorted(own.items(), key=lambda p: p[1])}

target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "signatures.json"
target.write_text(json.dumps(document, indent=1) + "\n")
for group in BASES:
    for name, said in document[group].items():
        if "refused" in said:
            print(group, name, said["refused"])
