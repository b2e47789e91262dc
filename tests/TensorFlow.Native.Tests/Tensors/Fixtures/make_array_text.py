"""Writes array_text.json: arrays and what NumPy prints of them. Run with any Python that has NumPy 2.4."""
import base64
import json
import os

import numpy as np

rng = np.random.default_rng(5)
f, d, h = np.float32, np.float64, np.float16
arrays = [
    np.array(3.0, f), np.array(0.1, f), np.array(1e-5, f), np.array(123456789.0, f), np.array(1e16), np.array(-2.5, h), np.array(7),
    np.array(True),
    np.array(np.nan, f), np.array(-np.inf), np.array(1 / 3), np.array(0.0001), np.array(9999999999999998.0),
    np.array([1, 2, 3], f), np.array([0.1, 0.25, -3], f), np.array([0.012345678, 0.5], f), np.array([0.001953125]), np.array([1e6, 1], f),
    np.array([123456.7, 1], f), np.array([0.1, 1.17549435e-38], f), np.array([0.1, 1.2345678e-5], f), np.array([0.1, 1234567.8]),
    np.array([1 / 3, 1e-9]), np.array([1, 2, np.nan, -np.inf], f), np.array([np.nan]), np.array([np.inf, -1e-10], f),
    np.array([1e300, 1e-300]),
    np.array([-0.0, 0.0]), np.array([0.0001, 0.1], f), np.array([0.00009, 0.1], f), np.array([0.1, 1000, 3], h), np.array([0.1, 2000], h),
    np.array([0.1, 99], h), np.array([0.0625, 0.99999999]), np.array([9.9999999999, 1]), np.array([999.99999999999, 1e-3]),
    np.array([99999999.0, 1e5]),
    np.array([1e8, 1e5]), np.array([5e-324, 1.7976931348623157e308]), np.array([1 + 2j, -0.5 - 1j]), np.array([[0.1j, np.nan + 1j]]),
    np.array([[1, -22], [3, 4]], np.int32), np.array([True, False]), np.array([[0, 255]], np.uint8), np.array([2**64 - 1], np.uint64),
    np.array([-128, 5], np.int8), np.array([-(2**63), 1], np.int64), np.zeros((0, 3), f), np.zeros((2, 0)), np.zeros((0,), np.int32),
    np.array(["a", "b\n", "it's", 'both\'"']), np.array([["x"]]), rng.normal(size=(3, 4)).astype(f), rng.normal(size=(2, 3, 4)),
    rng.normal(size=(5, 30)).astype(f), rng.uniform(size=(40,)).astype(f),
    (rng.normal(size=(4, 3)) * 10.0 ** rng.integers(-8, 8, (4, 3))).astype(f),
    np.arange(1000, dtype=np.int32), np.arange(1001, dtype=np.int32), np.arange(1001, dtype=np.int32).reshape(7, 11, 13),
    rng.normal(size=(200, 10)).astype(f), rng.normal(size=(2, 600)), rng.normal(size=(7, 7, 30)).astype(f),
    rng.integers(0, 255, (1, 28, 50)).astype(np.uint8),
    rng.normal(size=(3, 1, 1, 2)).astype(h), np.full((1500,), 0.5, h), rng.normal(size=(30,)).astype(h),
]
arrays += [(rng.normal(size=6) * 10.0 ** rng.integers(-6, 7)).astype(t) for t in (f, d, h) for _ in range(6)]
cases = []
for array in arrays:
    case = {"dtype": "string" if array.dtype.kind == "U" else str(array.dtype), "shape": list(array.shape)}
    if array.dtype.kind == "U":
        case["strings"] = array.ravel().tolist()
    else:
        case["bytes"] = base64.b64encode(array.tobytes()).decode()
    cases.append(case | {"text": str(array)})
with open(os.path.join(os.path.dirname(__file__), "array_text.json"), "w") as file:
    json.dump(cases, file, indent=1)
    file.write("\n")
