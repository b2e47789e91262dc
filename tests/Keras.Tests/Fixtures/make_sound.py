"""Writes Fixtures/preprocessing/sound.{json,npz}: what the real Keras's layers of sound compute.

    python make_sound.py [FOLDER]

cases: the serialized layer, inputs and outputs.
"""

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
from keras import layers as l

from generator import windows  # noqa: F401
from generator.store import Store

target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "preprocessing"
random = np.random.default_rng(29)
store = Store(target, "sound", None)
cases = []


def signal(*shape):
    time = np.arange(shape[-1]) / 400
    return (np.sin(2 * np.pi * 30 * time) + 0.5 * np.sin(2 * np.pi * 90 * time**1.2) + 0.1 * random.standard_normal(shape)).astype(
        "float32")


def case(name, make, inputs):
    keras.utils.clear_session()
    layer = make()
    outputs = np.array(layer(inputs))
    cases.append({"name": name, "layer": json.dumps(keras.saving.serialize_keras_object(layer)),
        "inputs": store.add(f"{name}/inputs", inputs),
                  "outputs": store.add(f"{name}/outputs", outputs.astype("float32")),
                  "weights": [w.path.split("/")[-1] for w in layer.weights]})


small = dict(frame_length=16, frame_step=6)
mono, stereo = signal(2, 1, 90), signal(2, 2, 90)
last = np.ascontiguousarray(stereo.transpose(0, 2, 1))
for mode in ("log", "magnitude", "psd", "real", "imag", "angle", "stft"):
    case(f"stft_{mode}", lambda: l.STFTSpectrogram(mode, **small), last)
case("stft_defaults", lambda: l.STFTSpectrogram(), signal(1, 1, 700).transpose(0, 2, 1))
case("stft_expanded", lambda: l.STFTSpectrogram("magnitude", expand_dims=True, **small), last)
case("stft_same", lambda: l.STFTSpectrogram("magnitude", padding="same", **small), last)
case("stft_longer", lambda: l.STFTSpectrogram("psd", fft_length=32, **small), last)
for window in ("hamming", "blackman", None):
    case(f"stft_{window}", lambda: l.STFTSpectrogram("magnitude", window=window, **small), last)
case("stft_periodic_spectrum", lambda: l.STFTSpectrogram("magnitude", periodic=True, scaling="spectrum", **small), last)
case("stft_unscaled", lambda: l.STFTSpectrogram("magnitude", scaling=None, **small), last)
case("mel", lambda: l.MelSpectrogram(fft_length=64, sequence_stride=16, sampling_rate=400, num_mel_bins=8), signal(300))
case("mel_batch", lambda: l.MelSpectrogram(fft_length=64, sequence_stride=20, sampling_rate=400, num_mel_bins=8), signal(2, 300))
case("mel_defaults", lambda: l.MelSpectrogram(), signal(1, 4000))
case("mel_power", lambda: l.MelSpectrogram(fft_length=64, sequence_stride=16, sequence_length=40, window="hamming", sampling_rate=400,
    num_mel_bins=8, power_to_db=False, mag_exp=1.5), signal(2, 300))
case("mel_edges", lambda: l.MelSpectrogram(fft_length=64, sequence_stride=16, sampling_rate=400, num_mel_bins=6, min_freq=40.0,
    max_freq=150.5, top_db=20.0, ref_power=4.0, min_power=1e-6), signal(2, 300))
case("mel_window_none", lambda: l.MelSpectrogram(fft_length=64, sequence_stride=16, window=None, sampling_rate=400, num_mel_bins=8),
    signal(300))
triangle = [1 - abs(n - 7.5) / 8 for n in range(16)]
case("stft_numbers", lambda: l.STFTSpectrogram("magnitude", window=triangle, **small), last)
case("stft_array", lambda: l.STFTSpectrogram("psd", window=np.array(triangle), scaling="spectrum", **small), last)
case("stft_numbers_unscaled", lambda: l.STFTSpectrogram("real", window=triangle, scaling=None, **small), last)
store.doc["cases"] = cases
for size in store.save():
    print(size)
