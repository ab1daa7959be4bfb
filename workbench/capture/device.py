"""The device of a capture: what it is, and its ceilings as measured in the same run."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import torch

import workbench
from workbench.capture.floor import graph_floor_us
from workbench.errors import Unavailable
from workbench.schema import Ceiling, Device

COPY_BYTES = {"cuda": 1 << 30, "cpu": 1 << 26}  # past any L2, short enough for any free memory


def check_device(kind: str) -> torch.device:
    """The torch device of that kind (cuda, cpu). Raises Unavailable when this machine has none."""
    if kind == "cuda" and not torch.cuda.is_available():
        raise Unavailable(
            "torch sees no CUDA GPU on this machine; capture on a GPU machine, "
            "or try `workbench capture gemma4-tiny --device cpu`"
        )
    return torch.device(kind)


def measure_device(device: torch.device) -> Device:
    """Describe `device` and measure its copy bandwidth and launch floor (a second or two)."""
    copy = _copy_bandwidth(device)
    if device.type == "cpu":
        return Device(
            kind="cpu",
            name=_cpu_name(),
            multiprocessors=os.cpu_count() or 0,
            copy_bandwidth_gb_per_s=copy,
            launch_floor_us=_op_floor(),
        )
    properties = torch.cuda.get_device_properties(device)
    count = properties.multi_processor_count
    one, all_of_them = graph_floor_us(1), graph_floor_us(count)
    torch.cuda.empty_cache()  # the copies' memory counts as taken until then
    floor = Ceiling(
        round(one, 3),
        "measured",
        f"empty Triton kernel in a CUDA graph, grid 1; grid {count}: {all_of_them:.3f} us",
    )
    return Device(
        kind="hip" if torch.version.hip else "cuda",
        name=properties.name,
        driver=_driver(),
        compute_capability=f"{properties.major}.{properties.minor}",
        multiprocessors=count,
        l2_bytes=int(getattr(properties, "L2_cache_size", 0)),
        copy_bandwidth_gb_per_s=copy,
        launch_floor_us=floor,
    )


def versions() -> dict[str, str]:
    """Versions of what took part in a capture."""
    found = {"workbench": workbench.__version__, "python": platform.python_version()}
    found |= {"torch": str(torch.__version__), "cuda": torch.version.cuda or ""}
    for package in ("triton", "transformers"):
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return {name: version for name, version in found.items() if version}


def _copy_bandwidth(device: torch.device) -> Ceiling:
    """Bytes read plus bytes written per second of a large copy on the device, median of 20."""
    count = COPY_BYTES[device.type]
    source = torch.ones(count, dtype=torch.uint8, device=device)
    target = torch.empty_like(source)
    seconds = _median_seconds(lambda: target.copy_(source), device, 20)
    detail = f"copy of {count >> 20} MiB, reads and writes counted, median of 20"
    return Ceiling(round(2 * count / seconds / 1e9, 1), "measured", detail)


def _op_floor() -> Ceiling:
    one = torch.ones(1)
    seconds = _median_seconds(lambda: [one.add_(1) for _ in range(1000)], one.device, 5) / 1000
    return Ceiling(round(seconds * 1e6, 3), "measured", "in-place add of one element on the CPU")


def _median_seconds(action: Callable[[], object], device: torch.device, repetitions: int) -> float:
    times = []
    for index in range(repetitions + 3):  # the first three warm up
        if device.type == "cuda":
            start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
            start.record()
            action()
            end.record()
            torch.cuda.synchronize(device)
            elapsed = start.elapsed_time(end) / 1e3
        else:
            began = time.perf_counter()
            action()
            elapsed = time.perf_counter() - began
        if index >= 3:
            times.append(elapsed)
    return float(statistics.median(times))


def _driver() -> str:
    try:
        answer = subprocess.run(
            ["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader"],
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return (answer.stdout.strip().splitlines() or [""])[0]


def _cpu_name() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.machine()
