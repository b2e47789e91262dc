"""Writes Fixtures/hdf5: weights of Dense(2) on three inputs in forms that Keras does not write itself, and files that must be refused."""

import pathlib

import h5py
import numpy as np

target = pathlib.Path(__file__).parent / "hdf5"
target.mkdir(exist_ok=True)
kernel = np.arange(6, dtype="float32").reshape(3, 2)
bias = np.array([7, 8], dtype="float32")


def weights(name, fill, **options):
    with h5py.File(target / f"{name}.weights.h5", "w", **options) as file:
        file.create_group("vars")
        fill(file.create_group("layers/dense/vars"))


def plain(group, dtype="float32", **options):
    group.create_dataset("0", data=kernel.astype(dtype), **options)
    group.create_dataset("1", data=bias.astype(dtype))


def big_endian(group):
    group.create_dataset("0", data=kernel.astype(">f4"))
    group.create_dataset("1", data=bias.astype(">i2"), chunks=(2,), compression="gzip")


def soft(group):
    plain(group)
    del group["0"]
    group["elsewhere"] = kernel
    group["0"] = h5py.SoftLink("/layers/dense/vars/elsewhere")


def external(group):
    plain(group)
    del group["0"]
    group["0"] = h5py.ExternalLink("plain.weights.h5", "/layers/dense/vars/0")


def storage(group):
    group.create_dataset("1", data=bias)
    group.create_dataset("0", shape=(3, 2), dtype="float32", external=[("plain.weights.h5", 0, 24)])


def virtual(group):
    group.create_dataset("1", data=bias)
    layout = h5py.VirtualLayout(shape=(3, 2), dtype="float32")
    layout[:] = h5py.VirtualSource("plain.weights.h5", "/layers/dense/vars/0", shape=(3, 2))
    group.create_virtual_dataset("0", layout)


def circle(group):
    plain(group)
    group["again"] = group.file["layers"]


def bomb(group):
    group.create_dataset("1", data=bias)
    group.create_dataset("0", shape=(3_000_000, 2), dtype="float32", chunks=(1_000_000, 2), compression="gzip")


def rows(group):
    """Written row by row into an array that grows, as many programs do: the index of the chunks has one entry for each number."""
    array = group.create_dataset("0", shape=(0, 2), maxshape=(None, 2), dtype="float32", chunks=(1, 1))
    for row in kernel:
        array.resize(len(array) + 1, axis=0)
        array[-1] = row
    group.create_dataset("1", data=bias)


def lzf(group):
    plain(group, chunks=(2, 2), compression="lzf")


def unfilled(group):
    group.create_dataset("1", data=bias)
    group.create_dataset("0", shape=(3, 2), dtype="float32", chunks=(2, 2))[:2] = kernel[:2]


def unwritten(group):
    """Room in one piece, for which the library finds no place before something is written."""
    group.create_dataset("1", data=bias)
    group.create_dataset("0", shape=(3, 2), dtype="float32")


weights("plain", plain)
weights("double", lambda group: plain(group, "float64"))
weights("half", lambda group: plain(group, "float16"))
weights("big_endian", big_endian)
weights("gzip", lambda group: plain(group, chunks=(2, 2), compression="gzip", shuffle=True))
weights("latest", plain, libver="latest")
weights("fletcher32", lambda group: plain(group, chunks=(2, 2), fletcher32=True, compression="gzip"))
weights("chunks", lambda group: plain(group, chunks=(1, 2)))
weights("rows", rows)
with h5py.File(target / "checksums.h5", "w") as file:
    file.create_dataset("odd", data=np.arange(5, dtype="u1") * 50, chunks=(5,), fletcher32=True)
    file.create_dataset("long", data=np.arange(2000, dtype="f4") / 7, chunks=(1500,), fletcher32=True)
for refused in (soft, external, storage, virtual, circle, bomb, lzf, unfilled, unwritten):
    weights(f"refused_{refused.__name__}", refused)
