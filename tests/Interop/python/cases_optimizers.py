"""Every optimizer, what all optimizers can do, and every learning rate schedule."""

import keras
from case import Case, network
from keras.optimizers import schedules


def _case(name, make, since="3.3.3"):
    def settings():
        return {"optimizer": make(), "loss": keras.losses.CategoricalCrossentropy(), "metrics": ["accuracy"]}

    return Case(name, network, settings, since=since)


o = keras.optimizers

CASES = [
    _case("optimizer-sgd", lambda: o.SGD(0.05)),
    _case("optimizer-sgd-momentum", lambda: o.SGD(0.05, momentum=0.9)),
    _case("optimizer-sgd-nesterov", lambda: o.SGD(0.05, momentum=0.8, nesterov=True)),
    _case("optimizer-adam", lambda: o.Adam(0.01)),
    _case("optimizer-adam-amsgrad", lambda: o.Adam(0.01, beta_1=0.8, beta_2=0.99, epsilon=1e-6, amsgrad=True)),
    _case("optimizer-adamw", lambda: o.AdamW(0.01, weight_decay=0.02)),
    _case("optimizer-adagrad", lambda: o.Adagrad(0.02, initial_accumulator_value=0.2)),
    _case("optimizer-adadelta", lambda: o.Adadelta(0.5, rho=0.9)),
    _case("optimizer-adamax", lambda: o.Adamax(0.01)),
    _case("optimizer-nadam", lambda: o.Nadam(0.01)),
    _case("optimizer-rmsprop", lambda: o.RMSprop(0.005)),
    _case("optimizer-rmsprop-centered-momentum", lambda: o.RMSprop(0.005, rho=0.8, momentum=0.7, centered=True)),
    _case("optimizer-ftrl", lambda: o.Ftrl(
        0.05, l1_regularization_strength=0.001, l2_regularization_strength=0.002, l2_shrinkage_regularization_strength=0.003, beta=0.1)),
    _case("optimizer-lion", lambda: o.Lion(0.005)),
    _case("optimizer-lamb", lambda: o.Lamb(0.01), since="3.8.0"),
    _case("option-clipnorm", lambda: o.Adam(0.01, clipnorm=0.1)),
    _case("option-global-clipnorm", lambda: o.SGD(0.1, momentum=0.9, global_clipnorm=0.2)),
    _case("option-clipvalue", lambda: o.RMSprop(0.01, clipvalue=0.05)),
    _case("option-weight-decay", lambda: o.SGD(0.1, weight_decay=0.05)),
    _case("option-ema", lambda: o.Adam(0.01, use_ema=True, ema_momentum=0.9)),
    _case("option-ema-overwrite", lambda: o.Adagrad(0.05, use_ema=True, ema_momentum=0.8, ema_overwrite_frequency=4)),
    _case("option-loss-scale", lambda: o.SGD(0.1, momentum=0.9, loss_scale_factor=8.0)),
    _case("option-accumulation", lambda: o.Adam(0.01, gradient_accumulation_steps=2)),
    _case("option-accumulation-ema", lambda: o.SGD(0.1, momentum=0.9, use_ema=True, gradient_accumulation_steps=4)),
    _case("schedule-exponential", lambda: o.SGD(schedules.ExponentialDecay(0.1, 4, 0.8, staircase=True), momentum=0.9)),
    _case("schedule-inverse-time", lambda: o.Adam(schedules.InverseTimeDecay(0.02, 5, 0.5))),
    _case("schedule-polynomial", lambda: o.Adagrad(schedules.PolynomialDecay(0.1, 5, 0.01, power=2.0, cycle=True))),
    _case("schedule-piecewise-constant", lambda: o.Nadam(schedules.PiecewiseConstantDecay([2, 7], [0.02, 0.01, 0.005]))),
    _case("schedule-cosine", lambda: o.RMSprop(schedules.CosineDecay(0.001, 8, alpha=0.1, warmup_target=0.01, warmup_steps=3),
        momentum=0.5)),
    _case("schedule-cosine-restarts", lambda: o.Adam(schedules.CosineDecayRestarts(0.02, 4, t_mul=1.5, m_mul=0.9, alpha=0.1))),
    _case("schedule-with-options", lambda: o.Adam(
        schedules.ExponentialDecay(0.02, 3, 0.7), amsgrad=True, clipnorm=1.0, use_ema=True, gradient_accumulation_steps=2)),
]
