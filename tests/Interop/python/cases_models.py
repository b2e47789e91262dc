"""Kinds of models: how they come to know their inputs, what is inside of them, and in which state they are saved."""

import keras
from case import Case

k = keras.layers


def _settings():
    return {"optimizer": keras.optimizers.Adam(0.01), "loss": keras.losses.CategoricalCrossentropy(), "metrics": ["accuracy"]}


def _case(name, layers, settings=_settings, **more):
    return Case(f"model-{name}", lambda: keras.Sequential(layers(), name="mine"), settings, **more)


def _built():
    model = keras.Sequential([k.Flatten(), k.Dense(5, activation="relu"), k.Dense(3, activation="softmax")])
    model.build((None, 4, 3))
    return model


def _constant(units, activation=None):
    return k.Dense(units, activation=activation, kernel_initializer=keras.initializers.Constant(0.1),
        bias_initializer=keras.initializers.Ones())


def _frozen(layer):
    layer.trainable = False
    return layer


def _inner(*layers, name=None):
    return keras.Sequential(list(layers), name=name)


CASES = [
    _case("named-input", lambda: [k.Input((4, 3), name="pixels"), k.Flatten(), k.Dense(3, activation="softmax")]),
    _case("fixed-batch", lambda: [k.Input((4, 3), batch_size=8), k.Flatten(), k.Dense(3, activation="softmax")]),
    _case("deferred", lambda: [k.Flatten(), k.Dense(5, activation="relu"), k.Dense(3, activation="softmax")]),
    Case("model-built-by-shape", _built, _settings, trained=False),
    _case("unbuilt", lambda: [k.Flatten(), _constant(5, "tanh"), _constant(3, "softmax")], trained=False),
    _case("untrained", lambda: [k.Input((4, 3)), k.Flatten(), k.Dense(3, activation="softmax")], trained=False),
    _case("uncompiled", lambda: [k.Input((4, 3)), k.Flatten(), k.Dense(3, activation="softmax")], settings=None),
    _case("frozen-layer", lambda: [k.Input((4, 3)), k.Flatten(), _frozen(k.Dense(5, activation="relu")), k.Dense(3, activation="softmax")]),
    _case("nested", lambda: [
        k.Input((4, 3)), k.Flatten(), _inner(k.Input((12,)), k.Dense(6, activation="relu"),
            _inner(k.Dense(5), k.Dense(4, activation="tanh"), name="innermost")),
        k.Dense(3, activation="softmax"), _inner(k.Dense(3, activation="softmax"), name="last"),
    ]),
    _case("nested-frozen", lambda: [
        k.Input((4, 3)), k.Flatten(), _frozen(_inner(k.Input((12,)), k.Dense(6, activation="relu"), name="base")),
        k.Dense(3, activation="softmax"),
    ]),
    _case("many-layers", lambda: [k.Input((4, 3)), k.Flatten(), *(k.Dense(4, activation="tanh") for _ in range(12)),
        k.Dense(3, activation="softmax")]),
    _case("settings", lambda: [k.Input((4, 3)), k.Flatten(), k.Dense(3, activation="softmax")],
        settings=lambda: _settings() | {"steps_per_execution": 3}),
]
