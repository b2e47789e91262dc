"""Writes Fixtures/preprocessing/random_draws.json and .npz: how the numbers that the real Keras's layers of random images draw are
distributed.

    python make_random_draws.py [FOLDER]

For each layer, drawn for a batch of 4,096 images: for each number of an image the mean, the standard deviation and 257 quantiles, of a
decision its mean. """

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
from keras import layers as l

from generator.store import Store

target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "preprocessing"
store = Store(target, "random_draws", None)
BATCH, HEIGHT, WIDTH = 4096, 10, 6
NUMBERS = {
    "RandomFlip": ("flips",), "RandomRotation": ("angle",), "RandomZoom": ("height_zoom", "width_zoom"),
    "RandomTranslation": ("translations",),
    "RandomShear": ("shear_factor",), "RandomContrast": ("contrast_factor",), "RandomBrightness": ("rgb_delta",), "RandomHue": ("factor",),
    "RandomSaturation": ("factor",), "RandomColorDegeneration": ("factor",), "RandomSharpness": ("factor",),
    "RandomPosterization": ("shift_factor",),
    "Solarization": ("additions", "thresholds"), "RandomErasing": ("apply_erasing",), "RandomGaussianBlur": ("should_apply_blur",),
    "MixUp": ("mix_weight",),
    "RandomPerspective": ("apply_perspective", "end_points"), "RandomElasticTransform": ("apply_transform",), "RandomInvert": None,
    "RandomGrayscale": None,
}
LAYERS = [
    l.RandomFlip("horizontal"), l.RandomRotation(0.3), l.RandomRotation((-0.1, 0.4)), l.RandomZoom(0.4, (-0.2, 0.5)), l.RandomZoom(0.3),
    l.RandomTranslation(0.4, (-0.1, 0.3)),
    l.RandomShear(0.4, (0.1, 0.3)), l.RandomContrast(0.6), l.RandomContrast((0.2, 0.9)), l.RandomBrightness(0.4, (0, 1)), l.RandomHue(0.6),
    l.RandomSaturation(0.4), l.RandomSaturation((0.3, 0.6)),
    l.RandomColorDegeneration(0.7), l.RandomSharpness(0.8), l.RandomPosterization(6), l.Solarization(0.3, (0.2, 0.8)),
    l.RandomErasing((0.3, 0.6)),
    l.RandomGaussianBlur(0.7), l.MixUp(0.4), l.MixUp(2.0), l.RandomPerspective((0.2, 0.5), 0.6), l.RandomElasticTransform(0.4),
]


def described(values):
    values = np.asarray(values, "float64")
    columns = values.reshape(BATCH, -1).T
    return [
        {"mean": float(c.mean()), "deviation": float(c.std()), "quantiles": [float(q) for q in np.quantile(c, np.linspace(0, 1, 257))]}
        for c in columns]


images = keras.ops.zeros((BATCH, HEIGHT, WIDTH, 3))
cases = []
for index, layer in enumerate(LAYERS):
    transformation = layer.get_random_transformation(images, training=True, seed=keras.random.SeedGenerator(index + 100))
    names = [n for n in NUMBERS[type(layer).__name__] if n in transformation]
    cases.append({
        "name": f"{index}_{layer.name}", "layer": json.dumps(keras.saving.serialize_keras_object(layer)),
        "numbers": {n: described(transformation[n]) for n in names},
    })
    print(layer.name, sorted(transformation), names)
mix = l.AugMix(alpha=0.7)
chains = np.stack([mix._sample_from_dirichlet([3], mix.alpha, keras.random.SeedGenerator(s)) for s in range(BATCH)])
weights = keras.random.beta((BATCH, 1), mix.alpha, mix.alpha, seed=5)
cases.append({
    "name": "aug_mix", "layer": json.dumps(keras.saving.serialize_keras_object(l.AugMix(chain_depth=0, alpha=0.7))),
    "numbers": {"chain_mixing_weights": described(chains), "weight_sample": described(weights)},
})
store.doc["images"] = [BATCH, HEIGHT, WIDTH, 3]
store.doc["cases"] = cases
print(list(store.save()))
