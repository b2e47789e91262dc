"""The table of cases of ops.py."""

from dataclasses import dataclass

import keras
import ml_dtypes
import numpy as np


@dataclass
class Case:
    op: str
    args: tuple
    kwargs: dict
    batch: bool = False
    tolerance: float = 0
    oracle: object = None


@dataclass
class Key:
    entries: tuple


@dataclass
class DType:
    name: str


@dataclass
class Fixed:
    """A tensor whose first axis is no batch."""
    value: object


CASES = []


def case(op, *args, batch=False, tolerance=0, oracle=None, **kwargs):
    CASES.append(Case(op, args, kwargs, batch, tolerance, oracle))


def floats(*shape, seed=0, low=-2.0, high=2.0, dtype="float32"):
    return np.random.default_rng(seed + 17 * len(shape)).uniform(low, high, shape).astype(dtype)


def ints(*shape, seed=0, low=-5, high=6, dtype="int32"):
    return np.random.default_rng(seed + 31).integers(low, high, shape).astype(dtype)


def bools(*shape, seed=0):
    return np.random.default_rng(seed + 7).integers(0, 2, shape).astype(bool)


def half(*shape, seed=0):
    return floats(*shape, seed=seed).astype(ml_dtypes.bfloat16)


M = floats(3, 4)
B = floats(2, 3, 4, seed=1)
NAN = np.array([[1.5, np.nan, -2.0], [np.nan, np.nan, np.nan], [0.5, -0.25, 4.0]], "float32")
SPECIAL = np.array([-np.inf, -3.5, -1.0, -0.0, 0.0, 0.5, 2.5, np.inf, np.nan], "float32")
TYPES = [floats(2, 3, seed=5), floats(2, 3, seed=6, dtype="float64"), floats(2, 3, seed=7, dtype="float16"), half(2, 3, seed=8),
         ints(2, 3), ints(2, 3, dtype="int64", seed=1), ints(2, 3, dtype="uint8", low=0, seed=2), ints(2, 3, dtype="int8", seed=3),
         ints(2, 3, dtype="int16", seed=4), bools(2, 3)]

# Elementwise functions: every type, an unknown batch axis.
for name in ["abs", "absolute", "fabs", "negative", "sign", "square", "sqrt", "cbrt", "ceil", "floor", "trunc", "exp", "exp2", "expm1",
    "log", "log10", "log2",
             "log1p", "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh", "sinc",
             "deg2rad", "rad2deg",
             "isfinite", "isinf", "isnan", "isneginf", "isposinf", "isreal", "logical_not", "signbit", "nan_to_num", "angle", "real",
             "copy", "conj", "conjugate",
             "reciprocal"]:
    for x in TYPES:
        kind = x.dtype.kind
        if name in ("negative", "sign") and kind == "b":
            continue
        if name == "negative" and kind == "u":
            continue
        if name == "reciprocal" and kind in "biu":
            continue
        if name in ("angle",) and (x.dtype in (ml_dtypes.bfloat16, np.dtype("float16"))):
            continue
        if name in ("real", "conj", "conjugate") and kind not in "f":
            continue
        positive = name in ("log", "log10", "log2", "sqrt", "reciprocal")
        case(name, np.abs(x) + x.dtype.type(1) if positive and kind != "b" else x)
    case(name, SPECIAL)
    case(name, floats(4, 5, seed=9), batch=name not in ("isfinite", "isinf", "isnan"))
for name in ["relu", "relu6", "sigmoid", "silu", "swish", "tanh_shrink", "soft_shrink", "hard_shrink", "hard_tanh", "softplus", "softsign",
    "sparse_plus",
             "sparse_sigmoid", "squareplus", "log_sigmoid", "leaky_relu", "hard_sigmoid", "hard_silu", "hard_swish", "elu", "selu", "gelu",
             "celu", "rsqrt", "erf",
             "erfc"]:
    case(name, np.abs(floats(4, 5)) + np.float32(0.1) if name == "rsqrt" else floats(4, 5, low=-4, high=4), batch=True)
    case(name, np.abs(floats(4, 5, dtype="float64")) + 0.1 if name == "rsqrt" else floats(4, 5, dtype="float64"))
case("erfinv", floats(3, 4, low=-0.95, high=0.95), batch=True)
case("erfinv", floats(3, 4, low=-0.9, high=0.9, dtype="float16"))
case("i0", M)
case("i0", ints(3))
case("i0", ints(3, dtype="int64"))
case("soft_shrink", M, threshold=1.0)
case("hard_shrink", M, threshold=1.0)
case("squareplus", M, b=1)
case("leaky_relu", M, negative_slope=0.3)
case("elu", M, alpha=0.5)
case("celu", M, alpha=2.0)
case("gelu", M, approximate=False)
case("gelu", M, approximate=True)
case("threshold", M, 0.5, -3.0)
case("glu", B)
case("glu", floats(4, 3), axis=0)
case("glu", floats(4, 6), batch=True)
for name in ["softmax", "log_softmax", "sparsemax"]:
    case(name, B)
    case(name, B, axis=1)
    case(name, B, axis=0)
    case(name, floats(4, 5), batch=True)
for name in ["softmax", "log_softmax"]:
    case(name, B, axis=(1, 2))
    case(name, B, axis=(2, 0))
    case(name, B, axis=None)
case("round", SPECIAL)
case("round", floats(3, 4, low=-100, high=100))
case("round", floats(3, 4, low=-100, high=100), decimals=1)
case("round", floats(3, 4, low=-100, high=100), decimals=-1)
case("round", ints(3, 4, low=-200, high=200), decimals=-1)
case("round", ints(3, 4), 2)
case("clip", M, -0.5, 0.7)
case("clip", ints(3, 4), -2, 3)
case("nan_to_num", SPECIAL, nan=1.0, posinf=2.0, neginf=-2.0)
case("stop_gradient", M)
case("isreal", np.array([1 + 0j, 2j], "complex64"))
case("real", np.array([1 + 2j, 2j], "complex64"))
case("imag", np.array([1 + 2j, 2j], "complex64"))
case("conj", np.array([1 + 2j, 2j], "complex64"))
case("angle", np.array([1 + 2j, -2j, -1], "complex64"))
case("abs", np.array([1 + 2j, -2j, -1], "complex64"))
case("polar", floats(3, low=0), floats(3, seed=2))
case("view_as_complex", floats(3, 2))
case("view_as_real", np.array([1 + 2j, 2j], "complex64"))

