"""Writes Fixtures/functional: functional models as the real Keras serializes them, with what they predict and how they train.

    python make_functional.py [FOLDER]            (once for each release that is to be represented)

functional-<release>.json has, for each model, the text of to_json, the inputs by name, the weights, the predictions, and the losses of two
epochs of training on one batch size without shuffling; <name>-<release>.keras are the models themselves, saved before that training. """

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras
import numpy as np
from keras import layers as l
from keras import ops

release = keras.__version__
target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "functional"
target.mkdir(exist_ok=True)
random = np.random.default_rng(11)


def residual():
    x = keras.Input((6,), name="x")
    h = l.Dense(6, "relu", name="first")(x)
    h = l.Add(name="sum")([x, h])
    return keras.Model(x, l.Dense(3, "softmax", name="y")(h), name="residual")


def shared():
    a, b = keras.Input((6,), name="a"), keras.Input((6,), name="b")
    dense = l.Dense(4, "tanh", name="both")
    return keras.Model([a, b], l.Dense(2, name="y")(l.Concatenate(name="joined")([dense(a), dense(b)])), name="shared")


def repeated():
    x = keras.Input((5,), name="x")
    dense = l.Dense(5, "tanh", name="again")
    return keras.Model(x, l.Dense(1, name="y")(dense(dense(dense(x)))), name="repeated")


def nested():
    inner_x = keras.Input((4,), name="inner_x")
    inner = keras.Model(inner_x, l.Dense(3, "relu", name="inner_y")(inner_x), name="inner")
    x = keras.Input((4,), name="x")
    h = l.Subtract(name="difference")([inner(x), inner(l.Dense(4, name="before")(x))])
    return keras.Model(x, l.Dense(2, name="y")(h), name="nested")


def nested_output():
    inner_x = keras.Input((4,), name="inner_x")
    inner = keras.Model(inner_x, l.Dense(3, name="inner_y")(inner_x), name="inner")
    x = keras.Input((4,), name="x")
    return keras.Model(x, inner(l.Dense(4, "relu", name="before")(x)), name="nested_output")


def sequential_inside():
    inner = keras.Sequential([l.Dense(4, "relu", name="s1"), l.Dense(3, name="s2")], name="inner")
    x = keras.Input((5,), name="x")
    return keras.Model(x, l.Activation("softmax", name="y")(inner(x)), name="sequential_inside")


def operators():
    x = keras.Input((4,), name="x")
    h = l.Dense(4, name="h")(x)
    return keras.Model(x, l.Dense(1, name="y")(x * 2.0 - h * x + 0.5), name="operators")


def branches():
    image, meta = keras.Input((4, 4), name="image"), keras.Input((3,), name="meta")
    h = l.Concatenate(name="joined")([l.Flatten(name="flat")(image), meta])
    h = l.Dense(8, "relu", name="trunk")(h)
    return keras.Model({"image": image, "meta": meta}, {"digit": l.Dense(5, "softmax", name="digit")(h),
        "odd": l.Dense(1, "sigmoid", name="odd")(h)}, name="branches")


def listed():
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    h = l.Multiply(name="product")([l.Dense(4, name="da")(a), l.Dense(4, name="db")(b)])
    return keras.Model([a, b], [l.Dense(2, name="first")(h), l.Average(name="second")([a, h])], name="listed")


def merged():
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    return keras.Model([a, b], l.Dense(1, name="y")(l.Concatenate(name="c")(
        [l.Maximum(name="max")([a, b]), l.Minimum(name="min")([a, b]), l.Dot(1, normalize=True, name="dot")([a, b])])), name="merged")


def part():
    x = keras.Input((4,), name="x")
    h = l.Dense(4, "relu", name="h1")(x)
    y = l.Dense(3, name="h2")(h)
    whole = keras.Model(x, l.Dense(2, name="y")(y), name="whole")
    return keras.Model(whole.input, whole.get_layer("h2").output, name="part")


def regularized():
    x = keras.Input((4,), name="x")
    h = l.Dense(4, "relu", kernel_regularizer=keras.regularizers.L2(0.01), activity_regularizer=keras.regularizers.L1(0.02), name="h")(x)
    return keras.Model(x, l.Dense(2, name="y", bias_constraint=keras.constraints.MaxNorm(0.5))(l.Dropout(0.0, name="drop")(h)),
        name="regularized")


def functions():
    x = keras.Input((6,), name="x")
    h = l.Dense(6, name="h")(x)
    h = ops.concatenate([ops.relu(h), ops.tanh(x), ops.sigmoid(h * 2)], axis=-1)
    h = ops.expand_dims(h, 1) + ops.mean(h, axis=-1, keepdims=True)[:, None]
    return keras.Model(x, l.Dense(2, name="y")(ops.squeeze(ops.softmax(h, axis=-1), 1)), name="functions")


