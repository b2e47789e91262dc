"""Writes Fixtures/masked_metrics.json: what the real Keras measures of a model whose predictions have a mask.

    python make_masked_metrics.py

embeddings, kernel: the weights; x, y, sample_weight: the data; plain and weighted: the logs of evaluate, without and with the weights.
"""

import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras
import numpy as np

random = np.random.default_rng(3)
embeddings = random.uniform(-1, 1, (5, 3)).astype("float32")
kernel = random.uniform(-1, 1, (3, 3)).astype("float32")
x = np.array([[1, 2, 0, 0], [3, 0, 0, 0], [4, 2, 1, 3]])
y = np.array([[0, 1, 2, 1], [2, 1, 0, 0], [1, 1, 2, 0]])
sample_weight = random.uniform(0.5, 2, (3, 4)).astype("float32")

model = keras.Sequential([
    keras.layers.Embedding(5, 3, mask_zero=True),
    keras.layers.Dense(3, use_bias=False, activation="softmax"),
])
model.build((None, 4))
model.set_weights([embeddings, kernel])
model.compile(
    "sgd", "sparse_categorical_crossentropy",
    metrics=[
        "accuracy", keras.metrics.SparseCategoricalCrossentropy(name="crossentropy"),
        keras.metrics.IoU(3, [0, 1], sparse_y_pred=False, name="iou")],
    weighted_metrics=[keras.metrics.SparseCategoricalAccuracy(name="weighted_accuracy")])
logs = {
    "plain": model.evaluate(x, y, batch_size=2, verbose=0, return_dict=True),
    "weighted": model.evaluate(x, y, batch_size=2, sample_weight=sample_weight, verbose=0, return_dict=True),
}
target = pathlib.Path(__file__).parent / "masked_metrics.json"
target.write_text(json.dumps({
    "embeddings": embeddings.tolist(), "kernel": kernel.tolist(), "x": x.tolist(), "y": y.tolist(),
    "sample_weight": sample_weight.tolist(), **logs}) + "\n")
print(logs)
