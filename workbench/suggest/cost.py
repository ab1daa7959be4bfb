"""What a fused launch would cost: the bytes that must move, at the speed that the device has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from workbench.schema import Ceiling, Device
from workbench.suggest.locate import Places
from workbench.suggest.match import Match
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

# They read of their first argument only what their index names.
GATHERS = frozenset(
    ("aten::index", "aten::index_select", "aten::gather", "aten::embedding", "aten::take")
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


def bytes_read(match: Match) -> int:
    """Bytes that a fused launch must read: every input once, of gathered ones what is picked."""
    total = 0
    for sources, view in {(bound.sources, bound.view) for bound in match.inputs().values()}:
        whole = next(
            bound.ref.type.nbytes
            for bound in match.inputs().values()
            if (bound.sources, bound.view) == (sources, view)
        )
        total += min(whole, _picked(match, sources) or whole)
    return total


def _picked(match: Match, sources: tuple[int, ...]) -> int:
    """Bytes gathered from a value that the match reads by index only, else 0."""
    picked = 0
    for index in match.nodes:
        node = match.graph.nodes[index]
        reads = [operand for operand in node.operands if operand.sources == sources]
        if not reads:
            continue
        if node.name not in GATHERS or any(item is not node.operands[0] for item in reads):
            return 0
        picked += sum(match.graph.values[value].ref.type.nbytes for value in node.outputs)
    return picked


def bytes_written(match: Match) -> int:
    """Bytes that a fused launch must write: every declared output once."""
    return sum(bound.ref.type.nbytes for bound in match.outputs().values())


def predict(match: Match, launches: int, limits: Ceilings) -> dict[str, Any]:
    """Time of one fused instance and how it comes about; microseconds in `us`.

    max(bytes / copy bandwidth, launches x launch floor). Rows longer than ROW_ELEMENTS_MAX under a
    reduction are read twice. Without a launch, nothing.
    """
    read, written = bytes_read(match), bytes_written(match)
    widths = [bound.ref.type.shape[-1:] or (1,) for bound in match.inputs().values()]
    reduces = any(match.graph.nodes[node].name in REDUCTIONS for node in match.nodes)
    passes = 2 if reduces and max(np.max(widths), 1) > ROW_ELEMENTS_MAX else 1
    moved_us = (read * passes + written) / limits.bandwidth_gb_per_s.value / 1000
    floor_us = launches * limits.floor_us.value
    bound_by = "bytes" if moved_us > floor_us else "launch floor"
    bound_by = bound_by if launches else "eliminated"
    return {
        "bytes_read": read,
        "bytes_written": written,
        "passes": passes,
        "bandwidth_gb_per_s": limits.bandwidth_gb_per_s.value,
        "bandwidth_source": limits.bandwidth_gb_per_s.source,
        "launches": launches,
        "launch_floor_us": limits.floor_us.value,
        "launch_floor_source": limits.floor_us.source,
        "bytes_us": moved_us,
        "floor_us": floor_us,
        "bound_by": bound_by,
        "us": max(moved_us, floor_us) if launches else 0.0,
    }
