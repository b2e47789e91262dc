"""Makes the fixtures of this folder with the real Keras.

    python make_fixtures.py [--mnist DIR] [TOPIC ...]

needs a Python that has numpy and Keras 3.15.1 on TensorFlow 2.21.0 (CPU). Without topics it makes them all.
DIR holds the MNIST files (train-images-idx3-ubyte.gz ...); without it the images already stored in
training_curves.npz are taken again. The results are the same on every run: one thread, fixed seeds, fixed
zip time stamps. What the files hold is told in README.md.
"""

import argparse
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import tensorflow as tf  # noqa: E402

tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)

import keras  # noqa: E402

from generator import (  # noqa: E402
    activations, class_weights, configs, ctc, envelopes, initializers, lookback, losses, metrics, odd_values, op_gradients, operations,
    ops, optimizers, regularizers, rows, scores, semantics, summary, training)
from generator.store import Store  # noqa: E402

TOPICS = {
    "training_curves": training.make,
    "losses": losses.make,
    "metrics": metrics.make,
    "scores": scores.make,
    "odd_values": odd_values.make,
    "optimizers": optimizers.make,
    "row_gradients": rows.make,
    "activations": activations.make,
    "class_weights": class_weights.make,
    "regularizers_constraints": regularizers.make,
    "initializers": initializers.make,
    "configs": configs.make,
    "ctc": ctc.make,
    "envelopes": envelopes.make,
    "lookback": lookback.make,
    "operations": operations.make,
    "op_gradients": op_gradients.make,
    "ops": ops.make,
    "semantics": semantics.make,
    "summary": summary.make,
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mnist", type=pathlib.Path)
    parser.add_argument("topics", nargs="*", metavar="TOPIC")
    options = parser.parse_args()
    if keras.__version__ != "3.15.1":
        raise SystemExit(f"The fixtures are Keras 3.15.1's; this is {keras.__version__}.")
    here = pathlib.Path(__file__).resolve().parent
    for topic in options.topics or TOPICS:
        keras.utils.clear_session()
        keras.utils.set_random_seed(7)
        store = Store(here, topic, options.mnist)
        TOPICS[topic](store)
        print(topic, *store.save())


if __name__ == "__main__":
    main()
