"""Makes saved_tables.zip and saved_tables.json with the real Keras: SavedModels with tables, assets, assignments to parts of variables and
operations that XLA has no kernel for, and what keras.layers.TFSMLayer makes of them.

Run from this folder: KERAS_BACKEND=tensorflow python make_saved_tables.py
"""

import json
import os
import pathlib
import tempfile
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf

HERE = pathlib.Path(__file__).parent
FLOATS = [tf.TensorSpec([None, 3], tf.float32, name="x")]
LOOKUP = tf.lookup


class Tables(tf.Module):
    """Tables of other kinds than those of Keras's layers."""

    def __init__(self, folder):
        super().__init__()
        words, prices = f"{folder}/words.txt", f"{folder}/prices.tsv"
        index = LOOKUP.TextFileIndex
        self.buckets = LOOKUP.StaticVocabularyTable(
            LOOKUP.TextFileInitializer(words, tf.string, index.WHOLE_LINE, tf.int64, index.LINE_NUMBER), 3)
        self.prices = LOOKUP.StaticHashTable(LOOKUP.TextFileInitializer(prices, tf.string, 1, tf.float32, 0, delimiter="\t"), -1.0)
        self.names = LOOKUP.StaticHashTable(
            LOOKUP.KeyValueTensorInitializer(tf.constant([7, -3, 2**40], tf.int64), ["seven", "minus three", "much"]), "?")
        self.small = LOOKUP.StaticHashTable(LOOKUP.KeyValueTensorInitializer([3, 1, -5], tf.constant([30, 10, -50])), 0)
        self.vectors = LOOKUP.experimental.MutableHashTable(tf.string, tf.float32, [0.5, -0.5])
        self.vectors.insert(["x", "y"], [[1.0, 2.0], [3.0, 4.0]])
        self.scale = tf.Variable([2.0, -1.0], name="scale")

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.string, name="x")])
    def words(self, x):
        return self.buckets.lookup(x), self.prices.lookup(x), self.vectors.lookup(x) * self.scale, self.buckets.size()

    @tf.function(input_signature=[tf.TensorSpec([None], tf.int64, name="x")])
    def texts(self, x):
        return tf.strings.length(self.names.lookup(x))

    @tf.function(input_signature=[tf.TensorSpec([None], tf.int32, name="x")])
    def integers(self, x):
        y = tf.cond(tf.reduce_sum(x) > 0, lambda: self.small.lookup(x), lambda: x)
        return tf.while_loop(lambda i, y: i < 2, lambda i, y: (i + 1, self.small.lookup(y) + y), [0, y])[1]

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string, name="x")])
    def learns(self, x):
        self.vectors.insert(x, tf.ones([tf.size(x), 2]))
        return self.vectors.lookup(x)


class Scattering(tf.Module):
    """Assignments to rows, elements and slices of variables."""

    def __init__(self):
        super().__init__()
        self.w = tf.Variable(np.arange(12, dtype="float32").reshape(4, 3) / 4 - 1, name="w")

    def written(self, x, write):
        before = tf.reduce_sum(x * self.w[:1], -1)
        write(tf.constant([3, 1, 3]), x[:3])
        return before[:, None] * self.w[0] + x[:1] @ tf.transpose(self.w) @ self.w


def scatter(operation, indices=None, scalar=None):
    @tf.function(input_signature=FLOATS)
    def call(self, x):
        def write(rows, updates):
            if scalar is not None:
                operation(self.w.handle, rows, tf.constant(scalar))
            elif indices is not None:
                operation(self.w.handle, tf.constant(indices), updates[0, :len(indices)])
            else:
                operation(self.w.handle, rows, updates)

        return self.written(x, write)

    return call


