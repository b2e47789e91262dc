"""What a case is, and the data and the network that most of them share."""

import dataclasses
from collections.abc import Callable

import keras
import numpy as np

ROWS = 24


@dataclasses.dataclass
class Case:
    name: str
    build: Callable[[], keras.Model]
    compile: Callable[[], dict] | None = None
    target: str = "one_hot"
    """The kind of targets, of data()."""
    since: str = "3.3.3"
    """The first release that can have the case, of those that are tried."""
    before: str = "lacks classes of the case"
    """What is said of earlier ones."""
    trained: bool = True
    """Whether it was trained before it is saved."""
    random: bool = False
    """Whether training draws random numbers, which are different ones on the other side."""

    def missing(self):
        """Why this release cannot have the case; None where it can."""
        if number(keras.__version__) >= number(self.since):
            return None
        return f"Keras {keras.__version__} {self.before}"

    def make(self):
        keras.utils.clear_session(free_memory=False)
        keras.utils.set_random_seed(3)
        model = self.build()
        if self.compile is not None:
            model.compile(**self.compile())
        return model


def number(release):
    return [int(part) for part in release.split(".")]


def network(activation="softmax", units=3):
    return keras.Sequential([
        keras.layers.Input((4, 3)),
        keras.layers.Flatten(),
        keras.layers.Dense(5, activation="relu", kernel_regularizer=keras.regularizers.L2(0.01), name="hidden"),
        keras.layers.Dense(units),
        keras.layers.Activation(activation),
    ])


def data(target):
    """Inputs and targets of a kind."""
    random = np.random.default_rng(7)
    x = random.uniform(-1, 1, (ROWS, 4, 3)).astype("float32")
    labels = random.integers(0, 3, ROWS)
    uniform = random.uniform(0, 1, (ROWS, 3)).astype("float32")
    return x, {
        "one_hot": np.eye(3, dtype="float32")[labels],
        "labels": labels.astype("int32"),
        "binary": (uniform[:, :1] > 0.5).astype("float32"),
        "several": (uniform > 0.5).astype("float32"),
        "real": uniform * 2 - 1,
        "positive": uniform + 0.1,
    }[target]
