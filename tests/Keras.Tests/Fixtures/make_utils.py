"""Writes Fixtures/utils: what the real Keras's keras.utils computes.

    python make_utils.py [FOLDER]

Keras loads images with Pillow, which must be installed (9.4 was; it resizes images of 16 bits by their nearest pixels only). utils.json and
utils.npz: sequences, arrays and splits with their results; files of images with what Keras loads of them; arrays with the images that Keras
saves of them; layers with the build_config that Keras writes once they were called.
"""

import io
import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import PIL
from PIL import Image

from generator.store import Store

target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "utils"
target.mkdir(exist_ok=True)
random = np.random.default_rng(23)
store = Store(target, "utils", None)


# pad_sequences
def padded(name, sequences, **kwargs):
    result = keras.utils.pad_sequences(sequences, **kwargs)
    return {"name": name, "sequences": [np.asarray(s).tolist() for s in sequences], "arguments": kwargs, "shape": list(result.shape),
        "outputs": result.tolist()}


numbers = [[1], [2, 3], [4, 5, 6], []]
store.doc["sequences"] = [
    padded("defaults", numbers),
    padded("post", numbers, padding="post"),
    padded("value", numbers, value=-1),
    padded("cut", numbers, maxlen=2),
    padded("cut_post", numbers, maxlen=2, truncating="post"),
    padded("longer", numbers, maxlen=5, padding="post", value=9),
    padded("floats", [[0.5, 1.5], [2.5]], dtype="float32", value=0.25),
    padded("cut_off", [[0.5, 1.5, -2.5], [2.5]]),
    padded("vectors", [[[1, 2], [3, 4]], [[5, 6]], []], padding="post", value=7),
    padded("vectors_cut", [[[1, 2], [3, 4], [8, 9]], [[5, 6]]], maxlen=2),
    padded("all_empty", [[], []]),
    padded("int64", [[2**40], [1, 2]], dtype="int64"),
    padded("uint8", [[200], [1, 2]], dtype="uint8", value=255),
]
words = [["a"], ["b", "c", "d"]]
store.doc["words"] = [{"arguments": kwargs, "outputs": keras.utils.pad_sequences(words, dtype=object, **kwargs).tolist()}
                      for kwargs in ({"value": "<pad>"}, {"value": "", "padding": "post", "maxlen": 2},
                          {"value": "x", "maxlen": 2, "truncating": "post"})]


# normalize; axis=0 is broken in Keras (axis or -1)
def normalized(x, axis, order):
    result = keras.utils.normalize(x, axis=axis, order=order)
    return {"axis": axis, "order": str(order), "dtype": str(result.dtype), "inputs": x.tolist(), "input_dtype": str(x.dtype),
        "outputs": result.tolist()}


matrix = random.standard_normal((3, 4)).astype("float32")
matrix[1] = 0
volume = random.standard_normal((2, 3, 4)).astype("float32")
store.doc["normalize"] = [normalized(x, axis, order) for x, axes in ((matrix, (-1, 1)), (volume, (-1, 1, 2))) for axis in axes
    for order in (2, 1, 3, 0.5, np.inf)]
store.doc["normalize"] += [normalized(volume + 5, 1, order)
    for order in (-np.inf, -1, 0)] + [normalized(np.arange(12).reshape(3, 4), -1, 2)]


# to_categorical
def categorical(x, n=None):
    result = keras.utils.to_categorical(x, n)
    return {"inputs": np.asarray(x).tolist(), "dtype": str(np.asarray(x).dtype), "num_classes": n, "shape": list(result.shape),
        "outputs": result.tolist()}


store.doc["categorical"] = [categorical(np.asarray(x), n) for x in ([0, 2, 1], [[0], [2], [1]], [[0, 1], [2, 0]], [[[0], [1]], [[2], [3]]],
    [[[0, 1, 2]]], [1.0, 2.9], [True, False], [3])
                            for n in (None, 5)]

# split_dataset
store.doc["splits"] = []
for count, left, right in ((10, 0.8, None), (10, None, 0.25), (10, 3, None), (10, None, 4), (10, 3, 4), (10, 0.25, 0.35), (7, 0.5, None),
    (5, 0.5, 0.5), (9, 0.5, 3)):
    try:
        parts = [[int(x) for x in part] for part in keras.utils.split_dataset(np.arange(count), left, right)]
    except ValueError as error:
        parts = None
    store.doc["splits"].append({"count": count, "left": left, "right": right, "parts": parts})


# load_img
def picture(height, width, channels, dtype="uint8"):
    y, x = np.mgrid[0:height, 0:width]
    waves = [np.sin(y / (2 + c)) * np.cos(x / (3 + c)) for c in range(channels)]
    noisy = (np.stack(waves, -1) + 1) * 110 + random.integers(0, 35, (height, width, channels))
    return noisy.clip(0, 255).astype(dtype)


def saved(image, format, **kwargs):
    stream = io.BytesIO()
    image.save(stream, format=format, **kwargs)
    return stream.getvalue()


