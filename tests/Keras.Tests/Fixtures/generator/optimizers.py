"""optimizers: five steps on a matrix and a vector, the variables after each and the optimizer's state after the last."""

import keras
import numpy as np
from keras.src.optimizers.multi_optimizer import OptimizerMap


def make(store):
    store.doc["cases"] = [case(store, f"c{i:02d}", optimizer) for i, optimizer in enumerate(optimizers())]


def optimizers():
    o = keras.optimizers
    yield o.Adafactor(0.1)
    yield o.Adafactor(2.0, beta_2_decay=-0.5, epsilon_1=1e-3, epsilon_2=0.1, clip_threshold=0.3, relative_step=False, weight_decay=0.1)
    yield o.Muon(0.1)
    yield o.Muon(0.1, nesterov=False, ns_steps=2, rms_rate=None, adam_lr_ratio=0.5, weight_decay=None, adam_weight_decay=0.3)
    yield o.Muon(0.1, exclude_layers=["^w$"])
    yield o.ScheduleFreeAdamW(0.1)
    yield o.ScheduleFreeAdamW(0.1, beta_1=0.7, warmup_steps=3, weight_decay=0.1)
    yield o.LossScaleOptimizer(o.SGD(0.1, momentum=0.9), initial_scale=4.0, dynamic_growth_steps=2)
    yield o.LossScaleOptimizer(o.Adam(o.schedules.ExponentialDecay(0.2, 2, 0.5), use_ema=True), initial_scale=2.0**20)
    yield o.MultiOptimizer(OptimizerMap(o.SGD(0.5), {"w": o.Adam(0.1)}))
    yield o.Adam(0.1, use_ema=True, ema_overwrite_frequency=2, ema_momentum=0.8, gradient_accumulation_steps=2)
    yield o.SGD(0.1, use_ema=True, gradient_accumulation_steps=3)


def case(store, ident, optimizer):
    random = np.random.default_rng(3)
    config = keras.saving.serialize_keras_object(optimizer)
    variables = [keras.Variable(random.normal(0, 1, shape).astype("float32"), name=name) for name, shape in (("w", (4, 3)), ("b", (3,)))]
    starts = [store.add(f"{ident}/{v.name}", np.asarray(v)) for v in variables]
    steps = []
    optimizer.build(variables)
    for i in range(5):
        gradients = [random.normal(0, 1, v.shape).astype("float32") for v in variables]
        if i == 3 and isinstance(optimizer, keras.optimizers.LossScaleOptimizer):
            gradients[0][1, 1] = np.inf
        optimizer.apply([keras.ops.convert_to_tensor(g) for g in gradients])
        steps.append({
            "gradients": [store.add(f"{ident}/{i}/gradient{j}", g) for j, g in enumerate(gradients)],
            "variables": [store.add(f"{ident}/{i}/variable{j}", np.asarray(v)) for j, v in enumerate(variables)]})
    state = [store.add(f"{ident}/state{i}", np.asarray(v)) for i, v in enumerate(optimizer.variables)]
    return {"optimizer": config, "variables": starts, "steps": steps, "state": state}
