"""STFTSpectrogram takes its windows from SciPy; without it, from NumPy."""

import sys
import types

import numpy as np

try:
    import scipy.signal  # noqa: F401
except ImportError:
    WINDOWS = {"hann": np.hanning, "hamming": np.hamming, "blackman": np.blackman}

    def get_window(window, points, fftbins=True):
        return np.ones(1) if points == 1 else WINDOWS[window](points + 1)[:-1] if fftbins else WINDOWS[window](points)

    scipy = types.ModuleType("scipy")
    scipy.signal = types.ModuleType("scipy.signal")
    scipy.signal.get_window = get_window
    sys.modules["scipy"], sys.modules["scipy.signal"] = scipy, scipy.signal