def parts_of_tensors():
    x = keras.Input((6,), name="x")
    a, b, c = ops.split(l.Dense(6, name="h")(x), 3, axis=-1)
    values, _ = ops.top_k(ops.stack([a, b, c], axis=1)[..., 0], 2)
    mean, variance = ops.moments(x, axes=[1], keepdims=True)
    h = ops.concatenate([values, ops.where(a > b, a, c), (mean - 0.5) / ops.sqrt(variance + 1e-3)], axis=1)
    return keras.Model(x, l.Dense(2, name="y")(h), name="parts_of_tensors")


def shapes_of_tensors():
    x = keras.Input((6,), name="x")
    h = ops.reshape(l.Dense(6, name="h")(x), (-1, 2, 3))
    h = ops.pad(ops.transpose(h, (0, 2, 1)), ((0, 0), (1, 0), (0, 1)))
    h = ops.tile(ops.flip(h, axis=1), [1, 1, 2])
    return keras.Model(x, l.Dense(2, name="y")(ops.sum(ops.swapaxes(h, 1, 2), axis=1)), name="shapes_of_tensors")


def sliced():
    x = keras.Input((4, 5), name="x")
    h = l.Dense(3, name="h")(x)
    h = ops.concatenate([h[:, 1:-1, ::2], x[:, :2, -2:]], axis=2)
    return keras.Model(x, l.Dense(2, name="y")(h[:, 0] - h[..., 1, :]), name="sliced")


def attention_by_hand():
    x = keras.Input((5, 4), name="x")
    q, k, v = (l.Dense(4, name=n)(x) for n in ("q", "k", "v"))
    scores = ops.softmax(ops.matmul(q, ops.transpose(k, (0, 2, 1))) / 2.0, axis=-1)
    h = ops.einsum("bij,bjd->bid", scores, v)
    return keras.Model(x, l.Dense(2, name="y")(ops.max(h, axis=1)), name="attention_by_hand")


def pooled():
    x = keras.Input((6, 6, 3), name="x")
    h = l.MaxPooling2D(2, name="max")(l.ZeroPadding2D(1, name="padding")(x))
    h = l.Dense(4, "relu", name="h")(h)
    h = l.Add(name="sum")([l.AveragePooling2D(2, strides=1, padding="same", name="average")(h), h])
    h = l.Concatenate(name="both")([l.GlobalAveragePooling2D(name="mean")(h),
        l.GlobalMaxPooling2D(name="most")(l.Cropping2D(1, name="crop")(h))])
    return keras.Model(x, l.Dense(2, "softmax", name="y")(h), name="pooled")


def enlarged():
    x = keras.Input((2, 2, 2), name="x")
    small = l.Dense(3, "tanh", name="small")(x)
    large = l.UpSampling2D(2, name="large")(small)
    return keras.Model(x, l.Dense(2, name="y")(l.Flatten(name="flat")(
        l.AveragePooling2D(2, name="again")(large) - small + l.Dense(3, name="skip")(x))), name="enlarged")


def reshaped():
    x = keras.Input((6,), name="x")
    h = l.Permute((2, 1), name="turned")(l.Reshape((2, 3), name="grid")(x))
    r = l.RepeatVector(3, name="again")(l.Dense(2, name="h")(x))
    return keras.Model(x, l.Dense(1, name="y")(l.Flatten(name="flat")(l.Multiply(name="product")([h, r]))), name="reshaped")


def masked():
    x = keras.Input((5, 3), name="x")
    h = l.Dense(4, "tanh", name="h")(l.Masking(0.0, name="mask")(x))
    return keras.Model(x, l.Dense(2, name="y")(l.GlobalAveragePooling1D(name="mean")(h)), name="masked")


def activated():
    x = keras.Input((4,), name="x")
    h = [l.LeakyReLU(name="leaky")(x), l.PReLU(name="prelu")(x), l.ELU(name="elu")(x), l.ReLU(max_value=1.0, name="relu")(x),
        l.Softmax(name="softmax")(x),
         l.Activation("gelu", name="gelu")(x)]
    return keras.Model(x, l.Dense(2, name="y")(l.Average(name="mean")(h)), name="activated")


def siamese():
    tower_x = keras.Input((4,), name="tower_x")
    tower = keras.Model(tower_x, l.Dense(3, name="t2")(l.Dense(5, "relu", name="t1")(tower_x)), name="tower")
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    return keras.Model([a, b], l.Dense(1, "sigmoid", name="y")(ops.abs(tower(a) - tower(b))), name="siamese")


def three_levels():
    a = keras.Input((3,), name="inmost_x")
    inmost = keras.Model(a, l.Dense(3, "tanh", name="inmost_y")(a) + a, name="inmost")
    b = keras.Input((3,), name="middle_x")
    middle = keras.Model(b, inmost(l.Dense(3, name="middle_h")(b)) * 0.5, name="middle")
    x = keras.Input((3,), name="x")
    # A model that is in another and beside it cannot be loaded again in Keras: its file has the weights once.
    return keras.Model(x, l.Dense(1, name="y")(l.Add(name="sum")([middle(x), middle(x * 0.5), x])), name="three_levels")


