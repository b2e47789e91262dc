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

    def test_integers_and_masks_through_layers_of_images(self):
        images, masks = tf.cast(self.integers(2, 4, 6, 3) * 20 + 60, "uint8"), tf.cast(self.integers(2, 4, 6, 1) + 3, "uint8")
        labels = tf.constant([[1, 2], [3, 4]], "uint8")
        boxes = {"boxes": tf.constant([[[0, 0, 2, 2], [5, 1, 6, 3]]] * 2, "float32"), "labels": labels}
        l.RandomGrayscale(1.0)(images)
        l.RandomGrayscale(1.0)(images, training=False)
        l.MaxNumBoundingBoxes(1, bounding_box_format="xyxy")({"images": images, "bounding_boxes": dict(boxes)})
        l.CutMix()({"images": images, "segmentation_masks": masks}, training=False)
        l.CenterCrop(2, 2, bounding_box_format="xyxy")({"images": images, "bounding_boxes": dict(boxes)})
        l.RandomBrightness(0.1)({"images": self.floats(2, 4, 6, 3), "segmentation_masks": self.integers(2, 4)}, training=False)

    def test_numbers_and_sounds_of_other_axes(self):
        l.IntegerLookup(vocabulary=[1, 2, 3], num_oov_indices=0)(tf.constant(2, "int64"))
        l.MelSpectrogram(16, 8, num_mel_bins=4)(self.floats(2, 3, 40))
        for invert in (False, True):
            l.Normalization(mean=[1.5, 2.0], variance=[4.0, 2.0], invert=invert, dtype="int32")(self.floats(3, 2))

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

    def test_layers_as_activations(self):
        for activation in (l.LeakyReLU(0.25), l.ELU(0.5), l.ReLU(max_value=1.0), l.Softmax()):
            l.Dense(3, activation=activation)(self.floats(2, 4))
        l.Activation(l.LeakyReLU(0.1))(self.floats(2, 3))
        l.Conv1D(2, 2, activation=l.LeakyReLU(0.1))(self.floats(1, 4, 2))
        l.SimpleRNN(2, activation=l.ReLU(negative_slope=0.5))(self.floats(2, 3, 2))

    def test_windows_over_no_samples(self):
        for layer in (
                l.Conv1D(3, 2), l.Conv2D(4, 2, groups=2), l.DepthwiseConv2D(2, trainable=False),
                l.Conv2DTranspose(3, 2), l.Conv3DTranspose(2, 2), l.MaxPooling1D(2), l.MaxPooling2D(2, padding="same"), l.MaxPooling3D(2),
                l.AveragePooling2D(2)):
            axes = int(next(letter for letter in type(layer).__name__ if letter.isdigit()))
            layer(self.floats(0, *[4] * axes, 2))

    def test_several_outputs_with_a_regularizer(self):
        for gate in (False, True):
            l.GroupQueryAttention(2, 2, 1, use_gate=gate, activity_regularizer="l2")(self.floats(1, 3, 4), value=self.floats(1, 2, 4))
            l.MultiHeadAttention(2, 2, use_gate=gate, activity_regularizer="l1")(self.floats(1, 3, 4), value=self.floats(1, 2, 4))

    def test_integers_where_floats_are_usual(self):
        mask = tf.constant([[True, True, False], [True, False, False]])
        l.Softmax()(tf.cast(self.integers(2, 3), "int8"), mask=mask)
        l.GlobalAveragePooling1D()(self.integers(2, 3, 2), mask=mask)
        l.ReLU(max_value=2.5)(self.integers(2, 3))
        for layer in (l.Attention(use_scale=True), l.Attention(score_mode="concat"), l.AdditiveAttention()):
            layer([self.integers(2, 3, 4), self.integers(2, 3, 4)], mask=[mask, mask])
        for layer in (l.GlobalMaxPooling1D(), l.GlobalMaxPooling2D(), l.GlobalMaxPooling3D(keepdims=True)):
            layer(self.integers(2, *[2] * int(type(layer).__name__[-2]), 2) > 3)
        for dtype in ("int32", "float16"):
            l.Discretization([-0.5, 0.0, 0.5], dtype=dtype)(self.floats(2, 3))

    def test_layers_inside_with_types_of_their_own(self):
        model = keras.Sequential([l.Dense(3), l.Dense(2, "tanh")])
        l.TimeDistributed(model, dtype="mixed_float16")(self.floats(2, 3, 2))
        cells = [l.SimpleRNNCell(3, dtype="float64"), l.LSTMCell(2)]
        l.RNN(cells)(self.floats(2, 3, 2), initial_state=[self.floats(2, 3), [self.floats(2, 2), self.floats(2, 2)]])

    def test_several_inputs_through_identity(self):
        l.Identity()([self.floats(2, 3), self.integers(2)])

    def test_gradients_summed_for_weights_of_layers_in_turns(self):
        variables = []
        for length, scope, name in ((1, "a", "kernel"), (2, "b", "kernel"), (3, "a", "bias")):
            with keras.name_scope(scope):
                variables.append(keras.Variable(self.floats(length), name=name))
        optimizer = keras.optimizers.SGD(0.1, gradient_accumulation_steps=2)
        for _ in range(3):
            optimizer.apply([self.floats(n) for n in (1, 2, 3)], variables)

    def test_axes_from_the_end_beside_others(self):
        for axes in ([1, -1], (-2, 2), [-1]):
            layer = l.LayerNormalization(axis=axes, gamma_initializer=keras.initializers.RandomNormal(1.0, 0.5, seed=1))
            layer(self.floats(4, 2, 3))

    def test_products_of_integers_and_floats(self):
        l.Dot(1)([self.integers(2, 3), self.floats(2, 3)])
        l.Dot((2, 1))([self.floats(2, 3, 4), self.integers(2, 4, 2)])
