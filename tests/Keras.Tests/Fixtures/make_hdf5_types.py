"""Writes Fixtures/hdf5/types.zip: files with an array of 0 to 5 in a number type each, of every kind, and types.json: what the C library
reads of each."""

import io
import json
import pathlib
import zipfile

import h5py
import numpy as np
from h5py import h5d, h5s, h5t

target = pathlib.Path(__file__).parent / "hdf5"
values = np.arange(6, dtype="float64")
types = {}


def integer(name, base, precision=None, offset=None, padding=None):
    kind = base.copy()
    if offset is not None:
        kind.set_precision(precision)
        kind.set_offset(offset)
    elif precision is not None:
        kind.set_precision(precision)
    if padding is not None:
        kind.set_pad(*padding)
    types[name] = kind


def real(name, base, fields=None, bias=None, norm=None, precision=None, size=None, padding=None):
    kind = base.copy()
    if fields is not None:
        kind.set_fields(*fields)
    if precision is not None:
        kind.set_precision(precision)
    if size is not None:
        kind.set_size(size)
    if bias is not None:
        kind.set_ebias(bias)
    if norm is not None:
        kind.set_norm(norm)
    if padding is not None:
        kind.set_inpad(padding)
    types[name] = kind


def enumeration(name, base, members):
    kind = h5t.enum_create(base)
    for member, value in members.items():
        kind.enum_insert(member.encode(), value)
    types[name] = kind


for order in ("LE", "BE"):
    for bits in (8, 16, 32, 64):
        for sign in "IU":
            base = getattr(h5t, f"STD_{sign}{bits}{order}")
            integer(f"{sign}{bits}{order}", base)
            integer(f"{sign}{bits}{order}_padding_one", base, padding=(h5t.PAD_ONE, h5t.PAD_BACKGROUND))
            integer(f"{sign}{bits}{order}_precision", base, bits - 2)
            integer(f"{sign}{bits}{order}_offset", base, bits - 4, 4)
    for bits in (32, 64):
        base = getattr(h5t, f"IEEE_F{bits}{order}")
        sign, epos, esize, mpos, msize = base.get_fields()
        real(f"F{bits}{order}", base)
        real(f"F{bits}{order}_bias_100", base, bias=100)
        real(f"F{bits}{order}_bias_more", base, bias=base.get_ebias() + 1)
        real(f"F{bits}{order}_norm_none", base, norm=h5t.NORM_NONE)
        real(f"F{bits}{order}_norm_set", base, norm=h5t.NORM_MSBSET)
        real(f"F{bits}{order}_padding_one", base, padding=h5t.PAD_ONE)
        real(f"F{bits}{order}_exponent_less", base, fields=(sign, epos + 1, esize - 1, mpos, msize))
        real(f"F{bits}{order}_mantissa_less", base, fields=(sign, epos, esize, mpos + 1, msize - 1))
        real(f"F{bits}{order}_mantissa_high", base, fields=(sign, mpos, esize, mpos + esize, msize))
        real(f"F{bits}{order}_sign_low", base, fields=(0, epos + 1, esize, mpos + 1, msize))
half = h5t.IEEE_F16LE
real("F16LE", half)
real("F16BE", h5t.IEEE_F16BE)
real("F16LE_bias_20", half, bias=20)
brief = h5t.IEEE_F32LE.copy()
brief.set_fields(15, 7, 8, 0, 7)
brief.set_size(2)
brief.set_ebias(127)
types["bfloat16"] = brief
wide = h5t.IEEE_F64LE.copy()
wide.set_size(16)
types["F64_in_16_bytes"] = wide
single = h5t.IEEE_F32LE.copy()
single.set_size(8)
types["F32_in_8_bytes"] = single
for bits, base in ((32, h5t.IEEE_F32LE), (64, h5t.IEEE_F64LE)):
    vax = base.copy()
    vax.set_order(h5t.ORDER_VAX)
    types[f"vax_F{bits}"] = vax
types["long_double"] = h5t.NATIVE_LDOUBLE
enumeration("bool", h5t.STD_I8LE, {"FALSE": 0, "TRUE": 1})
enumeration("bool_other_order", h5t.STD_I8LE, {"TRUE": 1, "FALSE": 0})
enumeration("bool_other_names", h5t.STD_I8LE, {"NO": 0, "YES": 1})
enumeration("bool_turned", h5t.STD_I8LE, {"FALSE": 1, "TRUE": 0})
enumeration("bool_of_4_bytes", h5t.STD_I32LE, {"FALSE": 0, "TRUE": 1})
enumeration("enumeration", h5t.STD_I8LE, {f"M{i}": i for i in range(6)})
types["bits"] = h5t.STD_B8LE
types["array"] = h5t.array_create(h5t.IEEE_F32LE, (2,))
types["complex"] = h5t.py_create(np.dtype("complex64"))
types["record"] = h5t.py_create(np.dtype([("a", "f4")]))
types["opaque"] = h5t.py_create(np.dtype("V4"), logical=True)
types["reference"] = h5t.STD_REF_OBJ



def write(name, kind, libver):
    """A file whose only array is "0"."""
    image = io.BytesIO()
    with h5py.File(image, "w", libver=libver) as file:
        array = h5d.create(file.id, b"0", kind, h5s.create_simple((6,)))
        whole = values % 2 if name.startswith("bool") else values
        if kind.get_class() in (h5t.INTEGER, h5t.FLOAT):
            array.write(h5s.ALL, h5s.ALL, np.ascontiguousarray(whole), h5t.NATIVE_DOUBLE)
        elif kind.get_class() == h5t.ENUM:
            array.write(h5s.ALL, h5s.ALL, whole.astype(kind.get_super().dtype), kind)
        else:
            array.write(h5s.ALL, h5s.ALL, np.zeros(6, dtype=f"V{kind.get_size()}"), kind)
    return image.getvalue()


def read(image):
    """What the C library reads; null for what is no list of numbers, texts for those that JSON does not have."""
    with h5py.File(io.BytesIO(image)) as file:
        try:
            got = file["0"][...]
        except (TypeError, ValueError, OSError):
            return None
        if got.dtype.names is not None or got.dtype.kind not in "iufb" or got.shape != (6,):
            return None
        return [float(v) if np.isfinite(v) else json.dumps(float(v)) for v in got]


expected = {}
with zipfile.ZipFile(target / "types.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    for name, kind in types.items():
        for libver in ("earliest", "latest"):
            image = write(name, kind, libver)
            archive.writestr(zipfile.ZipInfo(f"{name}.{libver}.h5", (2026, 1, 1, 0, 0, 0)), image)
            numbers = read(image)
            if expected.setdefault(name, numbers) != numbers:
                raise RuntimeError(name)
(target / "types.json").write_text(json.dumps({"h5py": h5py.__version__, "hdf5": h5py.version.hdf5_version, "values": expected}) + "\n")
