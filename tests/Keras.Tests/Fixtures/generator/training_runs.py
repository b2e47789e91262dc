"""The runs of training_curves: which optimizer, and what differs from the plain fit."""

import numpy as np
from keras.optimizers import SGD, Adagrad, Adam


def weights(count):
    return ((np.arange(count) % 5 + 1) / 3).astype("float32")


SGD_PLAIN = lambda: SGD(0.01)

OPTIMIZERS = [
    dict(name="sgd", optimizer=SGD_PLAIN),
    dict(name="sgd_momentum", optimizer=lambda: SGD(0.05, momentum=0.9)),
    dict(name="sgd_nesterov", optimizer=lambda: SGD(0.05, momentum=0.9, nesterov=True)),
    dict(name="sgd_clipnorm", optimizer=lambda: SGD(0.05, clipnorm=0.5)),
    dict(name="sgd_clipvalue", optimizer=lambda: SGD(0.05, clipvalue=0.02)),
    dict(name="sgd_global_clipnorm", optimizer=lambda: SGD(0.05, global_clipnorm=0.5)),
    dict(name="sgd_weight_decay", optimizer=lambda: SGD(0.05, weight_decay=0.01)),
    dict(name="adam", optimizer=lambda: Adam()),
    dict(name="adam_amsgrad", optimizer=lambda: Adam(amsgrad=True)),
    dict(name="adam_clipnorm", optimizer=lambda: Adam(clipnorm=0.5)),
    dict(name="adam_weight_decay", optimizer=lambda: Adam(weight_decay=0.004)),
    dict(name="adagrad", optimizer=lambda: Adagrad()),
    dict(name="adagrad_weight_decay", optimizer=lambda: Adagrad(0.1, weight_decay=0.004)),
    dict(name="sgd_ema", optimizer=lambda: SGD(0.05, use_ema=True, ema_momentum=0.9)),
    dict(name="sgd_ema_overwrite", optimizer=lambda: SGD(0.05, use_ema=True, ema_momentum=0.9, ema_overwrite_frequency=5)),
    dict(name="adam_accumulation", optimizer=lambda: Adam(gradient_accumulation_steps=3)),
]

VARIANTS = [
    dict(name="partial_batch", count=500),
    dict(name="class_weight", count=500, fit={"class_weight": {0: 0.5, 1: 2.0, 7: 3.0}},
         compile={"weighted_metrics": ["accuracy"]}, metrics=("categorical_crossentropy",)),
    dict(name="sample_weight", count=500, weights=weights),
    dict(name="weighted_metrics", count=500, weights=weights,
         metrics=("accuracy", "mae"), compile={"weighted_metrics": ["accuracy", "categorical_crossentropy"]}),
    dict(name="validation_split", count=500, fit={"validation_split": 0.2}),
    dict(name="validation_split_weighted", count=500, fit={"validation_split": 0.2}, weights=weights,
         compile={"weighted_metrics": ["mse"]}),
    dict(name="validation_data", count=500,
         fit={"validation_data": True, "validation_freq": 2, "validation_batch_size": 48}),
    dict(name="sparse", targets="labels", loss="sparse_categorical_crossentropy"),
    dict(name="sparse_column", targets="labels_column", loss="sparse_categorical_crossentropy",
         metrics=("accuracy", "sparse_top_k_categorical_accuracy")),
    dict(name="binary", head="sigmoid", targets="even", loss="binary_crossentropy"),
    dict(name="mse", head="linear", targets="tenths_column", loss="mse", metrics=("mae",)),
    dict(name="mae", head="linear", targets="tenths", loss="mae", metrics=("mse",)),
    dict(name="steps_per_execution", count=500, compile={"steps_per_execution": 3}, fit={"validation_split": 0.2}),
    dict(name="steps_per_epoch", fit={"steps_per_epoch": 5, "epochs": 2}),
    dict(name="initial_epoch", fit={"epochs": 3, "initial_epoch": 1}),
]

RUNS = OPTIMIZERS + [dict(optimizer=SGD_PLAIN, **variant) for variant in VARIANTS]