# Pairs: broadcasting, promotion of types and numbers.
PAIRS = [(B, floats(3, 4, seed=2)), (B, floats(4, seed=3)), (floats(3, 1), floats(1, 4, seed=4)), (ints(2, 3), floats(2, 3, seed=5)),
         (ints(2, 3), ints(2, 3, dtype="uint8", low=1, seed=6)), (ints(2, 3, dtype="int64"), half(2, 3)), (bools(2, 3), ints(2, 3, seed=2)),
         (floats(2, 3, dtype="float16"), floats(2, 3, seed=3)), (ints(2, 3, dtype="int8"), ints(2, 3, dtype="int16", seed=3))]
COMPARISONS = ["equal", "not_equal", "greater", "greater_equal", "less", "less_equal"]
for name in ["add", "subtract", "multiply", "divide", "true_divide", "divide_no_nan", "maximum", "minimum", "fmax", "fmin", *COMPARISONS]:
    for x1, x2 in PAIRS:
        if name in ("divide", "true_divide") and x2.dtype.kind in "iu":
            x2 = np.where(x2 == 0, 3, x2).astype(x2.dtype)
        case(name, x1, x2)
    case(name, floats(4, 5), floats(4, 5, seed=8), batch=True)
for name in ["add", "subtract", "multiply", "divide", "true_divide", "divide_no_nan", "maximum", "minimum", "fmax", "fmin"]:
    for x in [M, ints(3), half(3), floats(3, dtype="float16"), ints(3, dtype="uint8", low=0)]:
        case(name, x, 2)
        case(name, x, 2.5)
        case(name, 3, x if name not in ("divide", "true_divide") or x.dtype.kind == "f" else np.abs(x) + 1)
for name in COMPARISONS:
    case(name, ints(3, 4), 2)
    if name in ("equal", "not_equal"):
        case(name, bools(2, 3), bools(2, 3, seed=9))
for name in ["fmax", "fmin"]:
    case(name, NAN, NAN.T.copy())
for name in ["mod", "fmod", "floor_divide"]:
    for x1, x2 in [(floats(3, 4, low=-9, high=9), floats(3, 4, seed=3) + 3), (ints(3, 4, low=-9, high=9), ints(4, low=1, seed=2)),
                   (ints(3, dtype="int64", low=-9), ints(3, low=1, seed=5)), (ints(3, 4, low=-9, high=9), np.array(-4, "int32"))]:
        case(name, x1, x2)
case("mod", bools(3), np.array([True, True, True]))
case("fmod", ints(3, dtype="uint8", low=0), ints(3, dtype="uint8", low=1, seed=3))
for x1, x2 in [(floats(3, low=0.1), floats(3, seed=2)), (ints(3), ints(3, low=0, high=4, seed=2)), (ints(3), floats(3, seed=2) * 0 + 2),
               (ints(3, dtype="uint8", low=0), ints(3, dtype="uint8", low=0, high=3))]:
    case("power", x1, x2)
case("power", floats(3, low=0.1), 2)
case("power", 2, M)
case("power", ints(3), 2)
for name in ["logaddexp", "logaddexp2", "hypot", "arctan2", "heaviside"]:
    for x1, x2 in [(B, floats(3, 4, seed=2)), (ints(3), ints(3, seed=3)), (ints(3, dtype="int64"), ints(3, seed=3)),
        (floats(3, dtype="float16"), ints(3, dtype="int8"))]:
        case(name, x1, x2)
    case(name, SPECIAL, SPECIAL[::-1].copy())
case("ldexp", M, ints(3, 4))
case("ldexp", ints(3), ints(3, seed=2))
case("nextafter", M, floats(3, 4, seed=2))
case("gcd", ints(6, low=-30, high=30), ints(6, low=-30, high=30, seed=2))
case("gcd", ints(2, 1, low=1, high=30), ints(3, low=1, high=30, dtype="int64"))
case("lcm", ints(6, low=-9, high=9), ints(6, low=-9, high=9, seed=2))
for name in ["logical_and", "logical_or", "logical_xor"]:
    case(name, bools(2, 3), bools(3, seed=4))
    case(name, ints(2, 3, low=0, high=2), floats(2, 3))
for name in ["bitwise_and", "bitwise_or", "bitwise_xor", "bitwise_left_shift", "bitwise_right_shift", "left_shift", "right_shift"]:
    case(name, ints(2, 3, low=0, high=50), ints(3, low=0, high=4, seed=3))
    case(name, ints(3, low=0, high=50, dtype="uint8"), ints(3, low=0, high=4, seed=3, dtype="int16"))
case("bitwise_invert", ints(5))
case("bitwise_not", ints(5, dtype="uint8", low=0))
case("isclose", M, M + np.float32(1e-6))
case("isclose", NAN, NAN, equal_nan=True)
case("isclose", ints(3), ints(3))
case("allclose", M, M + np.float32(1e-6))
case("allclose", M, M + np.float32(1e-2))
case("allclose", NAN, NAN, equal_nan=True)
case("allclose", ints(3), ints(3))
case("isin", ints(3, 4), ints(5, seed=3))
case("isin", M, floats(3), invert=True)
case("where", bools(3, 4), M, floats(3, 4, seed=3))
case("where", bools(4), ints(3, 4), floats(3, 1))
case("where", bools(3, 4), M, 0.0)
case("where", bools(3, 4), 1.5, ints(3, 4))
case("where", ints(2, 3, low=0, high=2))
case("nonzero", ints(3, 4, low=0, high=2))
case("select", [bools(3, 4), bools(3, 4, seed=2)], [M, floats(3, 4, seed=3)], 9.0)
case("cast", M, DType("int32"))
case("cast", ints(3), DType("float16"))
case("cast", M, DType("bool"))
for dtype in ["uint8", "int8", "int32", "int64", "float16", "bool"]:
    case("saturate_cast", floats(3, 4, low=-400, high=400), DType(dtype))
