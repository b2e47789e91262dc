"""What Keras prints: summaries of all kinds of models, lines of progress, and DOT texts (with pydot 1.4.2). Run by the real Keras:
    PYTHONPATH=DIRECTORY_OF_PYDOT python make_seen.py"""

import json
import os
import re
import sys
import time

os.environ["COLUMNS"] = "500"
import keras
from keras import layers as l
from keras.src.utils import progbar


def chain():
    x = l.Input((28, 28), name="image")
    y = l.Flatten(name="flat")(x)
    return keras.Model(x, l.Dense(10, "softmax", name="digit")(y), name="chain")


def branches():
    image, meta = l.Input((28, 28, 1), name="image"), l.Input((4,), name="meta")
    x = l.Conv2D(8, 3, activation="relu", name="conv")(image)
    x = l.GlobalAveragePooling2D(name="pool")(x)
    x = l.Concatenate(name="join")([x, meta])
    shared = l.Dense(12, "relu", name="shared_layer_with_a_long_name")
    a = shared(x)
    b = shared(keras.ops.relu(a[:, :12]) * 0.5)
    return keras.Model([image, meta], {"digit": l.Dense(10, "softmax", name="digit")(b), "odd": l.Dense(1, "sigmoid", name="odd")(a)},
        name="branches")


def nested():
    inner_in = l.Input((8,), name="inner_input")
    hidden = l.Dense(6, "relu", name="hidden")(inner_in)
    inner = keras.Model(inner_in, [l.Dense(4, name="mean")(hidden), l.Dense(4, name="spread")(hidden)], name="encoder")
    tail = keras.Sequential([l.Input((4,)), l.Dense(3, "relu", name="first"), l.Dropout(0.5, name="drop"), l.Dense(2, name="second")],
        name="tail")
    x = l.Input((8,), name="rows")
    mean, spread = inner(x)
    y = l.Add(name="sum")([mean, spread])
    model = keras.Model(x, tail(y), name="nested")
    model.get_layer("encoder").get_layer("hidden").trainable = False
    return model


def deep():
    core = keras.Sequential([l.Input((4,)), l.Dense(3, name="core_dense"), l.BatchNormalization(name="core_norm")], name="core")
    middle = keras.Sequential([l.Input((4,)), core, l.Dense(2, name="middle_dense")], name="middle")
    return keras.Sequential([l.Input((4,)), middle, l.Dense(1, name="last")], name="deep")


def states():
    x = l.Input((5, 3), name="sequence")
    y, h, c = l.LSTM(4, return_state=True, name="lstm")(x)
    return keras.Model(x, l.Concatenate(name="all")([y, h, c]), name="states")


def scalars():
    x = l.Input((3,), name="x")
    return keras.Model(x, keras.ops.mean(l.Dense(2, name="d")(x), axis=-1), name="scalars")


MODELS = {f.__name__: f for f in (chain, branches, nested, deep, states, scalars)}
SUMMARIES = {
    "plain": {}, "length_80": {"line_length": 80}, "length_132": {"line_length": 132}, "expanded": {"expand_nested": True},
    "trainable": {"show_trainable": True}, "all": {"expand_nested": True, "show_trainable": True, "line_length": 90},
    "positions": {"positions": [0.4, 0.6, 0.8, 1.0], "line_length": 100},
}
DOTS = {
    "plain": {}, "names": {"show_layer_names": False, "show_shapes": True},
    "all": {"show_shapes": True, "show_dtype": True, "show_layer_activations": True, "show_trainable": True, "rankdir": "LR", "dpi": 96},
    "expanded": {"expand_nested": True, "show_shapes": True, "show_trainable": True, "splines": "curved"},
}


def summary(model, options):
    lines = []
    try:
        model.summary(print_fn=lambda text, line_break=True: lines.append(text), **options)
    except Exception as e:
        return None
    return "\n".join(lines).rstrip("\n").split("\n")


def dot(model, options):
    text = keras.utils.model_to_dot(model, **options).to_string()
    numbers = {}
    return re.sub(r"(?m)(?<![\w\"#])\d{9,}", lambda m: str(numbers.setdefault(m.group(), len(numbers) + 1)), text).split("\n")


def clocked(times, updates, **options):
    """The text of a bar, with the clock at given times."""
    out, now = [], [0.0]
    real, print_msg = time.time, progbar.io_utils.print_msg
    time.time = lambda: now[0]
    progbar.io_utils.print_msg = lambda message, line_break=True: out.append(message)
    try:
        bar = progbar.Progbar(stateless_metrics=set(), **options)
        bar._dynamic_display = True
        for at, (current, values, finalize) in zip(times, updates):
            now[0] = at
            bar.update(current, values, finalize=finalize)
    finally:
        time.time, progbar.io_utils.print_msg = real, print_msg
    return [re.sub("^[\b]*\r", "", m) for m in out]


def bars():
    cases = []
    for target, steps, seconds in [(1875, 938, 3.2), (1875, 1875, 3.4), (7, 3, 0.9), (7, 7, 700.0), (100, 10, 400.0), (20, 1, 20.0),
        (5000000, 16, 0.2),
                                   (10, 2, 9000.0), (None, 12, 2.0), (64, 64, 0.01), (64, 0, 0.3)]:
        for values in [[["accuracy", 0.91234], ["loss", 0.3]], [["loss", 0.0]], [["loss", 0.00012345]], [["loss", -0.5]],
            [["loss", float("nan")]], [["loss", 0.03125]],
                       []]:
            for verbose in (1, 2):
                done = target is not None and steps == target
                # The step before the last report is what the time of a step begins after.
                text = clocked([0.1, 0.1 + seconds], [(1, values, False), (steps, values, done)], target=target, verbose=verbose)
                if text and steps > 1:
                    cases.append({"target": target, "steps": steps, "seconds": seconds, "verbose": verbose,
                                  "values": [[k, str(v)] for k, v in values], "text": text[-1]})
    return cases


doc = {"models": {}, "summaries": {}, "dots": {}, "bars": bars()}
for name, make in MODELS.items():
    keras.utils.clear_session()
    model = make()
    doc["models"][name] = model.to_json()
    doc["summaries"][name] = {key: summary(model, options) for key, options in SUMMARIES.items()}
    if "pydot" in sys.modules:
        doc["dots"][name] = {key: dot(model, options) for key, options in DOTS.items()}
keras.utils.clear_session()
model = branches()
model.compile("adam", "mse")
doc["range"] = summary(model, {"layer_range": ["conv", "jo"], "line_length": 100})
json.dump(doc, open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "seen.json"), "w"), indent=0, ensure_ascii=False)
