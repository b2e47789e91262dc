"""configs: get_config() and the whole serialized envelope of objects, the registered names, and automatic names."""

import keras
from keras import constraints as c
from keras import initializers as i
from keras import layers as l
from keras import losses as o
from keras import metrics as m
from keras import optimizers as p
from keras import regularizers as r
from keras.src.utils.naming import auto_name, to_snake_case

from .store import envelope

LAYERS = [
    lambda: l.InputLayer((28, 28)), lambda: l.InputLayer((4,), batch_size=2, dtype="int32", name="in"),
    lambda: l.InputLayer(batch_shape=(None, 3)),
    lambda: l.Flatten(), lambda: l.Flatten(data_format="channels_first", name="flat"), lambda: l.Flatten(input_shape=(28, 28)),
    lambda: l.Dense(3), lambda: l.Dense(10, "softmax", name="head"), lambda: l.Dense(4, activation=None, use_bias=False),
    lambda: l.Dense(8, "relu", kernel_initializer="he_normal", bias_initializer=i.Constant(0.1), kernel_regularizer=r.L2(0.01),
                    bias_regularizer="l1", activity_regularizer=r.L1L2(0.1, 0.2), kernel_constraint=c.MaxNorm(2),
                    bias_constraint="non_neg", trainable=False, dtype="float32"),
    lambda: l.Dropout(0.5), lambda: l.Dropout(0.25, noise_shape=(None, 1), seed=3, name="drop"),
    lambda: l.Activation("relu"), lambda: l.Activation("softmax", name="probabilities"),
]
BUILT = [(lambda: l.Dense(3, "relu"), (None, 5)), (lambda: l.Flatten(), (None, 2, 3)), (lambda: l.Dropout(0.5), (None, 4)),
         (lambda: l.Activation("tanh"), (None, 4))]
LOSSES = [
    lambda: o.CategoricalCrossentropy(), lambda: o.CategoricalCrossentropy(True, 0.1, -1, "sum", "cc"),
    lambda: o.SparseCategoricalCrossentropy(), lambda: o.SparseCategoricalCrossentropy(True, ignore_class=2, reduction="none", name="s"),
    lambda: o.BinaryCrossentropy(), lambda: o.BinaryCrossentropy(True, 0.2, 0, "mean"),
    lambda: o.MeanSquaredError(), lambda: o.MeanSquaredError("sum", name="sq"), lambda: o.MeanAbsoluteError(),
    lambda: o.MeanAbsoluteError("mean_with_sample_weight", "ab"), lambda: o.MeanSquaredError(dtype="float64"),
]
METRICS = [
    lambda: m.Mean(), lambda: m.Mean("avg"), lambda: m.Accuracy(), lambda: m.BinaryAccuracy(), lambda: m.BinaryAccuracy("b", threshold=0.7),
    lambda: m.CategoricalAccuracy(), lambda: m.SparseCategoricalAccuracy(), lambda: m.SparseCategoricalAccuracy("acc"),
    lambda: m.TopKCategoricalAccuracy(), lambda: m.TopKCategoricalAccuracy(3, "top3"), lambda: m.SparseTopKCategoricalAccuracy(),
    lambda: m.SparseTopKCategoricalAccuracy(2, from_sorted_ids=True), lambda: m.CategoricalCrossentropy(),
    lambda: m.CategoricalCrossentropy("cc", from_logits=True, label_smoothing=0.1), lambda: m.SparseCategoricalCrossentropy(),
    lambda: m.BinaryCrossentropy(), lambda: m.MeanSquaredError(), lambda: m.MeanAbsoluteError(), lambda: m.RootMeanSquaredError(),
    lambda: m.MeanMetricWrapper(o.mean_squared_error, "wrapped"),
]
OPTIMIZERS = [
    lambda: p.SGD(), lambda: p.SGD(0.1, 0.9, True, weight_decay=0.01, clipnorm=1.0, use_ema=True, ema_momentum=0.9,
                                   ema_overwrite_frequency=10, name="mine"),
    lambda: p.Adam(), lambda: p.Adam(0.01, 0.8, 0.99, 1e-6, True, clipvalue=0.5, loss_scale_factor=2.0, gradient_accumulation_steps=4),
    lambda: p.Adam(p.schedules.ExponentialDecay(0.1, 100, 0.5)),
    lambda: p.Adagrad(), lambda: p.Adagrad(0.1, 0.2, 1e-6, global_clipnorm=1.0),
]
INITIALIZERS = [
    lambda: i.Zeros(), lambda: i.Ones(), lambda: i.Constant(), lambda: i.Constant(0.5), lambda: i.Identity(), lambda: i.Identity(2.0),
    lambda: i.RandomNormal(), lambda: i.RandomNormal(1.0, 2.0, seed=3), lambda: i.RandomUniform(), lambda: i.RandomUniform(-1, 1, seed=3),
    lambda: i.TruncatedNormal(), lambda: i.TruncatedNormal(0.5, 0.1, seed=3), lambda: i.VarianceScaling(),
    lambda: i.VarianceScaling(2.0, "fan_avg", "uniform", seed=3), lambda: i.GlorotUniform(), lambda: i.GlorotUniform(seed=3),
    lambda: i.GlorotNormal(), lambda: i.HeUniform(), lambda: i.HeNormal(), lambda: i.LecunUniform(), lambda: i.LecunNormal(seed=3),
    lambda: i.Orthogonal(), lambda: i.Orthogonal(0.5, seed=3), lambda: i.STFT(window=None),
]
REGULARIZERS = [lambda: r.L1(), lambda: r.L1(0.1), lambda: r.L2(), lambda: r.L2(0.1), lambda: r.L1L2(), lambda: r.L1L2(0.1, 0.2),
                lambda: r.OrthogonalRegularizer(), lambda: r.OrthogonalRegularizer(0.1, "columns")]