RAW = tf.raw_ops
SCATTERS = {
    kind: scatter(lambda r, i, u, f=getattr(RAW, "ResourceScatter" + kind.capitalize()): f(resource=r, indices=i, updates=u))
    for kind in ("update", "add", "sub", "min", "max", "mul", "div")
}
SCATTERS["mul_one"] = scatter(lambda r, i, u: RAW.ResourceScatterMul(resource=r, indices=i, updates=u), scalar=0.5)
SCATTERS["update_one"] = scatter(lambda r, i, u: RAW.ResourceScatterUpdate(resource=r, indices=i, updates=u), scalar=0.25)
SCATTERS |= {
    "nd_" + kind: scatter(
        lambda r, i, u, f=getattr(RAW, "ResourceScatterNd" + kind.capitalize()): f(ref=r, indices=i, updates=u), indices=[[0, 1], [2, 2]])
    for kind in ("update", "add", "sub", "min", "max")
}
for name, function in SCATTERS.items():
    setattr(Scattering, name, function)


def slices(self, x):
    return self.written(x, lambda rows, updates: self.w[1:3, ::2].assign(updates[:2, :2]))


Scattering.slices = tf.function(slices, input_signature=FLOATS)


class Ordinary(tf.Module):
    """Operations that XLA has no kernel for."""

    def __init__(self):
        super().__init__()
        self.w = tf.Variable([[1.5, -0.5, 0.25]], name="w")

    @tf.function(input_signature=FLOATS)
    def larger(self, x):
        y = tf.raw_ops.ResizeBicubic(images=tf.reshape(x * self.w, [-1, 3, 1, 1]), size=[4, 1])
        return y[:, :3, 0, 0]

    @tf.function(input_signature=FLOATS)
    def shifted(self, x):
        y = tf.raw_ops.ScaleAndTranslate(
            images=tf.reshape(x, [-1, 3, 1, 1]), size=[3, 1], scale=[1.25, 1.0], translation=[0.5, 0.0], kernel_type="triangle")
        return y[:, :, 0, 0]

    @tf.function(input_signature=FLOATS)
    def asserted(self, x):
        tf.debugging.assert_less(x, 1e6, message="too large")
        with tf.control_dependencies([tf.debugging.Assert(tf.reduce_all(x < 1e6), ["x", x])]):
            return tf.identity(x) * self.w


def version1(folder):
    """A SavedModel as TensorFlow 1 wrote them, with a table and an asset."""
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        asset = tf.constant(f"{folder}/words.txt")
        tf.compat.v1.add_to_collection(tf.compat.v1.GraphKeys.ASSET_FILEPATHS, asset)
        handle = RAW.HashTableV2(key_dtype=tf.string, value_dtype=tf.int64, shared_name="words")
        fill = RAW.InitializeTableFromTextFileV2(table_handle=handle, filename=asset, key_index=-2, value_index=-1)
        x = tf.compat.v1.placeholder(tf.string, [None], name="x")
        y = RAW.LookupTableFindV2(table_handle=handle, keys=x, default_value=tf.constant(-1, tf.int64))
        signature = tf.compat.v1.saved_model.predict_signature_def({"x": x}, {"y": y})
        builder = tf.compat.v1.saved_model.Builder(f"{folder}/version1")
        builder.add_meta_graph_and_variables(
            session, ["serve"], {"serving_default": signature}, assets_collection=[asset], main_op=fill)
        builder.save()


