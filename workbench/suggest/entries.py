"""What each entry of `call()` costs: measured, or estimated from the bytes that it moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.attribute.witness import CompiledRun
from workbench.inductor.moved import Moved
from workbench.schema import Device
from workbench.suggest.replaced import Replaced


@dataclass(frozen=True)
class EntryCost:
    """One entry of `call()`, figures a step; None where nothing tells.

    us, us_source: measured, or estimate (`bound_us`). bound_us: max(bytes over copy bandwidth,
    launch floor). eager_launches, eager_us: of the eager launches whose work it does.
    """

    launches: float | None
    us: float | None
    us_source: str
    bound_us: float | None
    eager_launches: int | None
    eager_us: float | None


def entry_costs(
    run: CompiledRun,
    moved: Sequence[Sequence[Moved]],
    device: Device,
    replaced: Replaced | None = None,
) -> tuple[tuple[EntryCost, ...], ...]:
    """Costs of the entries of each graph of `run`; `moved` likewise."""
    eager = _eager(replaced)
    found = []
    for k, entries in enumerate(moved):
        measured = run.measured(k)
        costs = []
        for i, one in enumerate(entries):
            bound = bound_us(one, device)
            launches, us, source = None, bound, "estimate" if bound is not None else ""
            if measured is not None:
                launches = measured[0][i] / max(run.steps, 1)
                us, source = measured[1][i] / 1000 / max(run.steps, 1), "measured"
            counted = eager.get((k, i), (0, 0)) if replaced is not None else (None, None)
            costs.append(
                EntryCost(
                    None if launches is None else float(launches),
                    None if us is None else float(us),
                    source,
                    bound,
                    counted[0],
                    None if counted[1] is None else counted[1] / 1000,
                )
            )
        found.append(tuple(costs))
    return tuple(found)


def bound_us(moved: Moved, device: Device) -> float | None:
    """Least time of one launch that moves these bytes; None without ceilings or bytes."""
    bandwidth, floor = device.copy_bandwidth_gb_per_s, device.launch_floor_us
    if bandwidth is None or floor is None or not moved.basis:
        return None
    return max((moved.read + moved.written) / bandwidth.value / 1000, floor.value)


def _eager(replaced: Replaced | None) -> dict[tuple[int, int], tuple[int, int]]:
    """Launches and nanoseconds of the eager step, by the entry that replaces them."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    if replaced is not None:
        spent = replaced.launches["duration_ns"].tolist()
        places = zip(replaced.program.tolist(), replaced.entry.tolist(), spent, strict=True)
        for program, entry, ns in places:
            count, total = found.get((program, entry), (0, 0))
            found[program, entry] = count + 1, total + ns
    return found
