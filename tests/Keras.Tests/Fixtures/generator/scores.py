"""scores: metrics of overlap, correlation and determination, with the result after each update."""

import keras
import numpy as np


def make(store):
    store.doc["cases"] = [case(store, i, *c) for i, c in enumerate(cases())]


def case(store, number, name, arguments, *updates):
    metric = getattr(keras.metrics, name)(**arguments)
    steps = []
    for i, update in enumerate(updates):
        named = dict(zip(("y_true", "y_pred", "sample_weight"), update))
        metric.update_state(**named)
        steps.append({
            **{k: store.add(f"c{number:02d}/{i}/{k}", v) for k, v in named.items()},
            "result": np.ravel(np.asarray(metric.result(), "float32")).tolist()})
    return {"class": name, "config": metric.get_config(), "updates": steps}


def cases():
    random = np.random.default_rng(5)
    true, pred = random.integers(0, 3, (2, 9)).astype("int32")
    weights = random.uniform(0.1, 2, 9).astype("float32")
    images = random.integers(-1, 4, (2, 2, 3, 1)).astype("int32")
    rows = random.dirichlet(np.ones(3), 9).astype("float32")
    hot = np.eye(3, dtype="float32")[true]
    for ignored in (None, 0, 255):
        yield "IoU", {"num_classes": 3, "target_class_ids": [0, 2], "ignore_class": ignored}, (true, pred), (pred, true)
        yield "MeanIoU", {"num_classes": 3, "ignore_class": ignored, "dtype": "float32"}, (true, pred, weights), (images[0], images[1])
    yield "IoU", {"num_classes": 3, "target_class_ids": [1], "sparse_y_pred": False}, (true, rows)
    yield "IoU", {"num_classes": 4, "target_class_ids": [3]}, (true, pred)
    yield "MeanIoU", {"num_classes": 2}, (true, pred), (np.zeros(0, "int32"), np.zeros(0, "int32"))
    yield "BinaryIoU", {}, ((true > 1).astype("int32"), rows[:, 0].copy())
    yield "BinaryIoU", {"target_class_ids": [1], "threshold": 0.25, "dtype": "float32"}, ((true > 1).astype("int32"), rows[:, 0].copy(),
        weights)
    yield "OneHotIoU", {"num_classes": 3, "target_class_ids": [0, 2], "dtype": "float32"}, (hot, rows, weights), (hot[:4], rows[:4])
    yield "OneHotIoU", {"num_classes": 3, "target_class_ids": [1], "sparse_y_pred": True, "ignore_class": 0}, (hot, pred)
    yield "OneHotMeanIoU", {"num_classes": 3}, (hot, rows)
    values, others = random.normal(0, 2, (2, 6, 4)).astype("float32")
    for name in ("PearsonCorrelation", "ConcordanceCorrelation"):
        for axis in (-1, 0, [0, 1]):
            yield name, {"axis": axis}, (values, others), (others, values)
        yield name, {}, (values, others, weights[:6].copy()), (values[:2], values[:2])
    for aggregation in (None, "uniform_average", "variance_weighted_average"):
        for regressors in (0, 2, 23, 40):
            yield "R2Score", {"class_aggregation": aggregation, "num_regressors": regressors}, (values, others), (values, values,
                weights[:6].copy())
    yield "R2Score", {}, (np.ones((3, 1), "float32"), values[:3, :1].copy())
