#!/usr/bin/env bash
# TorchSharp's library wants the libstdc++ of GCC 13 for one function, the initialization of the streams. On a system with that of GCC 12,
# this gives the built program a library that has the function and lets the version be missing.
# Run as: older-libstdcxx.sh DIRECTORY_OF_THE_PROGRAM
set -euo pipefail
cd "$1"
echo '#include <iostream>
namespace std { void ios_base_library_init() { static ios_base::Init init; } }' | g++ -x c++ -shared -fPIC -o libstreams.so -
python3 - libLibTorchSharp.so <<'PYTHON'
import struct
import sys

path = sys.argv[1]
data = bytearray(open(path, "rb").read())
# A version that is needed: hash, flags, version, name, next. Flag 2 lets it be missing.
wanted = 0
for character in b"GLIBCXX_3.4.32":
    wanted = (wanted << 4) + character
    high = wanted & 0xF0000000
    wanted = (wanted ^ (high >> 24)) & ~high
at = data.find(struct.pack("<IH", wanted, 0))
if at >= 0:
    data[at + 4:at + 6] = struct.pack("<H", 2)
    open(path, "wb").write(data)
PYTHON
echo "Start the program with LD_PRELOAD=$PWD/libstreams.so"
