"""Two recordings side by side: what appeared, vanished, got faster or slower, and by how much.

Keyed by place and structure, never by kernel names, which change with every version. Totals are
those of `workbench groups`, to the nanosecond: every launch of either side is in one row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.attribute.attribution import Attribution
from workbench.attribute.groups import outside_steps
from workbench.prove.aligning import Pair, align, merged_counts
from workbench.prove.units import UNATTRIBUTED, Unit, side_units
from workbench.schema import Finding

CHANGES = ("faster", "slower", "same", "appeared", "vanished", "merged")
# of steps on each side, to tell a change from noise
STEPS_MIN = 2


@dataclass(frozen=True)
class DiffRow:
    """One place on both sides; figures a step, 0 where it is absent. change: one of CHANGES.

    before, after: its names there, "" absent (or unattributed, on both sides). how: see
    `aligning.Pair`. shares are of each side's GPU time. idle: how long the device did nothing
    before its launches. spread_us: by how much one side's own steps differ at most, None for one
    step.
    """

    before: str
    after: str
    how: str
    change: str
    launches_before: float
    launches_after: float
    us_before: float
    us_after: float
    delta_us: float
    share_before: float
    share_after: float
    idle_us_before: float
    idle_us_after: float
    instances_before: int
    instances_after: int
    spread_us: float | None


@dataclass(frozen=True)
class Totals:
    """Of one side, a step. unaligned: of rows that the other side lacks, merged ones aside.
    health: what was amiss with its recording, launches outside every step included.
    """

    steps: int
    launches: float
    gpu_us: float
    idle_us: float
    unaligned_rows: int
    unaligned_us: float
    merged_units: int
    merged_launches: float
    merged_us: float
    health: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Difference:
    """rows: largest change of GPU time first. noise: whether both sides have the steps to tell a
    change from noise.
    """

    rows: tuple[DiffRow, ...]
    before: Totals
    after: Totals
    noise: bool


def diff(before: Attribution, after: Attribution) -> Difference:
    """Compare the profiled steps of two recordings; either may be of another run, version or
    program.
    """
    pairs = align(side_units(before), side_units(after))
    steps = max(before.steps, 1), max(after.steps, 1)
    noise = min(steps) >= STEPS_MIN
    ns = [sum(unit.ns for unit in side) for side in _sides(pairs)]
    rows = [_row(pair, steps, ns, noise) for pair in pairs]
    rows.sort(key=lambda row: (-abs(row.delta_us), row.before or row.after, row.after))
    merged = merged_counts(pairs)
    alone = [pair for pair in pairs if None in (pair.before, pair.after)]
    totals = [
        replace(_totals(side, alone, k, steps[k], merged[k]), health=_health(attribution))
        for k, (side, attribution) in enumerate(zip(_sides(pairs), (before, after), strict=True))
    ]
    return Difference(tuple(rows), totals[0], totals[1], noise)


def _health(attribution: Attribution) -> tuple[Finding, ...]:
    launches = attribution.launches
    outside = outside_steps(launches[launches["step"].to_numpy() < 0])
    return tuple(dict.fromkeys((*attribution.health, *outside)))


def _sides(pairs: Sequence[Pair]) -> tuple[list[Unit], list[Unit]]:
    return (
        [pair.before for pair in pairs if pair.before is not None],
        [pair.after for pair in pairs if pair.after is not None],
    )


def _totals(
    side: Sequence[Unit], alone: Sequence[Pair], k: int, steps: int, merged: dict[str, int]
) -> Totals:
    lonely = [(pair.before, pair.after)[k] for pair in alone if pair.how != "merged"]
    own = [unit for unit in lonely if unit is not None and unit.name != UNATTRIBUTED]
    return Totals(
        steps=steps,
        launches=sum(unit.launches for unit in side) / steps,
        gpu_us=sum(unit.ns for unit in side) / 1000 / steps,
        idle_us=sum(unit.idle_ns for unit in side) / 1000 / steps,
        unaligned_rows=len(own),
        unaligned_us=sum(unit.ns for unit in own) / 1000 / steps,
        merged_units=merged.get("units", 0),
        merged_launches=merged.get("launches", 0) / steps,
        merged_us=merged.get("ns", 0) / 1000 / steps,
    )


def _row(pair: Pair, steps: tuple[int, int], total_ns: Sequence[int], noise: bool) -> DiffRow:
    units = (pair.before, pair.after)
    us = [unit.ns / 1000 / n if unit else 0.0 for unit, n in zip(units, steps, strict=True)]
    idle = [unit.idle_ns / 1000 / n if unit else 0.0 for unit, n in zip(units, steps, strict=True)]
    launches = [unit.launches / n if unit else 0.0 for unit, n in zip(units, steps, strict=True)]
    shares = [
        unit.ns / all_ns if unit and all_ns else 0.0
        for unit, all_ns in zip(units, total_ns, strict=True)
    ]
    spread = [max(unit.step_ns) - min(unit.step_ns) for unit in units if unit] if noise else []
    return DiffRow(
        before=pair.before.name if pair.before else "",
        after=pair.after.name if pair.after else "",
        how=pair.how,
        change=_change(pair, us, noise),
        launches_before=launches[0],
        launches_after=launches[1],
        us_before=us[0],
        us_after=us[1],
        delta_us=us[1] - us[0],
        share_before=shares[0],
        share_after=shares[1],
        idle_us_before=idle[0],
        idle_us_after=idle[1],
        instances_before=pair.before.instances if pair.before else 0,
        instances_after=pair.after.instances if pair.after else 0,
        spread_us=max(spread) / 1000 if spread else None,
    )


def _change(pair: Pair, us: Sequence[float], noise: bool) -> str:
    """One of CHANGES. With a noise estimate, faster and slower mean that no step of one side lies
    within the steps of the other.
    """
    if pair.before is None or pair.after is None:
        if pair.how == "merged":
            return "merged"
        return "vanished" if pair.after is None else "appeared"
    if noise:
        before, after = pair.before.step_ns, pair.after.step_ns
        if max(after) < min(before):
            return "faster"
        return "slower" if min(after) > max(before) else "same"
    if us[0] == us[1]:
        return "same"
    return "faster" if us[1] < us[0] else "slower"
