"""What releases of Keras cannot do by themselves. Such a check is skipped, and the table gives the reason; anything else that fails is a failure."""

import keras

SAME_NAMES = "gives the accumulators of all weights one name, so that its own .h5 file cannot be written"
ACCUMULATORS = ("optimizer-adagrad", "optimizer-ftrl", "option-ema-overwrite", "schedule-polynomial")

# Releases, cases, form, reason.
UNSAVABLE = [(("3.3.3", "3.8.0"), ACCUMULATORS, ".h5", SAME_NAMES)]

# What is saved here has today's order.
UNREADABLE = [(
    ("3.3.3", "3.8.0"), ("optimizer-nadam", "schedule-piecewise-constant"), (".keras", ".weights.h5", ".h5"),
    "has the state of Nadam in another order than 3.12 and later, and reads its own order only")]

# An argument that Keras's config of the object lacks: what Keras saves of the case loads everywhere, in Keras too, with the argument's default.
FORGOTTEN = {
    "loss-huber-delta": ("delta", lambda: keras.losses.Huber(delta=0.5)),
    "loss-cosine-similarity-axis": ("axis", lambda: keras.losses.CosineSimilarity(axis=1)),
    "layers-identity-gain": ("gain", lambda: keras.initializers.Identity(gain=0.5)),
}


def unsavable(case, form):
    """Why this release cannot save a case in a form; None where it can."""
    return next((f"Keras {keras.__version__} {why}" for releases, cases, f, why in UNSAVABLE if keras.__version__ in releases and case in cases and f == form), None)


def unreadable(case, form):
    """Why this release cannot read a case in a form, whoever wrote it but itself; None where it can."""
    return next((f"Keras {keras.__version__} {why}" for releases, cases, forms, why in UNREADABLE if keras.__version__ in releases and case in cases and form in forms), None)


def forgotten(case):
    """Why this release does not save all of a case; None where it does."""
    argument, make = FORGOTTEN.get(case, (None, None))
    if argument is None or argument in make().get_config():
        return None
    return f"Keras {keras.__version__} does not save the argument {argument} of {type(make()).__name__}"