case("saturate_cast", np.array([-3e9, 3e9, 1.5], "float32"), DType("int32"), oracle=lambda x,
    dtype: np.array([-2**31, 2**31 - 128, 1], "int32"))
case("saturate_cast", ints(5, low=-300, high=300), DType("uint8"))
case("view", M, DType("int32"))
case("view", ints(2, 4, dtype="int16"), DType("int32"))
case("view", ints(2, 4), DType("uint8"))

# Reductions.
AXES = [None, 0, -1, (0, 2), (1, -1)]
for name in ["sum", "mean", "max", "min", "amax", "amin", "prod", "std", "var", "ptp", "nansum", "nanprod", "nanmean", "nanvar", "nanstd",
    "nanmax", "nanmin",
             "median", "nanmedian", "logsumexp"]:
    for axis in AXES:
        case(name, B, axis=axis)
    case(name, B, axis=1, keepdims=True)
    case(name, B, keepdims=True)
    case(name, floats(4, 3, 5), axis=-1, batch=name not in ("nanmedian",))
for name in ["sum", "prod", "mean", "max", "min", "std", "var", "nansum", "nanprod", "nanmean", "nanmax", "nanmin", "median"]:
    for x in TYPES:
        case(name, x, axis=1)
for name in ["nansum", "nanprod", "nanmean", "nanvar", "nanstd", "nanmax", "nanmin", "nanmedian"]:
    case(name, NAN)
    case(name, NAN, axis=1)
    case(name, NAN, axis=0, keepdims=True)
for name in ["all", "any"]:
    for axis in AXES:
        case(name, bools(2, 3, 4), axis=axis)
    case(name, M, axis=0, keepdims=True)
case("count_nonzero", ints(2, 3, 4, low=0, high=3))
case("count_nonzero", ints(2, 3, 4, low=0, high=3), axis=1)
case("count_nonzero", bools(3, 4), axis=(0, 1))
case("max", M, axis=1, initial=1.0)
case("min", M, axis=1, initial=-1.0)
case("max", bools(3, 4), axis=0)
case("min", bools(3, 4), axis=0)
case("prod", ints(3, 4), axis=0, dtype=DType("int32"))
for name in ["argmax", "argmin", "nanargmax", "nanargmin"]:
    for axis in [None, 0, -1]:
        case(name, B, axis=axis)
        case(name, ints(3, 4), axis=axis)
    case(name, B, axis=1, keepdims=True)
    case(name, B, keepdims=True)
    case(name, np.array([0.0, -0.0, 0.0], "float32"))
    case(name, NAN, axis=1)
    case(name, floats(4, 5), axis=-1, batch=True)
case("average", B)
case("average", B, axis=1)
case("average", ints(3, 4), axis=0)
case("average", B, axis=1, weights=floats(2, 3, 4, seed=4, low=0))
case("average", B, axis=1, weights=floats(3, seed=4, low=0))
case("average", M, weights=floats(3, 4, seed=4, low=0))
case("moments", B, axes=[0, 1])
case("moments", B, axes=[2], keepdims=True)
case("moments", B.astype("float16"), axes=[1])
for method in ["linear", "lower", "higher", "midpoint", "nearest"]:
    case("quantile", B, 0.3, axis=1, method=method)
    case("quantile", B, np.array([0.1, 0.5, 0.95], "float32"), axis=-1, method=method)
    case("nanquantile", NAN, 0.3, axis=1, method=method)
    case("percentile", B, 30.0, axis=1, method=method)
case("quantile", B, np.array([0.1, 0.5], "float32"), axis=(0, 2), keepdims=True)
case("quantile", B, np.array([0.1, 0.5], "float32"), keepdims=True)
case("quantile", B, 0.25, keepdims=True)
case("quantile", NAN, 0.5, axis=0)
case("quantile", ints(3, 4), 0.5, axis=0)
case("quantile", np.array([3.0], "float32"), 0.3)
case("percentile", B, np.array([10.0, 50.0], "float32"), axis=0)
case("nanquantile", NAN, np.array([0.1, 0.5], "float32"), axis=0)
case("nanquantile", NAN, np.array([0.1, 0.5], "float32"), axis=0, keepdims=True)
case("nanpercentile", NAN, 40.0, axis=0)
case("nanpercentile", NAN, np.array([40.0, 60.0], "float32"))
for name in ["cumsum", "cumprod"]:
    case(name, B)
    case(name, B, axis=1)
    case(name, B, axis=-1)
    case(name, bools(3, 4), axis=0)
    case(name, ints(3, 4), axis=0, dtype=DType("float32"))
case("nancumsum", NAN, axis=1)
case("nancumprod", NAN, axis=0)
case("nancumsum", NAN)
case("diff", B)
case("diff", B, n=2, axis=1)
case("diff", bools(3, 4), axis=0)
case("trapezoid", B)
case("trapezoid", B, dx=0.5, axis=1)
case("trapezoid", M, x=floats(3, 4, seed=3), axis=0)
case("trapezoid", ints(5), x=np.array([0.0, 1.0, 3.0, 4.0, 8.0], "float32"))

# Sorting, searching, counting.
for axis in [-1, 0, 1, None]:
    case("sort", B, axis=axis)
    case("argsort", B, axis=axis)
for x in TYPES:
    case("sort", x)
    if x.dtype != ml_dtypes.bfloat16:
        case("argsort", x, axis=0)
