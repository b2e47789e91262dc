"""summary: the text of model.summary(line_length=80) and the parameter counts."""

import keras
from keras import layers as l

MODELS = {
    "lesson": lambda: keras.Sequential([
        l.Input((28, 28)), l.Flatten(), l.Dense(128, "relu", kernel_regularizer=keras.regularizers.L2(0.01)), l.Dropout(0.5),
        l.Dense(10, "softmax")], name="sequential"),
    "unbuilt": lambda: keras.Sequential([l.Flatten(), l.Dense(4)], name="unbuilt"),
    "empty": lambda: keras.Sequential(name="empty"),
    "input_only": lambda: keras.Sequential([l.Input((3,))], name="input_only"),
    "frozen": lambda: frozen(),
    "long_names": lambda: keras.Sequential([
        l.Input((4,)), l.Dense(1000, name="a_layer_with_a_name_that_is_longer_than_its_column"), l.Dense(1000, name="second"), l.Dense(1)],
        name="a_model_whose_name_is_also_rather_long"),
    "no_bias": lambda: keras.Sequential([l.Input((4,), batch_size=2), l.Dense(3, use_bias=False), l.Activation("relu")], name="no_bias"),
    "scalar": lambda: keras.Sequential([l.Input((1,)), l.Dense(1)], name="scalar"),
}


def frozen():
    model = keras.Sequential([l.Input((4,)), l.Dense(3), l.Dense(2)], name="frozen")
    model.layers[0].trainable = False
    return model


def make(store):
    store.doc["models"] = []
    for name, maker in MODELS.items():
        keras.utils.clear_session()
        store.doc["models"].append(summary(name, maker()))
    store.doc["models"].append(compiled())


def compiled():
    """Once compiled and trained, the optimizer's variables are counted too."""
    keras.utils.clear_session()
    model = MODELS["lesson"]()
    model.compile("adam", "categorical_crossentropy")
    model.train_on_batch(keras.ops.zeros((2, 28, 28)), keras.ops.zeros((2, 10)))
    return summary("lesson_trained", model)


def summary(name, model):
    count = lambda weights: sum(int(keras.ops.size(w)) for w in weights)
    texts = {}
    for key, options in {"line_length_80": {"line_length": 80}, "show_trainable": {"line_length": 80, "show_trainable": True},
                         "line_length_100": {"line_length": 100}}.items():
        lines = []
        model.summary(print_fn=lambda text, line_break=True: lines.append(text), **options)
        texts[key] = "\n".join(lines).split("\n")
    built = model.built and bool(model.layers)
    return {
        "name": name, "layers": [keras.saving.serialize_keras_object(layer) for layer in model.layers], "model_name": model.name,
        "count_params": model.count_params() if built else None,
        "trainable": count(model.trainable_weights), "non_trainable": count(model.non_trainable_weights), "text": texts}
