"""Every loss, with arguments that are not its defaults, on outputs and targets that suit it."""

import keras
from case import Case, network

l = keras.losses


def _case(name, make, activation, target, since="3.3.3"):
    return Case(
        f"loss-{name}", lambda: network(activation), lambda: {"optimizer": keras.optimizers.SGD(0.01, momentum=0.5), "loss": make()},
        target, since)


CASES = [
    _case("mean-squared-error", lambda: l.MeanSquaredError(), "linear", "real"),
    _case("mean-absolute-error", lambda: l.MeanAbsoluteError(name="mine"), "linear", "real"),
    _case("mean-absolute-percentage-error", lambda: l.MeanAbsolutePercentageError(), "softplus", "positive"),
    _case("mean-squared-logarithmic-error", lambda: l.MeanSquaredLogarithmicError(), "softplus", "positive"),
    _case("huber", lambda: l.Huber(), "linear", "real"),
    _case("huber-delta", lambda: l.Huber(delta=0.5), "linear", "real"),
    _case("log-cosh", lambda: l.LogCosh(), "linear", "real"),
    _case("cosine-similarity", lambda: l.CosineSimilarity(), "linear", "real"),
    _case("cosine-similarity-axis", lambda: l.CosineSimilarity(axis=1), "linear", "real"),
    _case("kl-divergence", lambda: l.KLDivergence(), "softmax", "positive"),
    _case("poisson", lambda: l.Poisson(), "softplus", "positive"),
    _case("hinge", lambda: l.Hinge(), "tanh", "several"),
    _case("squared-hinge", lambda: l.SquaredHinge(), "linear", "several"),
    _case("categorical-hinge", lambda: l.CategoricalHinge(), "linear", "one_hot"),
    _case("binary-crossentropy", lambda: l.BinaryCrossentropy(label_smoothing=0.1), "sigmoid", "several"),
    _case("binary-crossentropy-logits", lambda: l.BinaryCrossentropy(from_logits=True), "linear", "several"),
    _case("binary-focal-crossentropy", lambda: l.BinaryFocalCrossentropy(apply_class_balancing=True, alpha=0.3, gamma=1.5), "sigmoid",
        "several"),
    _case("categorical-crossentropy", lambda: l.CategoricalCrossentropy(label_smoothing=0.2), "softmax", "one_hot"),
    _case("categorical-crossentropy-logits", lambda: l.CategoricalCrossentropy(from_logits=True), "linear", "one_hot"),
    _case("categorical-focal-crossentropy", lambda: l.CategoricalFocalCrossentropy(alpha=0.4, gamma=1.5), "softmax", "one_hot"),
    _case("sparse-categorical-crossentropy", lambda: l.SparseCategoricalCrossentropy(from_logits=True, ignore_class=1), "linear", "labels"),
    _case("categorical-generalized-crossentropy", lambda: l.CategoricalGeneralizedCrossEntropy(q=0.7), "softmax", "labels", "3.12.0"),
    _case("dice", lambda: l.Dice(), "sigmoid", "several"),
    _case("tversky", lambda: l.Tversky(alpha=0.3, beta=0.7), "sigmoid", "several"),
    _case("circle", lambda: l.Circle(gamma=4.0, margin=0.3), "linear", "labels", "3.8.0"),
    _case("reduction-sum", lambda: l.MeanSquaredError(reduction="sum"), "linear", "real"),
    _case("reduction-mean", lambda: l.Huber(reduction="mean"), "linear", "real", "3.8.0"),
]