case("argsort", np.array([2, 1, 2, 1, 3], "int32"))
case("sort", np.array([200, 3, 255, 0], "uint8"))
case("sort", np.array([-128, 127, 0, -1], "int8"))
case("top_k", B, 2)
case("top_k", ints(3, 5), k=3)
case("in_top_k", np.array([1, 0, 3], "int32"), floats(3, 4), k=2)
case("searchsorted", np.array([1.0, 2.0, 2.0, 5.0], "float32"), floats(6, low=0, high=6))
case("searchsorted", np.array([1, 2, 2, 5], "int32"), np.array([0, 1, 2, 3, 5, 6], "int32"), side="right")
case("digitize", M, [-1.0, 0.0, 1.5])
case("digitize", ints(3, 4), [-2.0, 0.0, 3.0])
case("digitize", half(3), [-1.0, 0.0, 1.5])
case("bincount", np.array([1, 2, 2, 5], "int32"))
case("bincount", np.array([1, 2, 2, 5], "int64"), weights=floats(4), minlength=8)
case("bincount", np.array([[1, 2], [2, 0]], "uint8"), minlength=4)
case("histogram", floats(40))
case("histogram", floats(40), bins=4, range=(-1.0, 1.5))
ALL = dict(return_index=True, return_inverse=True, return_counts=True)
case("unique", ints(3, 4), oracle=lambda x: keras.ops.unique(x, **ALL))
case("unique", floats(6)[[0, 3, 0, 5, 3, 3]], sorted=False, oracle=lambda x, sorted: keras.ops.unique(x, sorted=sorted, **ALL))
case("unique", np.array([[1, 2], [0, 5], [1, 2], [1, 1]], "int32"), axis=0, oracle=lambda x, axis: keras.ops.unique(x, axis=axis, **ALL))
case("unique", np.array([3, 1, 3, 2], "int32"), size=5, fill_value=-1, oracle=lambda x, size,
    fill_value: keras.ops.unique(x, size=size, fill_value=fill_value, **ALL))
case("unique", np.array([3, 1, 3, 2], "int32"), size=2, oracle=lambda x, size: keras.ops.unique(x, size=size, **ALL))
case("unravel_index", np.array([5, 7, 11], "int32"), (3, 4))
case("unravel_index", np.array([[5, 7], [11, 0]], "int32"), (2, 3, 2))

# Shapes.
case("shape", B, oracle=lambda x: np.array(x.shape, "int32"))
case("size", B)
case("reshape", B, (4, 6))
case("reshape", B, (-1, 4))
case("ravel", B)
case("expand_dims", B, 1)
case("expand_dims", B, -1)
case("expand_dims", B, (0, 2))
case("expand_dims", B, (-1, 0))
case("squeeze", floats(1, 3, 1, 2))
case("squeeze", floats(1, 3, 1, 2), axis=0)
case("squeeze", floats(1, 3, 1, 2), axis=(0, 2))
case("squeeze", floats(3, 1, 2, 1), axis=-1, batch=True)
case("transpose", B)
case("transpose", B, axes=(1, 0, 2))
case("transpose", B, (2, 0, -2))
case("swapaxes", B, 0, -1)
case("moveaxis", B, 0, -1)
case("moveaxis", B, (0, 1), (-1, 0))
case("broadcast_to", floats(3, 1), (2, 3, 4))
case("flip", B)
case("flip", B, axis=1)
case("flip", B, axis=(0, -1))
case("fliplr", M)
case("flipud", M)
for k in [0, 1, 2, 3, -1, 5]:
    case("rot90", M, k, oracle=lambda x, k: np.rot90(np.asarray(x), k))
case("rot90", B, axes=(1, 2))
case("rot90", B, k=3, axes=(2, 0))
case("roll", B, 2)
case("roll", B, 1, axis=1)
case("roll", B, (1, 2), axis=(0, 2))
case("rearrange", B, "a b c -> c a b")
case("rearrange", floats(2, 12), "a (b c) -> b a c", b=3)
case("rearrange", floats(2, 3, 4), "a b c -> a (b c)")
case("rearrange", floats(2, 6, 4), "b (h p) c -> b h (p c)", p=2)
case("concatenate", [M, floats(2, 4, seed=3)])
case("concatenate", [B, floats(2, 3, 2, seed=3)], axis=-1)
case("concatenate", [ints(3), floats(2), half(2)])
case("stack", [M, floats(3, 4, seed=3)])
case("stack", [M, ints(3, 4)], axis=-1)
case("hstack", [floats(3), floats(2, seed=3)])
case("hstack", [M, floats(3, 2, seed=3)])
case("vstack", [M, floats(2, 4, seed=3)])
case("dstack", [floats(3), floats(3, seed=3)])
case("dstack", [M, floats(3, 4, seed=3)])
case("dstack", [B, floats(2, 3, 1, seed=3)])
case("append", M, floats(2, seed=3))
case("append", M, ints(2, 4), axis=0)
case("split", B, 3, axis=1)
case("split", B, [1, 3], axis=2)
case("split", floats(6), 2)
case("array_split", floats(7, 2), 3)
case("array_split", B, 2, axis=1)
case("hsplit", M, 2)
case("hsplit", floats(6), [2, 3])
case("vsplit", floats(4, 3), 2)
case("vsplit", floats(4, 3), [1])
case("dsplit", B, 2)
case("dsplit", B, [1, 2])
case("unstack", B)
case("unstack", B, axis=-1)
case("unstack", B, 3, 1)
case("tile", M, (2, 3))
case("tile", M, (2, 1, 2))
case("tile", B, (2,))
case("repeat", M, 2)
case("repeat", M, 3, axis=1)
case("repeat", B, 2, axis=-1)
case("repeat", M, [1, 0, 2], axis=0)
case("repeat", ints(3, dtype="uint16", low=0), 2)
case("pad", M, [[1, 2], [0, 3]])
case("pad", M, [[1, 2], [0, 3]], constant_values=2.5)
case("pad", M, [[1, 2], [0, 3]], mode="reflect")
case("pad", M, [[1, 2], [0, 3]], mode="symmetric")
case("meshgrid", floats(3), floats(2, seed=2))
case("meshgrid", floats(3), floats(2, seed=2), floats(4, seed=3), indexing="ij")
case("meshgrid", floats(3), floats(2, seed=2), floats(4, seed=3))

# Indexing.
case("take", M, np.array([2, 0, -1], "int32"), axis=0)
case("take", M, np.array([[1, -1], [0, 2]], "int32"), axis=1)
case("take", M, np.array([1, 5, -1], "int64"))
case("take", B, np.array(1, "int32"), axis=-1)
case("take_along_axis", M, np.array([[1, 0], [2, -1], [3, 3]], "int32"), axis=1)
case("take_along_axis", B, ints(1, 2, 4, low=0, high=3), axis=1)
case("take_along_axis", M, np.array([3, 0, -2], "int32"))
S = slice
for key in [(0,), (-1,), (S(None), 1), (S(None), S(1, -1)), (Ellipsis, 0), (Ellipsis, S(None, None, -1)), (None, 0), (S(None), None, S(2)),
    (S(-2, None), S(None), S(None, None, 2)),
            (S(None, None, -2), S(None), S(3, 0, -1)), (0, Ellipsis, None), (S(5, 9), S(-9, 2))]:
    case("get_item", B, Key(key))
