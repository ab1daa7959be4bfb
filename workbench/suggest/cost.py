"""What a fused launch would cost: the bytes that must move, at the speed that the device has."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.schema import Ceiling, Device
from workbench.suggest.locate import Places
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


# An H100's latencies in cycles, from pointer chases (Luo et al., "Benchmarking and Dissecting the
# Nvidia Hopper GPU Architecture", arXiv:2402.13499, table of memory latencies), at the 1,755 MHz of
# the card that they measured. Assumed of other GPUs too.
CYCLES_A_US = 1755
# An empty launch waits for no memory. One with work waits for what it reads, from DRAM (479), and
# ends when what it writes has reached L2 (263).
ROUND_TRIP_US = (479 + 263) / CYCLES_A_US
# A sum over a block: five exchanges over the 32 lanes of a warp, five over the warps, and a write
# and a read between them, each through the unit that serves shared memory (29).
REDUCTION_US = 12 * 29 / CYCLES_A_US


@dataclass(frozen=True)
class Ceilings:
    """What bounds a launch: bytes over `bandwidth_gb_per_s`, but no less than `floor_us`, that of
    an empty one, and the latencies of memory and of reductions (0 where the floor was not an empty
    launch's, or there is no GPU).
    """

    bandwidth_gb_per_s: Ceiling
    floor_us: Ceiling
    round_trip_us: float = 0.0
    reduction_us: float = 0.0

    def describe(self) -> str:
        """One line for people."""
        bandwidth, floor = self.bandwidth_gb_per_s, self.floor_us
        memory = f" and {self.round_trip_us:.2f} to memory and back" if self.round_trip_us else ""
        return (
            "predicted from kernels' recorded times, without one from "
            f"{bandwidth.value:,.0f} GB/s ({bandwidth.source}), "
            f"{floor.value:.2f} us a launch ({floor.source}){memory}"
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
    if device.launch_floor_us is None or device.kind not in ("cuda", "hip"):
        return Ceilings(bandwidth, floor)
    return Ceilings(bandwidth, floor, ROUND_TRIP_US, REDUCTION_US)


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