def named_inside():
    a, b = keras.Input((3,), name="left"), keras.Input((3,), name="right")
    inner = keras.Model({"left": a, "right": b}, l.Dense(2, name="inner_y")(l.Subtract(name="inner_h")([a, b])), name="inner")
    x = keras.Input((3,), name="x")
    return keras.Model(x, l.Dense(1, name="y")(inner({"left": x, "right": l.Dense(3, name="before")(x)})), name="named_inside")


def shared_sequential():
    tower = keras.Sequential([l.Dense(4, "relu", name="s1"), l.Dropout(0.0, name="s2"), l.Dense(3, name="s3")], name="tower")
    x = keras.Input((4,), name="x")
    return keras.Model(x, l.Dense(1, name="y")(l.Maximum(name="most")([tower(x), tower(x * -1.0)])), name="shared_sequential")


def several_outputs_inside():
    a = keras.Input((4,), name="inner_x")
    h = l.Dense(4, "relu", name="inner_h")(a)
    inner = keras.Model(a, [l.Dense(3, name="inner_1")(h), l.Dense(2, name="inner_2")(h)], name="inner")
    x = keras.Input((4,), name="x")
    first, second = inner(x)
    return keras.Model(x, l.Dense(1, name="y")(l.Concatenate(name="joined")([second, first, second])), name="several_outputs_inside")


def tied():
    x = keras.Input((3,), name="x")
    step = l.Dense(3, "tanh", name="step")
    h, states = x, []
    for _ in range(4):
        h = step(h) + x
        states.append(h)
    return keras.Model(x, l.Dense(1, name="y")(ops.mean(ops.stack(states, axis=1), axis=1)), name="tied")


def categories():
    x = keras.Input((3,), dtype="int32", name="x")
    h = ops.one_hot(x, 12)
    h = l.Dense(4, name="h")(ops.sum(h, axis=1)) + ops.cast(ops.equal(x[:, :1], 1), "float32")
    return keras.Model(x, l.Dense(2, name="y")(h), name="categories")


def frozen():
    x = keras.Input((4,), name="x")
    h = l.Dense(4, "tanh", trainable=False, name="fixed")(x)
    return keras.Model(x, l.Dense(2, name="y")(l.Concatenate(name="joined")([h, l.Dense(2, kernel_constraint="non_neg", name="free")(h)])),
        name="frozen")


def wide():
    x, z = keras.Input((6,), name="x"), keras.Input((2, 3), name="z")
    deep = l.Dense(5, "relu", name="d2")(l.Dense(5, "relu", name="d1")(x))
    joined = l.Concatenate(name="joined")([deep, x, l.Flatten(name="flat")(z)])
    return keras.Model([x, z], {"mean": l.Dense(1, name="mean")(joined), "spread": l.Dense(1, "softplus", name="spread")(joined)},
        name="wide")


models = [
    residual, shared, repeated, nested, nested_output, sequential_inside, operators, branches, listed, merged, part, regularized, functions,
    parts_of_tensors,
    shapes_of_tensors, sliced, attention_by_hand, pooled, enlarged, reshaped, masked, activated, siamese, three_levels, named_inside,
    shared_sequential,
    several_outputs_inside, tied, categories, frozen, wide,
]


def flat(array):
    return np.asarray(array, dtype="float64").reshape(-1).tolist()


def described(array):
    return {"shape": list(array.shape), "values": flat(array)}


def named(structure, names):
    return structure if isinstance(structure, dict) else dict(
        zip(names, structure if isinstance(structure, (list, tuple)) else [structure]))


expected = {"keras": release, "models": {}}
for make in models:
    keras.utils.clear_session()
    keras.utils.set_random_seed(3)
    model = make()
    inputs = {i.name: random.normal(size=(12, *i.shape[1:])).astype("float32") for i in model.inputs}
    if model.inputs[0].dtype == "int32":
        inputs = {k: (np.abs(v) * 4).astype("int32") for k, v in inputs.items()}
    if make is masked:
        inputs["x"][::2, 3:] = 0
    predictions = named(model.predict(inputs, verbose=0), model.output_names)
    targets = {name: random.normal(size=p.shape).astype("float32") for name, p in predictions.items()}
    model.compile(keras.optimizers.SGD(0.05), {n: "mse" for n in targets} if len(targets) > 1 else "mse")
    text = model.to_json()
    model.save(target / f"{make.__name__}-{release}.keras")
    weights = [described(w) for w in model.get_weights()]
    history = model.fit(inputs, targets if len(targets) > 1 else list(targets.values())[0], batch_size=5, epochs=2, shuffle=False,
        verbose=0)
    expected["models"][make.__name__] = {
        "json": text, "inputs": {k: described(v) for k, v in inputs.items()}, "weights": weights,
        "predictions": {k: described(v) for k, v in predictions.items()}, "targets": {k: described(v) for k, v in targets.items()},
        "history": {k: [float(v) for v in vs] for k, vs in history.history.items()}, "after": [described(w) for w in model.get_weights()],
    }

(target / f"functional-{release}.json").write_text(json.dumps(expected))