def write(folder):
    keras.utils.set_random_seed(7)
    layers = keras.layers
    pathlib.Path(f"{folder}/words.txt").write_text("red\ngrün\nблю\n", encoding="utf-8")
    pathlib.Path(f"{folder}/prices.tsv").write_text("1.5\tred\n-2\tgrün\n")

    def export(name, *parts):
        keras.Sequential(parts).export(f"{folder}/{name}", verbose=False)

    export("file", layers.Input((3,), dtype="string"), layers.StringLookup(vocabulary=f"{folder}/words.txt"), layers.Embedding(5, 2))
    export("tokens", layers.Input((3,), dtype="string"),
           layers.StringLookup(vocabulary=["red", "grün"], mask_token="", num_oov_indices=2), layers.Embedding(7, 2))
    export("hot", layers.Input((3,), dtype="string"), layers.StringLookup(vocabulary=["red", "grün"], output_mode="multi_hot"),
           layers.Dense(2))
    export("text", layers.Input((1,), dtype="string"),
           layers.TextVectorization(vocabulary=["red", "grün", "red grün"], ngrams=2, output_sequence_length=6), layers.Embedding(6, 2))
    export("numbers", layers.Input((3,), dtype="int64"), layers.IntegerLookup(vocabulary=[10, -20, 2**40]), layers.Embedding(5, 2),
           layers.Flatten(), layers.Dense(2))
    tables, scattering, ordinary = Tables(folder), Scattering(), Ordinary()
    tf.saved_model.save(tables, f"{folder}/tables")
    tf.saved_model.save(scattering, f"{folder}/scattering")
    tf.saved_model.save(ordinary, f"{folder}/ordinary")
    version1(folder)


TEXTS = ["red", "grün", "блю", "", "other", "Red! grün", "red", "grün red", "x", "y", "x", "red"]
INPUTS = {
    "file": np.array(TEXTS).reshape(4, 3), "tokens": np.array(TEXTS).reshape(4, 3), "hot": np.array(TEXTS).reshape(4, 3),
    "text": np.array(TEXTS).reshape(12, 1), "version1": np.array(TEXTS),
    "numbers": np.array([10, -20, 2**40, 0, 10, 5, 2**33, -20, 10], "int64").reshape(3, 3),
    "words": np.array(TEXTS).reshape(6, 2), "texts": np.array([7, 8, 2**40, -3], "int64"), "integers": np.array([3, 4, 1, -5, 3], "int32"),
}
CASES = [
    ("file", "serve"), ("tokens", "serve"), ("hot", "serve"), ("text", "serve"), ("text", "serving_default"), ("numbers", "serve"),
    ("tables", "words"), ("tables", "texts"), ("tables", "integers"), ("version1", "serving_default"),
    *(("scattering", name) for name in (*SCATTERS, "slices")),
    ("ordinary", "larger"), ("ordinary", "shifted"), ("ordinary", "asserted"),
]


def numbers(value):
    return np.asarray(value).astype("float64").ravel().tolist()


def case(folder, name, endpoint):
    layer = keras.layers.TFSMLayer(f"{folder}/{name}", call_endpoint=endpoint)
    given = INPUTS.get(name, INPUTS.get(endpoint))
    if given is None:
        given = np.random.default_rng(3).normal(size=(4, 3)).astype("float32")
    x = tf.constant(given)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = layer(x)
        flat = keras.tree.flatten([y[k] for k in sorted(y)] if isinstance(y, dict) else y)
        loss = sum((tf.reduce_sum(v * v) for v in flat if v.dtype == tf.float32), tf.constant(0.0))
    sources = ([x] if x.dtype == tf.float32 else []) + [w.value for w in layer.trainable_weights]
    gradients = tape.gradient(loss, sources)
    kind = "string" if given.dtype.kind == "U" else str(given.dtype)
    return {
        "model": name, "endpoint": endpoint,
        "input": {"dtype": kind, "shape": list(given.shape), "values": given.ravel().tolist()},
        "outputs": [{"dtype": v.dtype.name, "shape": list(v.shape), "values": numbers(v)} for v in flat],
        "gradients": [None if g is None else numbers(tf.convert_to_tensor(g)) for g in gradients],
        "after": [numbers(w) for w in layer.weights],
    }


def main():
    with tempfile.TemporaryDirectory() as folder:
        write(folder)
        cases = [case(folder, *c) for c in CASES]
        (HERE / "saved_tables.json").write_text(json.dumps({"cases": cases}, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
        with zipfile.ZipFile(HERE / "saved_tables.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for path in sorted(pathlib.Path(folder).rglob("*")):
                if path.is_file() and path.parent != pathlib.Path(folder) and path.name != "fingerprint.pb":
                    archive.write(path, path.relative_to(folder))


main()
