"""Paired timing samples to a ratio with its interval: pure functions, no device."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

ROUNDS, ROUNDS_QUICK = 30, 10
RESAMPLES = 2000
# A win is claimed only where the interval lies above this ratio.
WIN = 1.03
# Two graphs of one kernel may differ by this much before a run is called disturbed.
CONTROL = 0.01


@dataclass(frozen=True)
class Ratio:
    """How many times longer `other` takes than `ours`: median of paired ratios, 95% interval."""

    median: float
    low: float
    high: float

    @property
    def win(self) -> bool:
        """Whether ours may be called faster."""
        return self.low > WIN


def interleaved(
    ours: Callable[[], float], other: Callable[[], float], rounds: int = ROUNDS
) -> tuple[list[float], list[float]]:
    """Samples of both arms in the order A B B A, so that a drift of clocks falls on both alike.

    Each call measures once; a round gives each arm the mean of its two measurements.
    """
    a, b = [], []
    for _ in range(rounds):
        first, second, third, fourth = ours(), other(), other(), ours()
        a.append((first + fourth) / 2)
        b.append((second + third) / 2)
    return a, b


def ratio(ours: Sequence[float], other: Sequence[float], seed: int = 0) -> Ratio:
    """Median of the paired ratios other / ours and its bootstrap 95% interval (seeded)."""
    paired = [b / a for a, b in zip(ours, other, strict=True)]
    draw = random.Random(seed)
    medians = sorted(
        statistics.median(draw.choices(paired, k=len(paired))) for _ in range(RESAMPLES)
    )
    low, high = medians[int(0.025 * RESAMPLES)], medians[int(0.975 * RESAMPLES)]
    return Ratio(statistics.median(paired), low, high)


def copies(bytes_per_call: int, memory_bytes: int, launches: int = 200) -> int:
    """How many copies of the inputs a graph rotates through: one a launch, where they fit.

    At most an eighth of `memory_bytes`; at least two.
    """
    return max(2, min(launches, memory_bytes // 8 // max(1, bytes_per_call)))
