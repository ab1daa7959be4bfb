"""TensorBoard with torch-tb-profiler on captures: a process of its own, on this machine alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from workbench.capture.store import Capture
from workbench.errors import Unavailable, Usage

NEEDED = {"tensorboard": "tensorboard", "torch_tb_profiler": "torch-tb-profiler"}  # module: package
HOST = "127.0.0.1"
# What torch-tb-profiler recognises a recording by; imports may carry other names.
SUFFIX = ".pt.trace.json.gz"


def check_installed() -> None:
    """Raise Unavailable, with the command that helps, unless both packages are there."""
    missing = [package for module, package in NEEDED.items() if find_spec(module) is None]
    if missing:
        raise Unavailable(
            f"{' and '.join(missing)} not installed in this environment: "
            f"{sys.executable} -m pip install {' '.join(missing)}"
        )


def link_traces(captures: Sequence[Capture], folder: Path) -> int:
    """Link every trace of `captures` into `folder`, as <capture>.<variant>/<name>, each a run for
    the plugin; returns how many. Raises Usage where there is none.
    """
    count = 0
    for capture in captures:
        for name, variant in capture.manifest.variants.items():
            for rank, trace in enumerate(variant.traces):
                place = folder / f"{capture.id}.{name}" / f"rank{rank}{SUFFIX}"
                place.parent.mkdir(parents=True, exist_ok=True)
                place.symlink_to(capture.path(trace).resolve())
                count += 1
    if not count:
        raise Usage("no capture here has a trace; make one with `workbench capture` or `import`")
    return count


def serve(folder: Path, port: int) -> int:
    """Run TensorBoard on `folder` until it is interrupted; returns its exit code, 0 for Ctrl-C.

    port 0: any that is free; TensorBoard prints its address to stderr.
    """
    command = [sys.executable, "-m", "tensorboard.main", "--logdir", str(folder)]
    command += ["--host", HOST, "--port", str(port), "--load_fast=false"]
    process = subprocess.Popen(command)
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        return 0
