"""Running torch's profiler over steps, and writing what it says: relative paths, fixed gzip."""

from __future__ import annotations

import gzip
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from torch.profiler import ExecutionTraceObserver, ProfilerActivity, record_function

from workbench.capture.paths import local_prefixes, relative_bytes
from workbench.capture.workload import Workload
from workbench.errors import Unavailable

WARM_UP_STEPS = 3
WALL_REPETITIONS, WALL_BUDGET_US = 20, 10e6


def activities(device: torch.device) -> list[Any]:
    """What the profiler records: the host, and the device where there is one."""
    return [ProfilerActivity.CPU] + [ProfilerActivity.CUDA] * (device.type == "cuda")


def warm_up(workload: Workload, call: Callable[..., Any] | None = None) -> Any:
    """Run steps until lazy work is done, and start the profiler once; the last step's output."""
    output = None
    for _ in range(WARM_UP_STEPS):
        output = None  # a CUDA graph reuses the memory of outputs that nobody holds
        output = workload.step(call)
    workload.synchronise()
    with torch.profiler.profile(activities=activities(workload.device)):
        torch.ones(1, device=workload.device).add_(1)
        workload.synchronise()
    return output


def profile_steps(
    workload: Workload,
    steps: int,
    folder: Path,
    call: Callable[..., Any] | None = None,
    attribution: bool = True,
) -> tuple[bytes, bytes]:
    """Profile `steps` steps, each inside `step#k`; returns the Kineto trace and execution trace.

    With `attribution` the trace has stacks and modules, and the execution trace of the first step
    is recorded alongside (its `rf_id` is the trace's `Record function id`); without, it is empty.
    Work that puts the state back lies between steps, outside their annotations; none of it is
    recorded before the first. Raw files pass through `folder`, the bytes have relative paths.
    """
    with tempfile.TemporaryDirectory(dir=folder, prefix=".raw-") as raw:
        trace_path, execution_path = Path(raw) / "trace.json", Path(raw) / "execution.json"
        workload.restore()
        workload.synchronise()
        profiler = torch.profiler.profile(
            activities=activities(workload.device),
            record_shapes=True,
            with_stack=attribution,
            with_modules=attribution,
        )
        with _observed(execution_path if attribution else None) as observer, profiler:
            for index in range(steps):
                if index:
                    workload.restore()
                    workload.synchronise()
                if observer and index == 0:
                    observer.start()
                with record_function(f"step#{index}"):
                    workload.run(call)
                    workload.synchronise()
                if observer and index == 0:
                    observer.stop()
        profiler.export_chrome_trace(str(trace_path))
        prefixes = local_prefixes([(Path(raw), "")])
        execution = execution_path.read_bytes() if attribution else b""
        return (
            relative_bytes(trace_path.read_bytes(), prefixes),
            relative_bytes(execution, prefixes),
        )


@contextmanager
def _observed(path: Path | None) -> Iterator[ExecutionTraceObserver | None]:
    if path is None:
        yield None
        return
    observer = ExecutionTraceObserver()
    observer.register_callback(str(path))
    try:
        yield observer
    finally:
        observer.unregister_callback()


def wall_times_us(workload: Workload, call: Callable[..., Any] | None = None) -> tuple[float, ...]:
    """Wall time of each unprofiled step, us, from an idle device to an idle device.

    20 steps, or as many as 10 seconds allow, but three.
    """
    times: list[float] = []
    while len(times) < 3 or (len(times) < WALL_REPETITIONS and sum(times) < WALL_BUDGET_US):
        workload.restore()
        workload.synchronise()
        began = time.perf_counter_ns()
        workload.run(call)
        workload.synchronise()
        times.append(round((time.perf_counter_ns() - began) / 1e3, 1))
    return tuple(times)


def write_gzip(path: Path, content: bytes) -> None:
    """Write `content` gzipped, the same bytes for the same content (no time, no name)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))


def parse(content: bytes) -> dict[str, Any]:
    """Decode a trace as the profiler writes it: control characters and odd bytes are kept alive.

    Raises Unavailable when it is cut short, as on a full disk.
    """
    try:
        document: dict[str, Any] = json.loads(content.decode("utf-8", "replace"), strict=False)
    except ValueError as error:
        raise Unavailable(
            f"the profiler left an unreadable trace ({error}); is the disk full? Try another --out"
        ) from None
    return document