case("slice", B, (0, 1, 1), (2, 2, 3))
case("slice", B, np.array([1, 0, 2], "int32"), (1, 3, 2))
case("slice_update", B, (0, 1, 1), floats(1, 2, 3, seed=5))
case("slice_update", ints(3, 4), np.array([1, 2], "int32"), ints(2, 2, seed=4))
case("scatter", np.array([[0, 1], [2, 0], [0, 1]], "int32"), floats(3), (3, 2))
case("scatter", np.array([[1], [0]], "int32"), floats(2, 4), (3, 4))
for reduction in [None, "add", "max", "min", "mul"]:
    case("scatter_update", M, np.array([[0, 1], [2, 3]], "int32"), floats(2, seed=4), reduction=reduction)
    case("scatter_update", M, np.array([[1], [0]], "int32"), floats(2, 4, seed=4), reduction=reduction)
for reduction in ["add", "mul"]:
    case("scatter_update", floats(5), np.array([[1], [1], [4]], "int32"), floats(3, seed=4), reduction=reduction)
for name in ["segment_sum", "segment_max", "segment_min", "segment_prod"]:
    case(name, floats(5, 2), np.array([0, 0, 2, 1, 2], "int32"), num_segments=4)
    case(name, floats(5), np.array([0, 0, 2, 1, 2], "int32"))
    case(name, ints(5), np.array([0, 0, 1, 1, 2], "int32"), sorted=True)

# New tensors.
for name in ["zeros", "ones", "empty"]:
    case(name, (2, 3))
    case(name, (2,), dtype=DType("int32"))
    case(name + "_like", M)
    case(name + "_like", M, dtype=DType("int8"))
case("full", (2, 3), 1.5)
case("full", (2,), 7, dtype=DType("int32"))
case("full_like", M, 2.5)
case("full_like", ints(3), 4)
case("arange", 5)
case("arange", 5.0)
case("arange", 2, 9, 3)
case("arange", 0, 1, 0.25)
case("arange", 5, dtype=DType("int8"))
case("arange", 3, 0, -1)
case("linspace", 0.0, 1.0, 5)
case("linspace", 0.0, 1.0, num=5, endpoint=False)
case("linspace", 0.0, 10.0, num=4, dtype=DType("int32"))
case("linspace", floats(3), floats(3, seed=2), num=4)
case("linspace", floats(3), floats(3, seed=2), num=4, axis=-1)
case("linspace", 2.0, 3.0, num=1)
case("logspace", 0.0, 2.0, 5)
case("logspace", 0.0, 2.0, num=5, endpoint=False, base=2)
case("geomspace", 1.0, 100.0, 5)
case("geomspace", -1.0, -100.0, num=4)
case("eye", 3)
case("eye", 3, 4, k=1)
case("eye", 4, 3, k=-2, dtype=DType("int32"))
case("identity", 3)
case("tri", 3)
case("tri", 3, 4, k=1)
case("tri", 4, 3, k=-2)
for name in ["bartlett", "blackman", "hamming", "hanning"]:
    for points in [1, 7, 8]:
        if name == "bartlett" or points > 1 or name in ("hamming", "hanning", "blackman"):
            case(name, points)
case("kaiser", 8, 3.5)
case("kaiser", 7, 0.0)

# Matrices.
case("diag", floats(3))
case("diag", floats(3), k=1)
case("diag", M)
case("diag", M, k=-1)
case("diagflat", floats(2, 2), k=-1)
case("diagonal", B)
case("diagonal", B, offset=1, axis1=1, axis2=2)
case("diagonal", M, offset=-2)
case("diagonal", M, offset=9, oracle=lambda x, offset: np.diagonal(np.asarray(x), offset))
case("trace", B)
case("trace", ints(3, 4, dtype="int8"), offset=1)
case("trace", B, offset=-1, axis1=1, axis2=2)
for k in [0, 1, -1, -2, 3]:
    case("tril", B, k)
    case("triu", B, k)
case("kron", floats(2, 2), floats(1, 3))
case("kron", floats(3), floats(2, 2))
case("vander", floats(3))
case("vander", ints(3), 4, increasing=True)
case("cross", floats(2, 3), floats(2, 3, seed=4))
case("cross", floats(2, 2), floats(2, 2, seed=4))
case("cross", floats(2, 2), floats(2, 3, seed=4))
case("cross", floats(3, 4), floats(3, 4, seed=4), axis=0)
case("cross", ints(3), ints(2, 3, seed=4))
case("corrcoef", M)
case("corrcoef", ints(2, 6))
for x1, x2 in [(M, floats(4, 2)), (floats(4), floats(4, seed=2)), (floats(3), M), (B, floats(4, 2)), (B, floats(4)), (B, floats(2, 4, 2)),
    (floats(5, 1, 3, 4), floats(2, 4, 2)),
               (ints(2, 3), ints(3, 2)), (ints(2, 3, dtype="int8"), ints(3, 2, dtype="int8")), (ints(2, 3), floats(3, 2)),
               (half(2, 3), half(3, 2)), (floats(4), B.swapaxes(1, 2).copy())]:
    case("matmul", x1, x2, tolerance=1e-2 if x1.dtype == ml_dtypes.bfloat16 else 0)
for x1, x2 in [(M, floats(4, 2)), (floats(4), floats(4, seed=2)), (B, floats(4)), (B, floats(5, 4, 2)), (np.array(2.0, "float32"), M),
    (ints(2, 3), ints(3, 2))]:
    case("dot", x1, x2)
