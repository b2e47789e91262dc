"""What the layers can be given."""

import keras
from case import Case

k = keras.layers
i = keras.initializers
r = keras.regularizers
c = keras.constraints


def _settings():
    return {"optimizer": keras.optimizers.Adam(0.01), "loss": keras.losses.CategoricalCrossentropy(), "metrics": ["accuracy"]}


def _case(name, layers, **more):
    def build():
        return keras.Sequential([k.Input((4, 3)), *layers(), k.Activation("softmax")])

    return Case(f"layers-{name}", build, _settings, **more)


def _activations(names):
    return lambda: [k.Flatten(), *(layer for name in names for layer in (k.Dense(6), k.Activation(name))), k.Dense(3)]


CASES = [
    _case("regularizers", lambda: [
        k.Flatten(),
        k.Dense(5, kernel_regularizer=r.L1(0.01), bias_regularizer=r.L2(0.02)),
        k.Dense(4, kernel_regularizer=r.L1L2(0.01, 0.02)),
        k.Dense(3, kernel_regularizer=r.OrthogonalRegularizer(0.05, mode="columns")),
    ]),
    _case("activity-regularizer", lambda: [k.Flatten(), k.Dense(5, activity_regularizer=r.L1L2(0.001, 0.002)), k.Dense(3)]),
    _case("constraints", lambda: [
        k.Flatten(),
        k.Dense(5, kernel_constraint=c.MaxNorm(1.5, axis=1), bias_constraint=c.NonNeg()),
        k.Dense(4, kernel_constraint=c.UnitNorm()),
        k.Dense(3, kernel_constraint=c.MinMaxNorm(0.5, 1.5, rate=0.5)),
    ]),
    _case("initializers", lambda: [
        k.Flatten(),
        k.Dense(5, kernel_initializer=i.RandomNormal(0.1, 0.2, seed=3), bias_initializer=i.Constant(0.25)),
        k.Dense(5, kernel_initializer=i.TruncatedNormal(stddev=0.3), bias_initializer=i.Ones()),
        k.Dense(5, kernel_initializer=i.RandomUniform(-0.5, 0.5)),
        k.Dense(5, kernel_initializer=i.VarianceScaling(2.0, mode="fan_out", distribution="uniform", seed=5)),
        k.Dense(5, kernel_initializer=i.Orthogonal(gain=1.5)),
        k.Dense(5, kernel_initializer=i.Identity()),
        k.Dense(5, kernel_initializer=i.GlorotNormal(seed=1)),
        k.Dense(5, kernel_initializer=i.HeNormal()),
        k.Dense(5, kernel_initializer=i.HeUniform()),
        k.Dense(5, kernel_initializer=i.LecunNormal()),
        k.Dense(3, kernel_initializer=i.LecunUniform(), bias_initializer=i.Zeros()),
    ]),
    _case("identity-gain", lambda: [k.Flatten(), k.Dense(3, kernel_initializer=i.Identity(gain=0.5))]),
    _case("activations", _activations([
        "elu", "gelu", "hard_sigmoid", "leaky_relu", "linear", "log_softmax", "mish", "relu", "relu6", "selu", "sigmoid", "silu",
        "hard_silu", "softmax",
        "softplus", "softsign", "tanh", "exponential"])),
    _case("newer-activations", _activations([
        "celu", "hard_shrink", "hard_tanh", "log_sigmoid", "soft_shrink", "sparse_plus", "sparsemax", "squareplus", "tanh_shrink"]),
            since="3.8.0"),
    _case("newest-activations", _activations(["sparse_sigmoid"]), since="3.12.0"),
    _case("no-bias", lambda: [k.Flatten(), k.Dense(5, use_bias=False, activation="relu"), k.Dense(3, use_bias=False)]),
    _case("dense-on-sequences", lambda: [k.Dense(5, activation="tanh"), k.Dense(2), k.Flatten(), k.Dense(3)]),
    _case("channels-first", lambda: [k.Flatten(data_format="channels_first"), k.Dense(3)]),
    _case("dropout", lambda: [k.Flatten(), k.Dropout(0.5, seed=11), k.Dense(6), k.Dropout(0.25, noise_shape=(None, 1)), k.Dropout(0),
        k.Dense(3)], random=True),
    _case("names", lambda: [k.Flatten(name="to-one.axis"), k.Dense(5, name="B_1"), k.Dense(3, name="dense_7")]),
    _case("types-float64", lambda: [k.Flatten(), k.Dense(5, dtype="float64", activation="relu"), k.Dense(3)]),
    _case("types-mixed-float16", lambda: [k.Flatten(), k.Dense(5, dtype="mixed_float16", activation="relu"), k.Dense(3, dtype="float32")]),
    _case("types-mixed-bfloat16", lambda: [k.Flatten(), k.Dense(5, dtype="mixed_bfloat16", activation="relu"),
        k.Dense(3, dtype="float32")]),
]
