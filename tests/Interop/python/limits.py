"""What releases of Keras cannot do by themselves. Such a check is skipped, and the table gives the reason; anything else that fails is a
failure."""

import keras

BEFORE_3_12 = ("3.3.3", "3.8.0")
BEFORE_3_15 = (*BEFORE_3_12, "3.12.0")

# Releases, cases, forms, reason.
UNSAVABLE = [(
    BEFORE_3_12, ("optimizer-adagrad", "optimizer-ftrl", "option-ema-overwrite", "schedule-polynomial"), (".h5",),
    "gives the accumulators of all weights one name, so that it cannot write its own .h5 file")]
UNREADABLE = [
    (
        BEFORE_3_12, ("optimizer-nadam", "schedule-piecewise-constant"), (".keras", ".weights.h5", ".h5"),
        "has the state of Nadam in another order than later releases, and reads only its own"),
    (
        BEFORE_3_12, ("option-accumulation-ema", "schedule-with-options"), (".keras", ".weights.h5", ".h5"),
        "has averages and sums of gradients in another order than later releases, and reads only its own"),
]

# Releases, cases, reason.
OTHERWISE = [
    (("3.3.3",), ("option-accumulation", "option-accumulation-ema", "schedule-with-options"),
        "counts steps otherwise where gradients are accumulated"),
    (BEFORE_3_15, ("layers-activity-regularizer",), "does not divide penalties on outputs by the batch size"),
]

# An argument that Keras's config of the object lacks: what Keras saves of the case loads everywhere, in Keras too, with the argument's
# default.
FORGOTTEN = {
    "loss-huber-delta": ("delta", lambda: keras.losses.Huber(delta=0.5)),
    "loss-cosine-similarity-axis": ("axis", lambda: keras.losses.CosineSimilarity(axis=1)),
    "layers-activity-regularizer": ("activity_regularizer", lambda: keras.layers.Dense(1, activity_regularizer="l2")),
    "layers-identity-gain": ("gain", lambda: keras.initializers.Identity(gain=0.5)),
}


def unsavable(case, form):
    """Why this release cannot save a case in a form; None where it can."""
    return _reason((releases, cases, why) for releases, cases, forms, why in UNSAVABLE if case in cases and form in forms)


def unreadable(case, form):
    """Why this release cannot read a case in a form that another side wrote; None where it can."""
    return _reason((releases, cases, why) for releases, cases, forms, why in UNREADABLE if case in cases and form in forms)


def otherwise(case):
    """Why this release trains a case otherwise than 3.15.1, whose numbers .NET has; None where it does not."""
    return _reason(row for row in OTHERWISE if case in row[1])


def forgotten(case):
    """Why this release does not save all of a case; None where it does."""
    argument, make = FORGOTTEN.get(case, (None, None))
    if argument is None or argument in make().get_config():
        return None
    return f"Keras {keras.__version__} does not save the argument {argument} of {type(make()).__name__}"


def _reason(rows):
    return next((f"Keras {keras.__version__} {why}" for releases, _, why in rows if keras.__version__ in releases), None)
