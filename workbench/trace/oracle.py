"""Kernel totals by torch-tb-profiler, an independent reader, in a process of its own.

Run as a module with a trace's path: prints {kernel name: [launches, microseconds]} as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import Unavailable
from workbench.trace.source import open_recording
from workbench.trace.tables import Trace

# Measured: 12 s and 650 MB for a 97 MB trace, 471 s and 5.5 GB for a 981 MB one.
UNPACKED_BYTES_MAX = 256 << 20
SECONDS_MAX = 300
_MEMORY_BYTES_MAX = 16 << 30
_TOLERANCE_NS = 1  # of a kernel's total: the oracle adds floats of microseconds


@dataclass(frozen=True)
class Comparison:
    """One kernel name as both readers total it."""

    kernel: str
    launches: int
    oracle_launches: int
    total_us: float
    oracle_us: float

    @property
    def equal(self) -> bool:
        """Whether launches and time agree (time to the nanosecond)."""
        same_time = abs(self.total_us - self.oracle_us) * 1000 <= _TOLERANCE_NS
        return self.launches == self.oracle_launches and same_time


def unpacked_bytes(path: Path) -> int:
    """Size of a recording once unpacked. Raises BadInput when it cannot be read."""
    if path.suffix != ".gz":
        return path.stat().st_size
    total = 0
    with open_recording(path) as source, memoryview(bytearray(1 << 20)) as view:
        while count := source.readinto(view):
            total += count
    return total


def oracle_totals(
    path: Path, bytes_max: int = UNPACKED_BYTES_MAX, seconds_max: float = SECONDS_MAX
) -> dict[str, tuple[int, float]]:
    """Launches and microseconds of each kernel name, by torch-tb-profiler.

    Raises Unavailable when the trace is larger than `bytes_max` unpacked, when it takes longer than
    `seconds_max`, and when torch-tb-profiler is missing or fails on the trace.
    """
    size = unpacked_bytes(path)
    if size > bytes_max:
        raise Unavailable(
            f"{path}: {size / 1e6:,.0f} MB unpacked is more than torch-tb-profiler is given "
            f"({bytes_max / 1e6:,.0f} MB); raise --size-limit, and expect 0.1 to 0.5 s a MB"
        )
    command = [sys.executable, "-P", "-m", "workbench.trace.oracle", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds_max, check=False)
    except subprocess.TimeoutExpired:
        raise Unavailable(
            f"{path}: torch-tb-profiler took longer than {seconds_max:.0f} s; nothing was compared"
        ) from None
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no message"]
        raise Unavailable(f"{path}: torch-tb-profiler cannot read this trace: {lines[-1][:300]}")
    totals = json.loads(done.stdout.splitlines()[-1])
    return {name: (int(count), float(total_us)) for name, (count, total_us) in totals.items()}


def compare(trace: Trace, oracle: dict[str, tuple[int, float]]) -> list[Comparison]:
    """Every kernel name of either reader, the most time first."""
    kernels = trace.launches[trace.launches["category"] == "kernel"]
    ours = kernels.groupby("name", observed=True)["duration_ns"].agg(["count", "sum"])
    totals = {str(name): (int(n), int(ns) / 1000) for name, n, ns in ours.itertuples()}
    names = totals.keys() | oracle.keys()
    rows = [
        Comparison(
            name, totals.get(name, (0, 0))[0], oracle.get(name, (0, 0))[0],
            totals.get(name, (0, 0.0))[1], oracle.get(name, (0, 0.0))[1],
        )
        for name in names
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-max(row.total_us, row.oracle_us), row.kernel))


def totals_of(path: str) -> dict[str, tuple[int, float]]:
    """Launches and microseconds of each kernel name; in this process, without limits."""
    import logging

    logging.disable(logging.WARNING)
    from torch_tb_profiler.profiler import trace as events
    from torch_tb_profiler.profiler.data import RunProfileData

    # Categories of Kineto since 2022, which the archived package does not know.
    events.EventTypeMap["cuda_runtime"] = events.EventTypes.RUNTIME
    events.EventTypeMap["cuda_driver"] = events.EventTypes.RUNTIME
    events.EventTypeMap.pop("gpu_user_annotation", None)
    with tempfile.TemporaryDirectory() as scratch:
        stat = RunProfileData.parse("worker", None, path, scratch).kernel_stat
    if stat is None:
        return {}
    return {str(name): (int(row["count"]), float(row["sum"])) for name, row in stat.iterrows()}


if __name__ == "__main__":
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES_MAX, _MEMORY_BYTES_MAX))
    print(json.dumps(totals_of(sys.argv[1])))