CONSTRAINTS = [lambda: c.MaxNorm(), lambda: c.MaxNorm(1.5, 1), lambda: c.NonNeg(), lambda: c.UnitNorm(), lambda: c.UnitNorm([0, 1]),
               lambda: c.MinMaxNorm(), lambda: c.MinMaxNorm(0.5, 2.0, 0.9, 1)]
NAMES = ["Dense", "Flatten", "InputLayer", "Sequential", "Functional", "Adam", "SGD", "RMSprop", "AdamW", "L1L2", "L2", "MaxNorm", "NonNeg",
         "STFT", "Conv2D", "Conv2DTranspose", "BatchNormalization", "LSTM", "GRUCell", "PReLU", "ELU", "ReLU", "LeakyReLU", "RNN", "AUC",
         "MeanIoU", "F1Score", "MyLayerV2", "HTTPServer2Go", "already_snake", "With Space", "GlobalAveragePooling1D", "MeanSquaredError",
         "Größe", "A", "aB", "X1Y2", "Generic`1", "_Private"]


def make(store):
    groups = {"layers": LAYERS, "losses": LOSSES, "metrics": METRICS, "optimizers": OPTIMIZERS, "initializers": INITIALIZERS,
              "regularizers": REGULARIZERS, "constraints": CONSTRAINTS}
    store.doc["objects"] = {group: [described(f) for f in makers] for group, makers in groups.items()}
    store.doc["built_layers"] = [{"input_shape": shape, "envelope": built(f, shape)} for f, shape in BUILT]
    store.doc["snake_case"] = {name: to_snake_case(name) for name in NAMES}
    store.doc["automatic_names"] = automatic()
    store.doc["registered_names"] = {group: registered(getattr(keras, group)) for group in (*groups, "activations") if group != "layers"}
    store.doc["models"] = [model(built) for built in (False, True)]


def described(maker):
    keras.utils.clear_session()
    obj = maker()
    return {"class": type(obj).__name__, "config": keras.saving.serialize_keras_object(obj.get_config()), "envelope": envelope(obj)}


def built(maker, shape):
    keras.utils.clear_session()
    layer = maker()
    layer.build(shape)
    return envelope(layer)


def automatic():
    """Names are given in the order of construction, one counter a prefix, and clear_session starts again."""
    keras.utils.clear_session()
    made = [l.Dense(1), l.Dense(1), l.Flatten(), l.Dense(1, name="dense_1"), l.Dense(1), l.Activation("relu"), l.InputLayer((1,)),
            l.Dropout(0.1), keras.Sequential(), keras.Sequential(), p.Adam(), p.Adam(), m.Mean(), m.Mean(), o.MeanSquaredError()]
    rows = [{"class": type(x).__name__, "name": x.name} for x in made]
    keras.utils.clear_session()
    return {"sequence": rows, "after_clear_session": [auto_name("Dense"), l.Dense(1).name]}


def registered(module):
    """Every name that get() of the module knows, and the class or function behind it."""
    source = __import__(f"keras.src.{module.__name__.split('.')[-1]}", fromlist=["x"])
    table = getattr(source, "ALL_OBJECTS_DICT")
    return {str(name): getattr(obj, "__name__", str(obj)) for name, obj in sorted(table.items(), key=lambda kv: str(kv[0]))}


def model(build):
    keras.utils.clear_session()
    made = keras.Sequential([l.Flatten(), l.Dense(128, "relu", kernel_regularizer=r.L2(0.01)), l.Dropout(0.5), l.Dense(10, "softmax")])
    if build:
        made.build((None, 28, 28))
    made.compile(p.Adam(learning_rate=0.001), loss="categorical_crossentropy", metrics=["accuracy"])
    return {"built": build, "config": made.get_config(), "compile_config": made.get_compile_config(), "envelope": envelope(made)}