rgb, rgba = Image.fromarray(picture(13, 18, 3)), Image.fromarray(picture(13, 18, 4), "RGBA")
gray, gray_alpha = Image.fromarray(picture(13, 18, 1)[:, :, 0]), Image.fromarray(picture(13, 18, 2), "LA")
wide = Image.fromarray((picture(13, 18, 1)[:, :, 0].astype("uint16") * 257) ^ 0x5A)
palette, frames = rgb.convert("P", palette=Image.Palette.ADAPTIVE, colors=16), [Image.fromarray(picture(13, 18, 3)) for _ in range(2)]
files = {
    "gray.png": saved(gray, "png"), "gray_alpha.png": saved(gray_alpha, "png"), "rgb.png": saved(rgb, "png"),
    "rgba.png": saved(rgba, "png"), "wide.png": saved(wide, "png"),
    "palette.png": saved(palette, "png"), "bits.png": saved(gray.convert("1"), "png"),
    "gray.jpg": saved(gray, "jpeg", quality=90), "rgb.jpg": saved(rgb, "jpeg", quality=85),
    "rgb444.jpg": saved(rgb, "jpeg", quality=95, subsampling=0), "progressive.jpg": saved(rgb, "jpeg", progressive=True),
    "palette.gif": saved(palette, "gif"), "frames.gif": saved(frames[0], "gif", save_all=True, append_images=frames[1:]),
    "gray.bmp": saved(gray, "bmp"), "rgb.bmp": saved(rgb, "bmp"),
    "lossless.webp": saved(rgb, "webp", lossless=True), "lossy.webp": saved(rgb, "webp", quality=80),
    "rgba.webp": saved(rgba, "webp", lossless=True, exact=True),
}
store.doc["files"] = {name: store.add(f"files/{name}", np.frombuffer(content, "uint8")) for name, content in files.items()}
loaded = []


def load(name, **kwargs):
    image = keras.utils.load_img(io.BytesIO(files[name]), **kwargs)
    array = np.array(image)
    if array.ndim == 2:
        array = array[:, :, None]
    key = name + "/" + "/".join(f"{k}={v}" for k, v in kwargs.items())
    loaded.append({"name": key, "file": name, "arguments": kwargs,
        "outputs": store.add(f"loaded/{key}", array.astype("int32" if array.dtype == "uint16" else array.dtype))})


for name in files:
    for mode in ("grayscale", "rgb", "rgba"):
        # Pillow cuts 16 bits at 255 where it makes colors of them.
        if name != "wide.png" or mode == "grayscale":
            load(name, color_mode=mode)
for interpolation in ("nearest", "bilinear", "bicubic", "lanczos", "box", "hamming"):
    for size in ((7, 5), (20, 31), (13, 9), (26, 18), (1, 1)):
        load("rgb.png", target_size=size, interpolation=interpolation)
        load("rgb.png", target_size=size, interpolation=interpolation, keep_aspect_ratio=True)
    load("rgba.png", color_mode="rgba", target_size=(7, 25), interpolation=interpolation)
    load("gray.png", color_mode="grayscale", target_size=(25, 7), interpolation=interpolation)
    if interpolation == "nearest" or tuple(map(int, PIL.__version__.split(".")[:2])) >= (10, 3):
        load("wide.png", color_mode="grayscale", target_size=(8, 25), interpolation=interpolation)
store.doc["loaded"] = loaded

# array_to_img, img_to_array, save_img
drawn = []
for name, x, kwargs in (
    ("rgb", random.standard_normal((4, 5, 3)), {}), ("gray", random.standard_normal((4, 5, 1)), {}),
    ("rgba", random.standard_normal((4, 5, 4)), {}),
    ("first", random.standard_normal((3, 4, 5)), {"data_format": "channels_first"}),
    ("unscaled", random.uniform(0, 255, (4, 5, 3)), {"scale": False}),
    ("constant", np.full((2, 3, 1), 4.0), {}), ("wide", random.uniform(0, 60000, (4, 5, 1)), {"scale": False}),
):
    x = x.astype("float32")
    image = keras.utils.array_to_img(x, **kwargs)
    array = np.array(image)
    stream = io.BytesIO()
    keras.utils.save_img(stream, x, file_format="png", **kwargs)
    again = keras.utils.img_to_array(keras.utils.load_img(io.BytesIO(stream.getvalue()),
        color_mode={"L": "grayscale", "I": "grayscale"}.get(image.mode, image.mode.lower())))
    drawn.append({"name": name, "arguments": kwargs, "inputs": store.add(f"drawn/{name}/inputs", x),
        "outputs": store.add(f"drawn/{name}/outputs", array if array.ndim == 3 else array[:, :, None]),
                  "array": store.add(f"drawn/{name}/array", again),
                  "first": store.add(f"drawn/{name}/first", keras.utils.img_to_array(image, data_format="channels_first"))})
store.doc["drawn"] = drawn

# build_config
l, built = keras.layers, []
for layer, x in (
    (l.Resizing(3, 4), np.zeros((2, 5, 6, 3), "float32")), (l.CenterCrop(3, 4), np.zeros((2, 5, 6, 3), "float32")),
    (l.CategoryEncoding(4), np.zeros((2, 3), "int32")),
    (l.Discretization([0.0, 1.0]), np.zeros((2, 3), "float32")), (l.Hashing(4), np.zeros((2, 3), "int32")),
    (l.HashedCrossing(4), (np.zeros((2, 1), "int32"), np.zeros((2, 1), "int32"))),
    (l.Rescaling(2.0), np.zeros((2, 3), "float32")), (l.IntegerLookup(vocabulary=[1, 2]), np.zeros((2, 3), "int64")),
):
    before = json.dumps(keras.saving.serialize_keras_object(layer))
    inputs = [keras.Input(v.shape[1:], dtype=str(v.dtype)) for v in x] if isinstance(x, tuple) else keras.Input(x.shape[1:],
        dtype=str(x.dtype))
    layer(inputs)
    built.append({"layer": before, "inputs": [list(v.shape[1:]) for v in (x if isinstance(x, tuple) else (x,))],
        "dtype": str((x[0] if isinstance(x, tuple) else x).dtype),
                  "built": json.dumps(keras.saving.serialize_keras_object(layer))})
store.doc["built"] = built
for size in store.save():
    print(size)
