"""The cases of Keras's side: the same models under the same names as in tests/Interop/Cases. Each is made anew by every call."""

import cases_layers
import cases_losses
import cases_metrics
import cases_models
import cases_optimizers

ALL = {case.name: case for part in (cases_optimizers, cases_losses, cases_metrics, cases_layers, cases_models) for case in part.CASES}
