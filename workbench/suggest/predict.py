"""What one fused instance of a pattern would cost: as the kernel was timed, else the least time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from workbench.suggest.boundary import Boundary, boundary
from workbench.suggest.cost import REDUCTIONS, ROW_ELEMENTS_MAX, Ceilings
from workbench.suggest.latency import least_us
from workbench.suggest.match import Match
from workbench.suggest.pattern import Pattern
from workbench.suggest.ported import ported
from workbench.suggest.timed import Estimate, estimate
from workbench.trace.opgraph import OpGraph


@dataclass(frozen=True)
class Setting:
    """What a prediction is made for. device: the GPU's name. slots: of a cache that are in use, 0
    unknown.
    """

    limits: Ceilings
    device: str = ""
    slots: int = 0


def predict(match: Match, pattern: Pattern, setting: Setting) -> dict[str, Any]:
    """Time of one fused instance and how it comes about; microseconds in `us`.

    Where the library's kernel has a green record of this GPU with timings, as it was timed: see
    `timed.estimate`. Else the sum over its launches of max(bytes / copy bandwidth, `least_us`).
    Rows longer than ROW_ELEMENTS_MAX under a reduction are read twice; of a cache the slots in use
    are read. Without a launch, nothing.
    """
    graph, parts, limits = match.graph, match.parts(), setting.limits
    needed = pattern.launches_of(match.reference.function)
    each = needed if len(parts) == 1 else 1
    bandwidth, floor = limits.bandwidth_gb_per_s, limits.floor_us
    declared = {
        bound.sources[0]
        for name, bound in match.outputs().items()
        if bound.sources and name not in pattern.implied
    }
    edges = [boundary(graph, part, declared) for part in parts]
    shares = _shares(match, pattern, setting.slots)
    read = [_read(edge, shares) for edge in edges]
    written = [edge.bytes_written for edge in edges]
    passes = [_passes(graph, part) for part in parts]
    moved_us = [
        (r * p + w) / bandwidth.value / 1000 for r, w, p in zip(read, written, passes, strict=True)
    ]
    least = [least_us(graph, part, limits, each) for part in parts] if each else []
    timed = _timed(match, pattern, setting, sum(read) + sum(written), fsum(least)) if each else None
    bound_by = "bytes" if fsum(moved_us) > fsum(least) else "launch floor"
    found = {
        "bytes_read": sum(read),
        "bytes_written": sum(written),
        "passes": max(passes),
        "bandwidth_gb_per_s": bandwidth.value,
        "bandwidth_source": bandwidth.source,
        "launches": each * len(parts),
        "launch_floor_us": floor.value,
        "launch_floor_source": floor.source,
        "bytes_us": fsum(moved_us),
        "latency_us": fsum(least) - each * len(parts) * floor.value if each else 0.0,
        "floor_us": fsum(least),
        "bound_by": bound_by if each else "eliminated",
        "us": fsum(max(pair) for pair in zip(moved_us, least, strict=True)) if each else 0.0,
    }
    if timed is None:
        return found
    return found | {
        "roofline_us": found["us"],
        "bound_by": "timing",
        **timed.told(),
        "us": timed.us,
    }


def _timed(
    match: Match, pattern: Pattern, setting: Setting, nbytes: int, least: float
) -> Estimate | None:
    kernel = ported(pattern)
    form = match.reference.function
    if kernel is None or not kernel.does(pattern, match):
        return None
    return estimate(kernel.timed(setting.device), form, nbytes, least)


def _shares(match: Match, pattern: Pattern, slots: int) -> dict[int, float]:
    """Of the values that are caches, the part whose slots are in use."""
    inputs = match.inputs()
    found = {}
    for name in pattern.cached if slots else ():
        if name in inputs and inputs[name].sources:
            there = inputs[name].ref.type.shape[-2]
            found[inputs[name].sources[0]] = min(1.0, slots / there) if there else 1.0
    return found


def _read(edge: Boundary, shares: Mapping[int, float]) -> int:
    return sum(round(nbytes * shares.get(value, 1.0)) for value, nbytes in edge.inputs.items())


def _passes(graph: OpGraph, nodes: Sequence[int]) -> int:
    """How often the rows are read: twice where a reduced one is too long to be kept."""
    for index in nodes:
        node = graph.nodes[index]
        first = next((operand.ref for operand in node.operands if operand.ref), None)
        width = max(first.type.shape[-1:], default=1) if first is not None else 1
        if node.name in REDUCTIONS and width > ROW_ELEMENTS_MAX:
            return 2
    return 1
