"""The rows of the table: one for each check, as a line of JSON; tests/Interop reports them."""

import json

import keras
from record import TOLERANCES


class Rows:
    def __init__(self, path, direction):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.file = path.open("w")
        self.direction = direction

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def skip(self, case, reason, form=""):
        self._write(case, form, "skipped", {}, reason)

    def fail(self, case, reason):
        self._write(case, "", "FAILED", {}, reason)

    def attempt(self, case, function):
        """What a function returns; a row and None where it fails."""
        try:
            return function()
        except Exception as error:  # noqa: BLE001
            self.fail(case, f"{type(error).__name__}: {error}")
            return None

    def check(self, case, form, function, excuse=None):
        """Runs a check, which returns its errors by name and a list of problems, and writes its row; excuse tells why an exception is no
        failure."""
        try:
            errors, problems = function()
            problems = problems + [f"{name} beyond {TOLERANCES[name]:g}" for name, value in errors.items() if not value <= TOLERANCES[name]]
            self._write(case, form, "DIFFERS" if problems else "ok", errors, "; ".join(problems))
        except Exception as error:  # noqa: BLE001  What fails is a row, not the end.
            reason = excuse(error) if excuse else None
            self._write(case, form, "skipped" if reason else "FAILED", {}, reason or f"{type(error).__name__}: {error}")

    def _write(self, case, form, status, errors, note):
        finite = {name: value if value == value and abs(value) != float("inf") else 1e999 for name, value in errors.items()}
        row = {"release": keras.__version__, "direction": self.direction, "format": form, "case": case, "status": status,
            "note": " ".join(note.split())[:400]}
        self.file.write(json.dumps(row | {"errors": {name: min(value, 1e300) for name, value in finite.items()}}) + "\n")
        self.file.flush()
