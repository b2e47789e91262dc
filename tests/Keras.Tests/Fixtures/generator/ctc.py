"""ctc: losses and gradients of connectionist temporal classification, and decoded labels."""

import keras
import numpy as np
import tensorflow as tf


def make(store):
    random = np.random.default_rng(11)
    store.doc["losses"] = losses = []
    labels = np.array([[1, 2, 3, 0], [2, 2, 1, 4], [3, 0, 0, 0], [0, 0, 0, 0], [1, 1, 1, 1]], "int32")
    for name, steps, scale in (("usual", 9, 1), ("sharp", 12, 8), ("too short for one", 5, 1), ("one step", 1, 1)):
        logits = (random.normal(size=(5, steps, 5)) * scale).astype("float32")
        losses.append(loss(store, name, labels, logits))
    for blank in (0, 2, -1):
        logits = random.normal(size=(4, 8, 5)).astype("float32")
        target = np.where(labels[:4] == blank % 5, 1, labels[:4]).astype("int32")
        losses.append(loss(store, f"blank {blank}", target, logits, np.array([3, 4, 1, 0], "int32"), np.array([8, 7, 5, 2], "int32"),
            blank))
    store.doc["decoded"] = decoded = []
    inputs = (random.normal(size=(3, 7, 4)) * 2).astype("float32")
    inputs[0, :4] = [0, 1, 5, 2]
    lengths = np.array([7, 5, 1], "int32")
    for arguments in ({}, {"merge_repeated": False}, {"mask_index": 2}, {"mask_index": -1}, {"strategy": "beam_search"},
                      {"strategy": "beam_search", "beam_width": 5, "top_paths": 3},
                      {"strategy": "beam_search", "mask_index": 1, "top_paths": 2}):
        result, scores = keras.ops.ctc_decode(inputs, lengths, **arguments)
        decoded.append({"arguments": arguments, "inputs": store.add("inputs", inputs), "lengths": lengths, "shape": list(result.shape),
                        "labels": np.ravel(result), "score_shape": list(scores.shape), "scores": np.ravel(scores)})


def loss(store, name, labels, logits, label_lengths=None, lengths=None, blank=0):
    def value(x):
        if lengths is None:
            return keras.losses.ctc(labels, x)
        return keras.ops.ctc_loss(labels, x, label_lengths, lengths, mask_index=blank)

    x = tf.constant(logits)
    with tf.GradientTape() as tape:
        tape.watch(x)
        values = value(x)
    place = name.replace(" ", "_")
    return {"name": name, "labels": labels, "logits": store.add(f"{place}/logits", logits), "label_lengths": label_lengths,
        "lengths": lengths, "blank": blank,
            "values": values.numpy(), "gradient": store.add(f"{place}/gradient", tape.gradient(values, x).numpy())}