case("vdot", M, floats(3, 4, seed=4))
case("vdot", ints(3), ints(3, seed=4))
case("inner", M, floats(2, 4))
case("inner", np.array(2.0, "float32"), M)
case("outer", M, floats(2))
case("outer", ints(3), floats(2))
case("tensordot", B, floats(3, 4, 2))
case("tensordot", B, floats(4, 2), axes=1)
case("tensordot", floats(2), floats(3), axes=0)
case("tensordot", ints(2, 3), ints(3, 2), axes=1)
case("tensordot", ints(2, 3, dtype="uint8", low=0), ints(3, 2, dtype="uint8", low=0), axes=1)
for subscripts, operands in [("ij,jk->ik", [M, floats(4, 2)]), ("ij,jk", [M, floats(4, 2)]), ("bij->bji", [B]), ("ii->i", [floats(3, 3)]),
    ("ii", [floats(3, 3)]),
                             ("abc,cd->abd", [B, floats(4, 2)]), ("i,j->ij", [floats(3), floats(2)]),
                             ("...ij,...jk->...ik", [B, floats(2, 4, 2)]),
                             ("ij,jk,kl->il", [M, floats(4, 2), floats(2, 5)]), ("ij->", [M]),
                             ("abcd,acbe->adbe", [floats(2, 3, 4, 5), floats(2, 4, 3, 6)]),
                             ("ij,jk->ik", [ints(2, 3), ints(3, 2)])]:
    case("einsum", subscripts, *operands, tolerance=3e-6)
case("cdist", floats(3, 4), floats(5, 4, seed=4))
case("cdist", B, floats(2, 5, 4, seed=4))
for mode in ["valid", "same", "full"]:
    case("correlate", floats(6), floats(3, seed=4), mode=mode)
    case("correlate", ints(5), ints(4, seed=4), mode=mode)

# Linear algebra.
A = floats(2, 3, 3) + 3 * np.eye(3, dtype="float32")
SPD = (A @ A.transpose(0, 2, 1)).astype("float32")
T3 = 2e-5
case("cholesky", SPD, tolerance=T3)
case("cholesky", SPD, upper=True, tolerance=T3)
L = np.linalg.cholesky(SPD).astype("float32")
case("cholesky_inverse", L, tolerance=T3)
case("cholesky_inverse", L.transpose(0, 2, 1).copy(), upper=True, tolerance=T3)
case("det", A, tolerance=T3)
case("slogdet", A, tolerance=T3)
case("logdet", SPD, tolerance=T3)
case("inv", A, tolerance=T3)
case("pinv", floats(2, 4, 3), tolerance=T3)
case("pinv", M, tolerance=T3)
case("eigh", SPD, tolerance=1e-4, oracle=lambda x: (lambda r: [r[0], np.abs(r[1])])(keras.ops.eigh(x)))
case("eig", SPD, tolerance=1e-4, oracle=lambda x: [np.sort(np.real(np.asarray(keras.ops.eig(x)[0])), -1)])
case("lu_factor", A[0], tolerance=T3)
case("qr", A, tolerance=T3)
case("qr", floats(2, 4, 3), mode="complete", tolerance=T3)
case("svd", floats(2, 4, 3), full_matrices=False, tolerance=1e-4,
     oracle=lambda x, full_matrices: (lambda r: [np.abs(r[0]), r[1], np.abs(r[2])])(
         [np.asarray(v) for v in keras.ops.svd(x, full_matrices)]))
case("solve", A, floats(2, 3, 2), tolerance=T3)
case("solve", A[0], floats(3), tolerance=T3)
case("solve_triangular", L, floats(2, 3, 2), lower=True, tolerance=T3)
case("solve_triangular", L[0].T.copy(), floats(3), tolerance=T3)
case("lstsq", floats(5, 3), floats(5), tolerance=1e-4)
case("lstsq", floats(5, 3), floats(5, 2), tolerance=1e-4)
case("matrix_rank", A)
case("matrix_rank", np.outer(floats(4), floats(3)).astype("float32"))
case("matrix_rank", M, tol=100.0)
for order in [None, 0, 1, 2, 3, -1, float("inf"), float("-inf")]:
    case("norm", B, ord=order, axis=1)
    if order not in (0, 3):
        case("norm", B, ord=order, axis=(1, 2), tolerance=T3)
        case("norm", B, ord=order, axis=(2, 0), keepdims=True, tolerance=T3,
             oracle=lambda x, ord, axis, keepdims: np.linalg.norm(np.asarray(x), ord, axis, keepdims))
case("norm", M, ord="fro")
case("norm", M, ord="nuc", tolerance=T3)
case("norm", ints(3, 4), axis=0)
case("normalize", B)
case("normalize", B, axis=1, order=1)
case("normalize", B, axis=0, order=3)
case("normalize", floats(4, 5), batch=True)

# Neural networks.
case("one_hot", np.array([[1, 0, -1], [2, 5, 3]], "int32"), 4)
case("one_hot", np.array([1, 0, 3], "int64"), 4, axis=0, dtype=DType("int32"))
case("one_hot", np.array([1, 0, 3], "uint8"), 4, dtype=DType("bool"))
case("multi_hot", np.array([[1, 0, 2], [2, 2, 3]], "int32"), 5)
case("multi_hot", np.array([1, 0, 2], "int32"), 5)
P4 = floats(2, 3, 4, seed=6, low=0.05, high=1.0)
for from_logits in [False, True]:
    case("categorical_crossentropy", np.eye(4, dtype="float32")[ints(2, 3, low=0, high=4)], P4, from_logits=from_logits)
    case("categorical_crossentropy", floats(2, 3, 4, low=0, high=1), P4, from_logits=from_logits, axis=1)
    case("sparse_categorical_crossentropy", ints(2, 3, low=0, high=4), P4, from_logits=from_logits)
    case("sparse_categorical_crossentropy", ints(2, 3, 1, low=0, high=4), P4, from_logits=from_logits)
    case("binary_crossentropy", bools(2, 3, 4).astype("float32"), P4, from_logits=from_logits)
case("psnr", floats(3, 4, low=0), floats(3, 4, low=0, seed=3), 2.0)
case("batch_normalization", floats(2, 3, 4), floats(4), floats(4, low=0.1), axis=-1)
case("batch_normalization", floats(2, 3, 4), Fixed(floats(3)), Fixed(floats(3, low=0.1)), axis=1, offset=Fixed(floats(3, seed=4)),
    scale=Fixed(floats(3, seed=5)), batch=True)
