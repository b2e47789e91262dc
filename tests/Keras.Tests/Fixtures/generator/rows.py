"""row_gradients: three steps on a table whose gradient is rows (tf.IndexedSlices, one index twice) and on a vector."""

import keras
import numpy as np
import tensorflow as tf


def make(store):
    store.doc["cases"] = [case(store, f"c{i:02d}", optimizer) for i, optimizer in enumerate(optimizers())]


def optimizers():
    o = keras.optimizers
    for options in ({}, {"weight_decay": 0.1}, {"clipnorm": 0.5}, {"global_clipnorm": 0.7}, {"clipvalue": 0.3}):
        yield o.SGD(0.1, **options)
        yield o.Adam(0.1, **options)
    yield o.SGD(0.1, momentum=0.9)
    yield o.SGD(0.1, momentum=0.9, nesterov=True)
    yield o.SGD(0.1, gradient_accumulation_steps=2)
    yield o.SGD(0.1, use_ema=True)
    yield o.Adam(0.1, amsgrad=True)
    yield o.AdamW(0.1)
    yield o.Adagrad(0.1)
    yield o.Adadelta(0.5)
    yield o.Adamax(0.1)
    yield o.Nadam(0.1)
    yield o.RMSprop(0.1)
    yield o.RMSprop(0.1, momentum=0.9, centered=True)
    yield o.Ftrl(0.1, l1_regularization_strength=0.01, l2_shrinkage_regularization_strength=0.1)
    yield o.Lion(0.1)
    yield o.Lamb(0.1)
    yield o.Adafactor(0.1)
    yield o.ScheduleFreeAdamW(0.1)
    yield o.Muon(0.1, exclude_layers=["^w$"])
    yield o.Muon(0.1)
    yield o.LossScaleOptimizer(o.SGD(0.1), initial_scale=4.0, dynamic_growth_steps=2)
    yield o.Adafactor(0.1, clip_threshold=0.5)


def case(store, ident, optimizer):
    random = np.random.default_rng(5)
    config = keras.saving.serialize_keras_object(optimizer)
    variables = [keras.Variable(random.normal(0, 1, shape).astype("float32"), name=name) for name, shape in (("w", (6, 3)), ("b", (3,)))]
    starts = [store.add(f"{ident}/{v.name}", np.asarray(v)) for v in variables]
    steps = []
    optimizer.build(variables)
    try:
        for i in range(3):
            indices = np.array([[4, 0, 4], [2, 2, 0], [5, 4, 1]][i], "int32")
            values = random.normal(0, 1, (3, 3)).astype("float32")
            vector = random.normal(0, 1, (3,)).astype("float32")
            slices = tf.IndexedSlices(tf.constant(values), tf.constant(indices), tf.constant([6, 3]))
            optimizer.apply([slices, keras.ops.convert_to_tensor(vector)])
            steps.append({
                "values": store.add(f"{ident}/{i}/values", values), "indices": store.add(f"{ident}/{i}/indices", indices),
                "vector": store.add(f"{ident}/{i}/vector", vector),
                "variables": [store.add(f"{ident}/{i}/variable{j}", np.asarray(v)) for j, v in enumerate(variables)]})
    except Exception as error:  # What Keras itself cannot do is recorded, too.
        return {"optimizer": config, "error": f"{type(error).__name__}: {str(error)[:90]}"}
    state = [store.add(f"{ident}/state{i}", np.asarray(v)) for i, v in enumerate(optimizer.variables)]
    return {"optimizer": config, "variables": starts, "steps": steps, "state": state}
