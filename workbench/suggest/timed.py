"""Timings that the kernel library recorded, as a curve over bytes, and what they say of a call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from statistics import median
from typing import Annotated, Any

import msgspec

# A call that moves that many times more bytes than any timed one, or fewer, is not told from it.
BYTES_FACTOR_MAX = 8.0
_BYTES_MAX = 1 << 50  # far beyond any GPU's memory, and still exact as a float
_STATES = ("in situ", "cold")  # activations hot as in a model, and everything from memory


@dataclass(frozen=True)
class Point:
    """A timed row count. us: of a call by state."""

    tokens: int
    nbytes: int
    us: dict[str, float]


@dataclass(frozen=True)
class Timed:
    """What was timed of one form and case of a kernel. points: by bytes, ascending."""

    record: str  # as kernels/rms_norm/nvidia-h100-80gb-hbm3.json
    form: str
    case: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Estimate:
    """A call's time from a `Timed`: with hot activations and from memory, and between which timed
    row counts.
    """

    source: Timed
    us: float
    cold_us: float
    tokens: tuple[int, ...]
    nbytes: tuple[int, ...]

    def told(self) -> dict[str, Any]:
        """What a prediction keeps of it."""
        one = self.source
        return {
            "cold_us": self.cold_us,
            "timing": {
                "record": one.record,
                "form": one.form,
                "case": one.case,
                "tokens": list(self.tokens),
                "bytes": list(self.nbytes),
            },
        }


class _Row(msgspec.Struct):
    tokens: int
    state: str
    ours_us: float
    bytes_moved: Annotated[int, msgspec.Meta(le=_BYTES_MAX)]


class Recorded(msgspec.Struct):
    """The part of `schema.Timing` that is read here."""

    form: str
    case: str
    kernel_sha256: str
    rows: list[_Row]


def timed(record: str, timings: Iterable[Recorded], digest: str) -> tuple[Timed, ...]:
    """The curves of a record, those of another kernel.py left out."""
    found = []
    for one in timings:
        points = _points(one.rows) if one.kernel_sha256 == digest else ()
        if points:
            found.append(Timed(record, one.form, one.case, points))
    return tuple(found)


def _points(rows: Sequence[_Row]) -> tuple[Point, ...]:
    """Ours was timed beside each arm: the median of its medians. By bytes, larger ones last."""
    spent: dict[tuple[int, int], dict[str, list[float]]] = {}
    for row in rows:
        if row.ours_us > 0 and row.bytes_moved > 0 and row.state in _STATES:
            at = spent.setdefault((row.bytes_moved, row.tokens), {})
            at.setdefault(row.state, []).append(row.ours_us)
    return tuple(
        Point(tokens, nbytes, {state: median(us) for state, us in states.items()})
        for (nbytes, tokens), states in sorted(spent.items())
    )


def estimate(curves: Sequence[Timed], form: str, nbytes: int, least_us: float) -> Estimate | None:
    """Time of a call that moves `nbytes`: from the curve of `form` (else of another form of the
    kernel) with the nearest point.

    Linear in bytes between two timed row counts; below the first towards `least_us` at none, beyond
    the last in proportion. None where no curve comes within BYTES_FACTOR_MAX.
    """
    own = [curve for curve in curves if curve.form == form] or list(curves)
    if not own or nbytes <= 0:
        return None
    best = min(own, key=lambda curve: min(abs(log(p.nbytes / nbytes)) for p in curve.points))
    points = best.points
    if not points[0].nbytes / BYTES_FACTOR_MAX <= nbytes <= points[-1].nbytes * BYTES_FACTOR_MAX:
        return None
    above = next((k for k, point in enumerate(points) if point.nbytes >= nbytes), len(points))
    around = points[max(above - 1, 0) : above + 1]
    hot, cold = (_at(around, state, nbytes, least_us, above == 0) for state in _STATES)
    return Estimate(
        best, hot, cold, tuple(p.tokens for p in around), tuple(p.nbytes for p in around)
    )


def _at(around: Sequence[Point], state: str, nbytes: int, least_us: float, below: bool) -> float:
    us = [point.us.get(state, max(point.us.values())) for point in around]
    if len(around) == 2:
        low, high = around
        share = (
            (nbytes - low.nbytes) / (high.nbytes - low.nbytes) if high.nbytes > low.nbytes else 1
        )
        return us[0] + share * (us[1] - us[0])
    share = nbytes / around[0].nbytes
    if below:  # a line from an instance without bytes
        start = min(least_us, us[0])
        return start + share * (us[0] - start)
    return us[0] * share