case("layer_normalization", B)
case("layer_normalization", B, gamma=Fixed(floats(4)), beta=Fixed(floats(4, seed=3)), batch=True)
case("layer_normalization", B, gamma=floats(3, 4), beta=floats(3, 4, seed=3), axis=(1, 2), epsilon=1e-3)
case("layer_normalization", B, gamma=floats(3), axis=1)
case("layer_normalization", B.astype("float16"), tolerance=2e-3)
case("rms_normalization", B)
case("rms_normalization", B, scale=Fixed(floats(4)), epsilon=1e-3, batch=True)
case("rms_normalization", B, axis=(1, 2))
I1, I2, I3 = floats(2, 8, 4), floats(2, 7, 6, 4), floats(1, 5, 6, 4, 2)
C = 5e-6
for padding in ["valid", "same"]:
    for strides, dilation in [(1, 1), (2, 1), (1, 2)]:
        options = dict(strides=strides, padding=padding, dilation_rate=dilation, tolerance=C)
        case("conv", I1, Fixed(floats(3, 4, 5)), batch=True, **options)
        case("conv", I2, Fixed(floats(3, 2, 4, 5)), batch=True, **options)
        case("conv", I2, floats(3, 2, 2, 6), **options)
        case("conv", I2, floats(3, 2, 1, 8), **options)
        if dilation == 1:
            case("conv", I3, floats(2, 2, 2, 2, 3), **options)
        case("depthwise_conv", I1, Fixed(floats(3, 4, 2)), batch=True, **options)
        case("depthwise_conv", I2, Fixed(floats(3, 2, 4, 2)), batch=True, **options)
        case("separable_conv", I1, floats(3, 4, 2), floats(1, 8, 3), **options)
        case("separable_conv", I2, floats(3, 2, 4, 1), floats(1, 1, 4, 3), **options)
        case("conv_transpose", I1, Fixed(floats(3, 5, 4)), batch=True, **options)
        if dilation == 1:
            case("conv_transpose", I2, Fixed(floats(3, 2, 5, 4)), batch=True, **options)
            case("conv_transpose", I3, floats(2, 2, 2, 3, 2), **options)
    case("depthwise_conv", I2, floats(3, 3, 4, 1), strides=2, padding=padding, dilation_rate=2, tolerance=C)
    case("conv", I2, floats(3, 3, 4, 2), strides=(2, 1), padding=padding, tolerance=C)
    case("conv", I2.transpose(0, 3, 1, 2).copy(), floats(3, 3, 4, 2), padding=padding, data_format="channels_first", tolerance=C,
         oracle=lambda x, k, padding, data_format: keras.ops.transpose(
             keras.ops.conv(keras.ops.transpose(x, (0, 2, 3, 1)), k, padding=padding), (0, 3, 1, 2)))
    case("conv_transpose", I2, floats(3, 3, 2, 4), strides=2, padding=padding, output_padding=1, tolerance=C)
    for name in ["max_pool", "average_pool"]:
        case(name, I1, 2, padding=padding, batch=True)
        case(name, I2, (3, 2), strides=(2, 1), padding=padding, batch=True)
        case(name, I2, 2, padding=padding)
        case(name, I3, 2, strides=1, padding=padding)
        case(name, I2.transpose(0, 3, 1, 2).copy(), 2, padding=padding, data_format="channels_first")
for name in ["adaptive_average_pool", "adaptive_max_pool"]:
    case(name, I1, 3)
    case(name, I2, (3, 4), batch=True)
    case(name, I2, 2)
    case(name, I3, (2, 3, 2))
    case(name, I2.transpose(0, 3, 1, 2).copy(), 3, data_format="channels_first")
Q, K, V = floats(2, 3, 2, 4), floats(2, 5, 2, 4, seed=4), floats(2, 5, 2, 4, seed=5)
case("dot_product_attention", Q, K, V, batch=True)
case("dot_product_attention", Q, K, V, bias=floats(2, 2, 3, 5), scale=0.3)
case("dot_product_attention", Q, K, V, mask=np.array(bools(2, 1, 3, 5)))
case("dot_product_attention", Q, Q, Q, is_causal=True)
case("dot_product_attention", floats(2, 3, 4, 4), K, V)
case("dot_product_attention", floats(2, 3, 2, 4, dtype="float16"), K.astype("float16"), V.astype("float16"), tolerance=2e-3)
IMG = floats(2, 4, 6, 6).astype("float32")
case("unfold", floats(2, 3, 5, 6), 2)
case("unfold", floats(2, 3, 5, 6), (2, 3), dilation=(2, 1), padding=(1, 0), stride=(1, 2))
case("fold", floats(2, 12, 20), (5, 6), 2)
case("fold", floats(1, 4, 9), 4, 2, padding=1, stride=2)
case("depth_to_space", floats(2, 3, 2, 8), 2)
case("depth_to_space", floats(2, 8, 3, 2), 2, data_format="channels_first")
case("space_to_depth", floats(2, 4, 6, 3), 2)
case("space_to_depth", floats(2, 3, 4, 6), 2, data_format="channels_first")
case("ctc_loss", np.array([[1, 2, 1], [2, 2, 0]], "int32"), floats(2, 6, 4), np.array([3, 2], "int32"), np.array([6, 5], "int32"),
    tolerance=1e-5)
case("ctc_loss", np.array([[1, 2, 1], [2, 2, 0]], "int32"), floats(2, 6, 4), np.array([3, 1], "int32"), np.array([6, 5], "int32"),
    mask_index=3, tolerance=1e-5)
case("ctc_decode", floats(2, 6, 4), np.array([6, 5], "int32"))
case("ctc_decode", floats(2, 6, 4), np.array([6, 5], "int32"), strategy="beam_search", top_paths=2, tolerance=1e-5)

# Signals.
F2 = [floats(3, 8), floats(3, 8, seed=4)]
case("fft", tuple(F2), tolerance=1e-5)
case("fft2", tuple(F2), tolerance=1e-5)
case("ifft2", tuple(F2), tolerance=1e-5)
case("rfft", floats(3, 8), tolerance=1e-5)
case("rfft", floats(3, 8), fft_length=5, tolerance=1e-5)
case("rfft", floats(3, 8), 12, tolerance=1e-5)
case("irfft", tuple(F2), tolerance=1e-5)
case("irfft", tuple(F2), fft_length=9, tolerance=1e-5)
case("extract_sequences", floats(2, 10), 4, 3)
case("extract_sequences", floats(10), 5, 2)
for window in ["hann", "hamming", None]:
    for center in [True, False]:
        case("stft", floats(2, 40), 8, 4, 10, window=window, center=center, tolerance=1e-5)
