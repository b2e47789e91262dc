"""Calls with arguments and inputs that Keras's own tests do not have, recorded by record_keras_tests.py as those are."""

import unittest

import keras
import numpy as np
import tensorflow as tf

l = keras.layers


class UnusualCallsTest(unittest.TestCase):
    def setUp(self):
        self.random = np.random.default_rng(5)

    def floats(self, *shape, dtype="float32"):
        return tf.constant(self.random.uniform(-1, 1, shape), dtype)

    def integers(self, *shape):
        return tf.constant(self.random.integers(-3, 6, shape), "int32")

    def test_merging_of_integers_and_floats(self):
        for layer in (l.Add, l.Average, l.Maximum, l.Minimum, l.Multiply, l.Subtract, l.Concatenate):
            layer()([self.integers(2, 3), self.floats(2, 3)])
        l.Add(dtype="float16")([self.floats(2, 1, 3), self.integers(2, 3)])
        l.Average(dtype="bfloat16")([self.integers(2, 3), self.integers(2, 3), self.floats(2, 3)])

    def test_slopes_shared_along_axes_from_the_end(self):
        for axes in ([-1], [0], [1, -1]):
            layer = l.PReLU(shared_axes=axes, alpha_initializer=keras.initializers.RandomUniform(0.1, 0.5, seed=1))
            layer(self.floats(2, 3, 4, 5))

    def test_a_layer_for_each_step_with_a_type_of_its_own(self):
        for policy in ("float16", "float64", "mixed_float16"):
            l.TimeDistributed(l.Dense(2), dtype=policy)(self.floats(2, 3, 4))

    def test_attention_in_half_precision(self):
        for policy in ("float16", "mixed_bfloat16"):
            for dropout in (0.0, 0.5):
                layer = l.GroupQueryAttention(3, 4, 2, dropout=dropout, dtype=policy)
                layer(self.floats(2, 3, 8), value=self.floats(2, 5, 8), return_attention_scores=True)
            l.MultiHeadAttention(2, 3, dtype=policy)(self.floats(2, 3, 8), value=self.floats(2, 5, 8), return_attention_scores=True)

    def test_sums_of_products_in_half_precision(self):
        for dtype in ("float16", "bfloat16"):
            for equation, out, inputs in (
                    ("xyz,zw->xyw", (None, 5), (2, 3, 4)), ("xyz,zvw->xyvw", (None, 2, 3), (2, 3, 4)),
                    ("xyz,vzw->xyvw", (None, 2, 3), (2, 3, 4)), ("xyz,vwz->xyvw", (None, 2, 3), (2, 3, 4)),
                    ("xyzv,zvw->xyw", (None, 5), (2, 3, 4, 2)), ("xyzv,zwv->xyw", (None, 5), (2, 3, 4, 2)),
                    ("xyzv,wzv->xyw", (None, 5), (2, 3, 4, 2)), ("xy,zy->xz", (5,), (2, 4)), ("xyz,wz->xyw", (None, 5), (2, 3, 4)),
                    ("xyz,yw->xzw", (None, 5), (2, 3, 4))):
                l.EinsumDense(equation, out, dtype=dtype)(self.floats(*inputs))

    def test_decibels_of_quiet_frequencies(self):
        tone = tf.constant(np.sin(np.arange(1500) * 0.3) + 0.2 * np.sin(np.arange(1500) * 1.1), "float32")
        for window in ("hann", "hamming"):
            l.MelSpectrogram(512, 200, window=window, num_mel_bins=32, max_freq=8000, top_db=200)(tone)

    def test_labels_weighted_in_the_type_of_a_metric(self):
        for dtype in ("float16", "float64"):
            metric = keras.metrics.AUC(num_thresholds=5, multi_label=True, num_labels=3, label_weights=[0.3, 0.7, 0.1], dtype=dtype)
            metric.update_state(tf.cast(self.integers(4, 3) > 1, "float32"), self.floats(4, 3) * 0.5 + 0.5)
            metric.result()

    def test_masks_of_images_outside_of_training(self):
        masks = tf.constant(self.random.integers(0, 3, (2, 4, 6, 1)), "uint8")
        for layer in (l.RandomFlip(), l.CenterCrop(2, 3), l.RandomRotation(0.5), l.RandomBrightness(0.5)):
            layer({"images": self.floats(2, 4, 6, 3), "segmentation_masks": masks}, training=False)

    def test_metrics_of_masked_predictions(self):
        for metric in (
                keras.metrics.MeanSquaredError(), keras.metrics.BinaryAccuracy(), keras.metrics.SparseCategoricalAccuracy(),
                keras.metrics.CosineSimilarity(), keras.metrics.RootMeanSquaredError(), keras.metrics.Precision()):
            for weight in (None, self.floats(2, 3)):
                predictions = self.floats(2, 3, 4) * 0.5 + 0.5
                keras.src.backend.set_keras_mask(predictions, tf.constant([[True, True, False], [True, False, False]]))
                classes = isinstance(metric, keras.metrics.SparseCategoricalAccuracy)
                truth = self.integers(2, 3) % 4 if classes else tf.cast(self.integers(2, 3, 4) > 1, "float32")
                metric.update_state(truth, predictions, sample_weight=weight)
            metric.result()
