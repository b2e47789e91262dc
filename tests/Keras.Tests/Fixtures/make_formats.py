"""Writes Fixtures/formats.json: numbers and format specifications, and what Python makes of them; null where it refuses."""

import json
import pathlib
import random

random.seed(20261126)
integers = [0, 1, 3, 13, 100, 999, 1000, 1234567, -7, -1234, 2**40]
floats = [0.0, -0.0, 0.5, 1.0, -1.5, 2.5, 0.125, 2.675, 1e-5, 1.5e-7, 1e-320, 123.456, 9.9999, 99.995, 1e15, 1e16, 123456789.125, 1e22,
    1.7e308, 0.1, 1 / 3,
          -0.04, float("inf"), float("-inf"), float("nan")]
plain = ["", "d", "03", "03d", "00", "000", "3", ".4", ".2f", ".0f", ".3e", ".2%", "%", ".3g", "g", "e", "f", "F", "E", "G", "n", "08.3f",
    "+.2f", " .2f", "-.2f", "+d",
         ",", "_", ",.2f", "_.1f", "010,", "015,.2f", "012_d", "<8", ">8", "^8", "=8", "*^10", "x<08,", "0=8,", "=+10.2f", "#x", "#010x",
         "x", "X", "b", "_b", "o", "#o",
         "#.0f", "#.3g", "#", "#.3", "z.1f", "z.1e", "z", ".2", ".1", ".0", ".17g", ".20f", "F2", "N2", "0.00", "D3", "00.00", "R", "s",
         "c", "{", "5s", ".2s", "é^9.1f", "\U0001f600>6.1f"]
fills, aligns, signs, grouping, types = ["", "", "0", "*", "="], ["", "<", ">", "^", "="], ["", "", "+", "-", " "], ["", "", ",", "_"], ["",
    "d", "e", "E", "f", "F", "g", "G", "n", "%", "b", "o", "x", "X", "s"]


def one():
    align = random.choice(aligns)
    return "".join([
        random.choice(fills) if align else "", align, random.choice(signs), random.choice(["", "", "", "z"]), random.choice(["", "", "#"]),
        random.choice(["", "0"]), random.choice(["", "", "1", "6", "12", "17"]), random.choice(grouping),
        random.choice(["", "", ".0", ".1", ".2", ".5", ".12"]), random.choice(types)])


def said(value, specification):
    try:
        return format(value, specification)
    except ValueError:
        return None


cases = [(v, s) for s in plain for v in (*integers[:8:3], *floats[:9:2], floats[-1], "0.25")]
while len(cases) < 4000:
    cases.append((random.choice(random.choice([integers, floats, floats, ["0.25", "-1e-07", "größe"]])), one()))
rows = [[type(v).__name__, repr(v) if not isinstance(v, str) else v, s, said(v, s)] for v, s in cases]
patterns = ["a-{epoch:03}.keras", "{loss:.4}", "{{x}}-{epoch}", "{epoch}-{loss}", "{epoch!r:>4}", "{loss!s:.3}", "a}b", "a{b", "{}", "{0}",
    "{epoch!x}", "{epoch:{loss}}", "{epoch.real}",
            "{loss[0]}", "{epoch:.2}", "{loss:03d}", "{epoch:.2f}", "}}{{", "{{{epoch}}}", "{missing}", "{loss:é>6.1f}"]


def path(pattern):
    try:
        return pattern.format(epoch=13, loss=0.1234567)
    except (ValueError, IndexError, KeyError, AttributeError, TypeError):
        return None


target = pathlib.Path(__file__).parent / "formats.json"
lines = ",\n".join(json.dumps(r) for r in rows)
target.write_text('{"cases": [\n%s\n],\n"patterns": %s}\n' % (lines, json.dumps({p: path(p) for p in patterns}, indent=0)))
