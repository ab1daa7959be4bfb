"""Readers timed beside each other, each in a process of its own.

Run as a module with a reader's name, a trace's path and the repetitions: prints seconds of each,
peak memory and the kernel total as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.errors import Unavailable
from workbench.trace.source import GZIP_MAGIC

SECONDS_MAX = 1800
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True)
class Timing:
    """One reader on one file. `kernel_ns` is the sum of all kernel durations that it found."""

    reader: str
    path: Path
    seconds: tuple[float, ...]
    peak_mb: float  # of the whole process, imports included
    kernel_ns: float

    @property
    def best_s(self) -> float:
        """The fastest repetition."""
        return min(self.seconds)


def _workbench(path: Path) -> float:
    from workbench.trace.load import load_trace

    launches = load_trace(path).launches
    kernels = launches["category"] == "kernel"
    return float(launches["duration_ns"].to_numpy()[kernels].sum())


def _json(path: Path) -> float:
    import gzip

    with path.open("rb") as file:
        packed = file.read(2) == GZIP_MAGIC
    with gzip.open(path) if packed else path.open("rb") as file:
        document = json.load(file)
    events = document["traceEvents"]
    durations = (event["dur"] for event in events if event.get("cat") == "kernel")
    return float(sum(round(duration * 1000) for duration in durations))


def _torch_tb_profiler(path: Path) -> float:
    from workbench.trace.oracle import totals_of

    return sum(total_us for _, total_us in totals_of(str(path)).values()) * 1000


READERS: dict[str, Callable[[Path], float]] = {
    "workbench": _workbench,
    "json.load": _json,
    "torch-tb-profiler": _torch_tb_profiler,
}
# Imports that a reader needs are not part of its time.
_IMPORTS = {
    "workbench": ("pandas", "workbench.trace.load"),
    "json.load": ("gzip",),
    "torch-tb-profiler": ("torch_tb_profiler.profiler.data",),
}


def time_reader(reader: str, path: Path, repetitions: int = 3) -> Timing:
    """Time one of READERS on `path` in a process of its own.

    Raises Unavailable when it fails or takes longer than SECONDS_MAX.
    """
    command = [sys.executable, "-P", "-m", "workbench.trace.timing"]
    command += [reader, str(path), str(repetitions)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS_MAX, check=False)
    except subprocess.TimeoutExpired:
        raise Unavailable(f"{reader} took longer than {SECONDS_MAX} s on {path}") from None
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no message"]
        raise Unavailable(f"{reader} failed on {path}: {lines[-1][:300]}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return Timing(reader, path, tuple(told["seconds"]), told["peak_mb"], told["kernel_ns"])


def _peak_mb() -> float:
    # VmHWM is this program's own; ru_maxrss starts with the parent's.
    if _STATUS.exists():
        for line in _STATUS.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _main(reader: str, path: str, repetitions: int) -> None:
    import importlib

    for module in _IMPORTS[reader]:
        importlib.import_module(module)
    seconds = []
    kernel_ns = 0.0
    for _ in range(repetitions):
        began = time.perf_counter()
        kernel_ns = READERS[reader](Path(path))
        seconds.append(time.perf_counter() - began)
    print(json.dumps({"seconds": seconds, "peak_mb": _peak_mb(), "kernel_ns": kernel_ns}))


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
