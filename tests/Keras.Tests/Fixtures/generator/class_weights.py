"""class_weights: the weight of each sample that follows from class weights, for labels of many kinds."""

import numpy as np
from keras.src.trainers.data_adapters.data_adapter_utils import class_weight_to_sample_weights

WEIGHTS = {-1: 5.0, 0: 0.25, 1: 3.0, 2: 0.0, 50_000_000: 7.0}

LABELS = {
    "fractions": np.array([0.9, 0.5, 1.5, 2.5, -0.2, -0.6, 0.49], "float32"),
    "below zero": np.array([-1, 0, 1, 2, -2], "int32"),
    "large": np.array([50_000_000, 49_999_999, 50_000_001], "int32"),
    "column": np.array([[0.9], [1.0], [-1.0]], "float32"),
    "rows": np.array([[0, 1, 0], [1, 0, 0], [0.2, 0.2, 0.6], [0.5, 0.5, 0]], "float32"),
    "bytes": np.array([255, 0, 1], "uint8"),
    "int64": np.array([50_000_000, -1, 3], "int64"),
    "nan": np.array([float("nan"), 1], "float32"),
}


def make(store):
    store.doc["class_weight"] = WEIGHTS
    store.doc["cases"] = [
        {"name": name, "dtype": labels.dtype.name, "shape": list(labels.shape), "labels": labels.ravel().tolist(),
            "weights": class_weight_to_sample_weights(labels, WEIGHTS)}
        for name, labels in LABELS.items()]
