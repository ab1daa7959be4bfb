"""What a fused launch would cost: the bytes that must move, at the speed that the device has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from workbench.schema import Ceiling, Device
from workbench.suggest.boundary import boundary
from workbench.suggest.locate import Places
from workbench.suggest.match import Match
from workbench.suggest.pattern import Pattern
from workbench.trace.opgraph import OpGraph

# A row is kept in registers while it is normalised or sorted: an SM has 65,536 of 32 bit (CUDA C++
# Programming Guide, table of technical specifications, compute capability 7.0 to 10.0); half of
# them for the row, the rest for addresses and temporaries.
ROW_ELEMENTS_MAX = 32768

# They read and write every byte of their tensors, so that bytes over time is a bandwidth.
_DENSE = frozenset(("aten::clone", "aten::_to_copy", "aten::mm", "aten::addmm"))

# More than any last-level cache keeps (MI300X 256 MB, B200 126 MB, H100 50 MB: data sheets).
CACHE_BYTES_MAX = 512 << 20

REDUCTIONS = frozenset(
    f"aten::{name}"
    for name in (
        "mean",
        "sum",
        "_softmax",
        "_log_softmax",
        "topk",
        "sort",
        "amax",
        "amin",
        "max",
        "min",
        "var",
        "var_mean",
        "std",
        "cumsum",
        "linalg_vector_norm",
        "norm",
        "prod",
        "logsumexp",
        "histc",
    )
)


@dataclass(frozen=True)
class Ceilings:
    """What bounds a launch: bytes over `bandwidth_gb_per_s`, but no less than `floor_us`."""

    bandwidth_gb_per_s: Ceiling
    floor_us: Ceiling

    def describe(self) -> str:
        """One line for people."""
        bandwidth, floor = self.bandwidth_gb_per_s, self.floor_us
        return (
            f"predicted from {bandwidth.value:,.0f} GB/s ({bandwidth.source}) and "
            f"{floor.value:.2f} us a launch ({floor.source})"
        )


def ceilings(device: Device, graph: OpGraph, places: Places) -> Ceilings:
    """The manifest's ceilings; where it has none, the best that this capture itself shows.

    `observed` ceilings are lower bounds of the device's (no launch here was faster), so that
    predictions made from them are upper bounds of the time.
    """
    bandwidth, floor = device.copy_bandwidth_gb_per_s, device.launch_floor_us
    if bandwidth is None or floor is None:
        best_bandwidth, best_floor = _observed(graph, places)
        bandwidth, floor = bandwidth or best_bandwidth, floor or best_floor
    return Ceilings(bandwidth, floor)


def _observed(graph: OpGraph, places: Places) -> tuple[Ceiling, Ceiling]:
    duration_ns = places.launches["duration_ns"].to_numpy()
    kernels = duration_ns[places.launches["category"].isin(["kernel", "op"]).to_numpy()]
    cached, uncached = 0.0, 0.0
    for node, rows in places.rows.items():
        spent_ns = float(duration_ns[rows].sum())
        if spent_ns > 0 and graph.nodes[node].name in _DENSE:
            values = {*graph.reads(graph.nodes[node]), *graph.nodes[node].outputs}
            moved = sum(graph.values[value].ref.type.nbytes for value in values)
            rate = moved / spent_ns  # bytes a nanosecond are GB a second
            cached = max(cached, rate)
            uncached = max(uncached, rate if moved >= CACHE_BYTES_MAX else 0.0)
    shortest_ns = max(float(kernels.min()), 1.0) if len(kernels) else 1000.0
    detail = "the best in this capture: a lower bound of what the device can do"
    return (
        Ceiling(uncached or cached or 1.0, "observed", detail),
        Ceiling(shortest_ns / 1000, "observed", detail),
    )


def predict(match: Match, pattern: Pattern, limits: Ceilings) -> dict[str, Any]:
    """Time of one fused instance and how it comes about; microseconds in `us`.

    The sum over its launches of max(bytes / copy bandwidth, launch floor). Rows longer than
    ROW_ELEMENTS_MAX under a reduction are read twice. Without a launch, nothing.
    """
    graph, parts = match.graph, match.parts()
    each = pattern.launches if len(parts) == 1 else 1
    bandwidth, floor = limits.bandwidth_gb_per_s, limits.floor_us
    declared = {
        bound.sources[0]
        for name, bound in match.outputs().items()
        if bound.sources and name not in pattern.implied
    }
    edges = [boundary(graph, part, declared) for part in parts]
    read, written = [edge.bytes_read for edge in edges], [edge.bytes_written for edge in edges]
    passes = [_passes(graph, part) for part in parts]
    moved_us = [
        (r * p + w) / bandwidth.value / 1000 for r, w, p in zip(read, written, passes, strict=True)
    ]
    floor_us = each * floor.value
    by_bytes = fsum(moved_us) > floor_us * len(parts)
    return {
        "bytes_read": sum(read),
        "bytes_written": sum(written),
        "passes": max(passes),
        "bandwidth_gb_per_s": bandwidth.value,
        "bandwidth_source": bandwidth.source,
        "launches": each * len(parts),
        "launch_floor_us": floor.value,
        "launch_floor_source": floor.source,
        "bytes_us": fsum(moved_us),
        "floor_us": floor_us * len(parts),
        "bound_by": "eliminated" if not each else "bytes" if by_bytes else "launch floor",
        "us": fsum(max(moved, floor_us) for moved in moved_us) if each else 0.0,
    }


def _passes(graph: OpGraph, nodes: Sequence[int]) -> int:
    """How often the rows are read: twice where a reduced one is too long to be kept."""
    for index in nodes:
        node = graph.nodes[index]
        first = next((operand.ref for operand in node.operands if operand.ref), None)
        width = max(first.type.shape[-1:], default=1) if first is not None else 1
        if node.name in REDUCTIONS and width > ROW_ELEMENTS_MAX:
            return 2
    return 1