case("stft", floats(40), 7, 3, 7, tolerance=1e-5)
RE, IM = floats(2, 9, 6), floats(2, 9, 6, seed=4)
for window in ["hann", "hamming", None]:
    case("istft", (RE, IM), 8, 4, 10, window=window, tolerance=1e-5)
    case("istft", (RE, IM), 8, 4, 10, length=20, window=window, tolerance=1e-5)
case("istft", (RE, IM), 8, 4, 10, window="hamming", center=False, tolerance=1e-5)

# Images.
RGB = floats(2, 6, 5, 3, low=0, high=1)
FIRST = RGB.transpose(0, 3, 1, 2).copy()
case("image.rgb_to_grayscale", RGB, batch=True)
case("image.rgb_to_grayscale", RGB[0])
case("image.rgb_to_grayscale", FIRST, data_format="channels_first")
case("image.rgb_to_grayscale", ints(4, 4, 3, low=0, high=256, dtype="uint8"))
for name in ["image.rgb_to_hsv", "image.hsv_to_rgb"]:
    case(name, RGB)
    case(name, RGB[1])
    case(name, FIRST, data_format="channels_first")
for interpolation in ["bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5"]:
    case("image.resize", RGB, (4, 7), interpolation=interpolation, tolerance=1e-5)
    case("image.resize", RGB, (9, 3), interpolation=interpolation, antialias=True, tolerance=1e-5)
    case("image.resize", ints(6, 5, 3, low=0, high=256, dtype="uint8"), (9, 8), interpolation=interpolation)
case("image.resize", FIRST, (4, 7), data_format="channels_first", tolerance=1e-5)
case("image.resize", RGB, (4, 4), crop_to_aspect_ratio=True, tolerance=1e-5)
case("image.resize", RGB, (3, 8), crop_to_aspect_ratio=True, tolerance=1e-5)
case("image.resize", RGB, (4, 4), pad_to_aspect_ratio=True, fill_value=0.5, tolerance=1e-5)
case("image.resize", RGB[0], (3, 8), pad_to_aspect_ratio=True, tolerance=1e-5)
TRANSFORM = np.array([[0.9, 0.1, 0.5, -0.1, 1.1, -0.3, 0.01, 0.02], [1.0, 0.0, 1.0, 0.0, 1.0, 0.5, 0.0, 0.0]], "float32")
for fill_mode in ["constant", "nearest", "wrap", "reflect"]:
    case("image.affine_transform", RGB, TRANSFORM, fill_mode=fill_mode, tolerance=1e-5)
case("image.affine_transform", RGB[0], TRANSFORM[0], interpolation="nearest", fill_value=0.25, tolerance=1e-5)
case("image.affine_transform", FIRST, TRANSFORM, data_format="channels_first", tolerance=1e-5)
START = np.array([[0, 0], [5, 0], [0, 6], [5, 6]], "float32")
case("image.perspective_transform", RGB[0], START, START + np.array([[1, 0], [0, 1], [0, -1], [-1, 0]], "float32"), tolerance=1e-4)
case("image.perspective_transform", RGB, np.stack([START, START]), np.stack([START + 1, START * 0.5]).astype("float32"),
    interpolation="nearest", tolerance=1e-4)
COORDINATES = floats(2, 7, low=-1.5, high=6.5)
for fill_mode in ["constant", "nearest", "wrap"]:
    for order in [0, 1]:
        case("image.map_coordinates", floats(6, 5), COORDINATES, order, fill_mode=fill_mode)
case("image.map_coordinates", floats(6, 5), COORDINATES, 1, fill_value=3.0)
case("image.map_coordinates", ints(6, 5), COORDINATES, 1, fill_mode="nearest")
case("image.map_coordinates", floats(3, 4, 5), floats(3, 2, 2, low=0, high=2), 1)
case("image.gaussian_blur", RGB)
case("image.gaussian_blur", RGB[0], kernel_size=(5, 5), sigma=(0.5, 2.0))
case("image.gaussian_blur", FIRST, data_format="channels_first")
case("image.sobel_edges", RGB)
case("image.sobel_edges", FIRST, data_format="channels_first")
BIG, BIG2 = floats(2, 14, 13, 3, low=0, high=1), floats(2, 14, 13, 3, low=0, high=1, seed=9)
case("image.ssim", BIG, BIG2, tolerance=1e-5)
case("image.ssim", BIG[0], BIG2[0], max_val=2.0, filter_size=7, filter_sigma=1.0, tolerance=1e-5)
case("image.extract_patches", RGB, 2)
case("image.extract_patches", RGB, (3, 2), strides=(1, 2), padding="same")
case("image.extract_patches", RGB[0], (2, 2), dilation_rate=2, strides=1)
case("image.extract_patches", FIRST, 2, data_format="channels_first")
case("image.extract_patches_3d", floats(1, 4, 4, 4, 2), 2)
case("image.extract_patches_3d", floats(4, 4, 4, 2), (2, 1, 2), strides=1, padding="same")
case("image.crop_images", RGB, top_cropping=1, left_cropping=1, bottom_cropping=2, right_cropping=0)
case("image.crop_images", RGB, top_cropping=1, left_cropping=1, target_height=3, target_width=2)
case("image.crop_images", FIRST, bottom_cropping=1, right_cropping=1, target_height=3, target_width=2, data_format="channels_first")
case("image.pad_images", RGB, top_padding=1, left_padding=1, bottom_padding=2, right_padding=0)
case("image.pad_images", RGB[0], top_padding=1, right_padding=1, target_height=9, target_width=8)
case("image.pad_images", FIRST, bottom_padding=1, left_padding=1, target_height=9, target_width=8, data_format="channels_first")
for method in ["linear", "cubic", "lanczos3", "lanczos5"]:
    case("image.scale_and_translate", floats(6, 5, 2), (8, 4, 2), np.array([1.3, 0.8], "float32"), np.array([0.5, -0.3], "float32"), (0, 1),
        method, tolerance=1e-5)
