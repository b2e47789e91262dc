"""Asks the real TensorBoard, by its HTTP API, what it shows of logs written by the TensorBoard callback; fails where that differs from what
was trained.

    python tensorboard_check.py FOLDER [PICTURE]
"""

import json
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

folder = pathlib.Path(sys.argv[1])
expected = json.loads((folder / "expected.json").read_text())
PATIENCE = 120


def main():
    # TensorBoard imports the imaging library for plugins that are not asked here.
    with tempfile.TemporaryDirectory() as stubs:
        if not has_imaging():
            package = pathlib.Path(stubs) / "PIL"
            package.mkdir()
            (package / "__init__.py").touch()
            (package / "Image.py").touch()
        port = free_port()
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path, stubs])}
        command = [sys.executable, "-s", "-m", "tensorboard.main", "--logdir", str(folder / "logs"), "--port", str(port), "--load_fast",
            "false"]
        board = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            check(f"http://127.0.0.1:{port}/")
            if len(sys.argv) > 2:
                picture(f"http://127.0.0.1:{port}/", sys.argv[2])
        finally:
            board.terminate()
            board.wait()


def check(root):
    wait(root)
    scalars = get(root, "data/plugin/scalars/tags")
    require("tags of training", {"epoch_loss", "epoch_accuracy", "epoch_learning_rate", "batch_loss", "batch_accuracy"},
        set(scalars["train"]))
    require("tags of validation", {"epoch_loss", "epoch_accuracy", "evaluation_loss_vs_iterations", "evaluation_accuracy_vs_iterations"},
        set(scalars["validation"]))
    require("losses", rounded(expected["loss"]), rounded(values(root, "train", "epoch_loss")))
    require("accuracies of validation", rounded(expected["val_accuracy"]), rounded(values(root, "validation", "epoch_accuracy")))
    require("steps of batches", [4, 8, 12, 16], [point[1] for point in series(root, "train", "batch_loss")][:4])

    tag = expected["kernel"] + "/histogram"
    require("a histogram", True, any(t.endswith(tag) for t in get(root, "data/plugin/histograms/tags")["train"]))
    name = next(t for t in get(root, "data/plugin/histograms/tags")["train"] if t.endswith(tag))
    histograms = get(root, f"data/plugin/histograms/histograms?run=train&tag={urllib.parse.quote(name)}")
    require("histograms", len(expected["loss"]), len(histograms))
    require("values in each", [32.0] * len(histograms), [sum(bucket[2] for bucket in h[2]) for h in histograms])

    name = next(t for t in get(root, "data/plugin/images/tags")["train"] if t.endswith(expected["kernel"] + "/image"))
    image = get(root, f"data/plugin/images/images?run=train&sample=0&tag={urllib.parse.quote(name)}")[0]
    png = urllib.request.urlopen(root + "data/plugin/images/individualImage?" + image["query"]).read()
    require("a PNG file", b"\x89PNG", png[:4])
    require("the picture's width and height", (16, 2), struct.unpack(">II", png[16:24]))

    for query in ("run=train&conceptual=false", "run=train&conceptual=true&tag=keras"):
        graph = urllib.request.urlopen(root + "data/plugin/graphs/graph?" + query).read().decode()
        require(f"layers in the graph ({query})", True, "hidden" in graph and "answer" in graph)
    print("TensorBoard shows scalars, histograms, pictures and both graphs as they were trained.")


def wait(root):
    for _ in range(PATIENCE):
        time.sleep(1)
        try:
            if set(get(root, "data/runs")) == {"train", "validation"}:
                return
        except OSError:
            pass
    raise SystemExit(f"TensorBoard did not show both runs within {PATIENCE} seconds.")


def get(root, path):
    with urllib.request.urlopen(root + path, timeout=30) as answer:
        return json.loads(answer.read())


def series(root, run, tag):
    return get(root, f"data/plugin/scalars/scalars?run={run}&tag={tag}")


def values(root, run, tag):
    return [point[2] for point in series(root, run, tag)]


def rounded(numbers):
    return [round(n, 5) for n in numbers]


def require(what, wanted, got):
    if wanted != got:
        raise SystemExit(f"{what}: expected {wanted}, TensorBoard shows {got}")


def picture(root, path):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("--picture needs Chromium on PATH.")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                "--disable-component-update",
             "--disable-sync", f"--user-data-dir={profile}", "--window-size=1400,1100", "--virtual-time-budget=30000",
             f"--screenshot={path}", root + "#timeseries"],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def has_imaging():
    try:
        import PIL.Image  # noqa: F401
        return True
    except ImportError:
        return False


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


main()
