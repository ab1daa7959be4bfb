"""GPU time, launches, wall time and memory of two arms, interleaved A B B A."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from workbench.capture.profile import profile_steps
from workbench.capture.workload import Workload
from workbench.prove.arms import Call
from workbench.trace import load_trace
from workbench.validate import samples

PROFILED_STEPS = 3  # in a profile, of which an arm has two a round
PROFILE_ROUNDS = 1
WALL_ROUNDS = 20  # each arm twice a round
WALL_BUDGET_S = 12.0
ORDER = ("baseline", "patched", "patched", "baseline")


def profiled(workload: Workload, call: Call, steps: int) -> list[dict[str, Any]]:
    """Profile `steps` steps: for each its `gpu_us` and, by name, launches and microseconds.

    On a CPU leaf ops stand in for launches.
    """
    with tempfile.TemporaryDirectory(prefix="workbench-prove-") as folder:
        content, _ = profile_steps(workload, steps, Path(folder), call, attribution=False)
        path = Path(folder) / "trace.json"
        path.write_bytes(content)
        launches = load_trace(path).launches
    found = []
    for step in range(steps):
        mine = launches[launches["step"] == step]
        by_name = mine.groupby(mine["name"].astype(str))["duration_ns"].agg(["size", "sum"])
        found.append({
            "gpu_us": float(mine["duration_ns"].sum()) / 1000,
            "launches": len(mine),
            "names": {name: (int(row["size"]), float(row["sum"]) / 1000)
                      for name, row in by_name.iterrows()},
        })  # fmt: skip
    return found


def wall_us(workload: Workload, call: Call) -> float:
    """Wall time of one step from an idle device to an idle device."""
    workload.restore()
    workload.synchronise()
    began = time.perf_counter_ns()
    workload.run(call)
    workload.synchronise()
    return (time.perf_counter_ns() - began) / 1000


def peak_bytes(workload: Workload, call: Call) -> int | None:
    """Memory that one step takes beyond what lies there already; None without a GPU."""
    if workload.device.type != "cuda":
        return None
    workload.restore()
    workload.synchronise()
    before = torch.cuda.memory_allocated(workload.device)
    torch.cuda.reset_peak_memory_stats(workload.device)
    workload.run(call)
    workload.synchronise()
    peak: int = torch.cuda.max_memory_allocated(workload.device) - before
    return peak


def compare(
    workload: Workload,
    calls: dict[str, Call],
    rounds: int = PROFILE_ROUNDS,
    steps: int = PROFILED_STEPS,
    budget_s: float = WALL_BUDGET_S,
) -> dict[str, Any]:
    """Measure both arms (`baseline`, `patched`) in turn.

    Returns for each arm medians (`gpu_us`, `launches`, `wall_us`, `peak_bytes`, `names`: launches
    and us a step by kernel name) and samples; `gpu` and `wall`: how many times longer the baseline
    takes, median of paired ratios with its bootstrap 95 % interval.
    """
    if workload.device.type != "cuda":  # nothing is said of speed: once is enough
        rounds, steps, budget_s = 1, 1, 0.0
    for call in calls.values():  # lazy work, and the profiler's first start, belong to no sample
        workload.step(call)
    profiled(workload, calls["baseline"], 1)
    steps_of: dict[str, list[dict[str, Any]]] = {"baseline": [], "patched": []}
    for _ in range(rounds):
        for arm in ORDER:
            steps_of[arm] += profiled(workload, calls[arm], steps)
    walls = _walls(workload, calls, budget_s)
    found: dict[str, Any] = {
        arm: _arm(steps_of[arm], walls[arm], peak_bytes(workload, calls[arm])) for arm in steps_of
    }
    for key, unit in (("gpu", "gpu_us_samples"), ("wall", "wall_us_samples")):
        ratio = samples.ratio(found["patched"][unit], found["baseline"][unit])
        found[key] = asdict(ratio)
    return found


def _walls(workload: Workload, calls: dict[str, Call], budget_s: float) -> dict[str, list[float]]:
    """Interleaved samples, as many rounds as the budget allows, three at least; one without it."""
    began = time.monotonic()
    walls: dict[str, list[float]] = {"baseline": [], "patched": []}
    least = 6 if budget_s else 1
    while len(walls["baseline"]) < least or (
        len(walls["baseline"]) < 2 * WALL_ROUNDS and time.monotonic() - began < budget_s
    ):
        for arm in ORDER:
            walls[arm].append(wall_us(workload, calls[arm]))
    return walls


def _arm(steps: list[dict[str, Any]], walls: list[float], peak: int | None) -> dict[str, Any]:
    names: dict[str, list[tuple[int, float]]] = {}
    for step in steps:
        for name, figures in step["names"].items():
            names.setdefault(name, []).append(figures)
    middle: Callable[[list[float]], float] = statistics.median
    return {
        "gpu_us": middle([step["gpu_us"] for step in steps]),
        "launches": middle([step["launches"] for step in steps]),
        "wall_us": middle(walls),
        "peak_bytes": peak,
        "gpu_us_samples": [round(step["gpu_us"], 3) for step in steps],
        "wall_us_samples": [round(wall, 1) for wall in walls],
        "names": {
            name: [sum(n for n, _ in each) / len(steps), sum(us for _, us in each) / len(steps)]
            for name, each in sorted(names.items())
        },
    }
