"""Writes Fixtures/saving: files of Keras 3.15.1 whose form is out of the ordinary, and what it says about them.

    python make_saving.py

lora       a Dense with low-rank adaptation, trained and saved in all forms: .keras, .weights.h5, .h5
names      a model and layers whose names are not ASCII, in all forms
npz        weights in a member model.weights.npz, which Keras refuses to read again
directory  the members of a .keras file in a directory
weighted   compiled with loss_weights of 1 for its one output, and weighted metrics
paths.json the paths of all variables: of models as they are built, and as they are loaded
"""

import json
import os
import pathlib
import shutil
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras
import numpy as np
from keras import layers as l

if keras.__version__ != "3.15.1":
    raise SystemExit(f"These are Keras 3.15.1's; this is {keras.__version__}.")
target = pathlib.Path(__file__).parent / "saving"
target.mkdir(exist_ok=True)
random = np.random.default_rng(11)
x = random.normal(size=(16, 3)).astype("float32")
y = random.normal(size=(16, 2)).astype("float32")
expected = {"keras": keras.__version__, "x": x.reshape(-1).tolist(), "y": y.reshape(-1).tolist(), "models": {}}


def flat(array):
    return np.asarray(array, dtype="float64").reshape(-1).tolist()


def train(model, **settings):
    model.compile(keras.optimizers.Adam(0.01), "mean_squared_error", jit_compile=False, **settings)
    model.fit(x, y, epochs=2, batch_size=8, shuffle=False, verbose=0)
    return model


def tell(name, model):
    expected["models"][name] = {
        "predictions": flat(model.predict(x, verbose=0)),
        "weights": [flat(w) for w in model.get_weights()],
        "optimizer": [flat(v.numpy()) for v in model.optimizer.variables],
    }


def save_all(name, model):
    model.save(target / f"{name}.keras")
    model.save_weights(target / f"{name}.weights.h5")
    tell(name, model)
    model.save(target / f"{name}.h5")


keras.utils.set_random_seed(1)
lora = keras.Sequential([l.Input((3,)), l.Dense(4, "relu", name="adapted"), l.Dense(2, name="out")], name="lora")
lora.layers[0].enable_lora(2, lora_alpha=3)
save_all("lora", train(lora))
# Of the .h5 the loaded model has another alpha than its config says, because building forgets it; so only the .keras is compared.
loaded = keras.models.load_model(target / "lora.keras", compile=False)
assert np.allclose(loaded.predict(x, verbose=0).reshape(-1), expected["models"]["lora"]["predictions"], atol=1e-6)
expected["models"]["lora"]["loaded"] = [flat(w) for w in loaded.get_weights()]

# TensorFlow's scopes are ASCII: Keras makes, saves and loads such a model, but runs it only eagerly.
names = keras.Sequential([l.Input((3,), name="入力"), l.Dense(4, name="größe"), l.Dense(2, name="層")], name="Modèle")
names.compile(keras.optimizers.Adam(0.01, name="été"), "mean_squared_error", run_eagerly=True)
save_all("names", names)

plain = train(keras.Sequential([l.Input((3,)), l.Dense(4, "relu"), l.Dropout(0.0), l.Dense(2)], name="plain"))
tell("plain", plain)
keras.src.saving.saving_lib.save_model(plain, target / "npz.keras", weights_format="npz")
shutil.rmtree(target / "directory", ignore_errors=True)
keras.src.saving.saving_lib.save_model(plain, str(target / "directory"), zipped=False)

weighted = keras.Sequential([l.Input((3,)), l.Dense(2)], name="weighted")
train(weighted, loss_weights=[1.0], metrics=[["mean_absolute_error"]], weighted_metrics=["mean_squared_error"], steps_per_execution=2)
weighted.save(target / "weighted.keras")
tell("weighted", weighted)
(target / "saving.json").write_text(json.dumps(expected) + "\n")

MODELS = {
    "input": lambda: [l.Input((3,)), l.Dense(2), l.Dense(1, name="out")],
    "deferred": lambda: [l.Dense(2), l.Dense(1, name="out")],
    "nested": lambda: [l.Input((3,)), keras.Sequential([l.Dense(2), l.Dense(2)], name="inner"), l.Dense(1, name="out")],
    "nested_built": lambda: [l.Input((3,)), keras.Sequential([l.Input((3,)), l.Dense(2), l.Dense(2)], name="inner"),
        l.Dense(1, name="out")],
    "nested_deferred": lambda: [keras.Sequential([l.Dense(2), l.Dense(2)], name="inner"), l.Dense(1, name="out")],
}
paths = {}
for name, make in MODELS.items():
    keras.utils.clear_session()
    model = keras.Sequential(make(), name="seq")
    model.compile("adam", "mean_squared_error", jit_compile=False)
    model.fit(x, y[:, :1], verbose=0)
    rows = {"built": [v.path for v in model.variables], "optimizer": [v.path for v in model.optimizer.variables], "json": model.to_json()}
    with tempfile.TemporaryDirectory() as folder:
        for extension in ("keras", "h5"):
            path = pathlib.Path(folder) / f"model.{extension}"
            model.save(path)
            loaded = keras.models.load_model(path)
            rows[extension] = [v.path for v in loaded.variables]
            if extension == "keras":
                rows["keras_optimizer"] = [v.path for v in loaded.optimizer.variables]
    rows["from_json"] = [v.path for v in keras.models.model_from_json(model.to_json()).variables]
    paths[name] = rows
(target / "paths.json").write_text(json.dumps(paths, indent=1) + "\n")
