"""The repeating structure of a step, found in the order of its launches alone: no name is known.

A model is a stack of like layers, so some launch occurs once a layer. Each launch that repeats is
tried as the mark where a period begins; the best mark cuts the sequence into the most alike pieces
that cover the most of it, and of marks that do so about as well the one with the shortest pieces
wins: a layer, not two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]

# Less often than this, likeness may be chance.
REPEATS_MIN = 3
# Two neighbouring pieces share this part of their launches on average, or nothing repeats.
# Alternating layers of gpt-oss (one with a reduction and a copy more) share 0.89.
LIKENESS_MIN = 0.7
# A mark this close to the best one is as good; then shorter pieces win.
AS_GOOD = 0.85
# A piece longer than this multiple of the usual one is no period: the structure is interrupted.
LENGTH_MAX = 2.0
# Longer sequences are judged by their beginning; the marks are then sought in all of it.
JUDGED_MAX = 20_000
MARKS_MAX = 128
# Pieces times tokens that are compared for one mark; a step of 5,000 launches has some 10,000.
CELLS_MAX = 4_000_000


@dataclass(frozen=True)
class Periods:
    """Where the repeats of a sequence begin.

    starts: positions, ascending; length: launches of the usual one; likeness: mean part of their
    launches that neighbours share. The first repeat may begin before `starts[0]`.
    """

    starts: Indices
    length: int
    likeness: float

    @property
    def count(self) -> int:
        """How often the structure occurs."""
        return len(self.starts)

    def number(self, positions: Indices) -> Indices:
        """The repeat that each position lies in: 0 before the first mark, -1 outside of all."""
        found = np.searchsorted(self.starts, positions, side="right").astype(np.int64)
        begin = np.where(found > 0, self.starts[np.maximum(found - 1, 0)], self.starts[0])
        far = np.abs(positions - begin) >= LENGTH_MAX * self.length
        return np.where(far, -1, found)


def find_periods(tokens: Indices, bounds: npt.NDArray[np.bool_]) -> Periods | None:
    """The repeating structure of `tokens` (what each launch is, as codes); None where there is
    none. Repeats begin at a launch of `bounds` where there is one in each, so that none is cut
    within a run between two of them.
    """
    judged = tokens[:JUDGED_MAX]
    found = [one for one in (_judge(judged, mark) for mark in _marks(judged)) if one]
    if not found:
        return None
    best = max(score for score, *_ in found)
    good = [one for one in found if one[0] >= AS_GOOD * best]
    _, length, _, mark, likeness = min(good, key=lambda one: (one[1], -one[0], one[2]))
    starts = np.flatnonzero(tokens == mark).astype(np.int64)
    return Periods(_at_bounds(starts, bounds, length), max(round(length), 1), likeness)


def _marks(tokens: Indices) -> list[int]:
    """Tokens that repeat, those that are spread widest first."""
    if not len(tokens):
        return []
    codes, first, counts = np.unique(tokens, return_index=True, return_counts=True)
    last = len(tokens) - 1 - np.unique(tokens[::-1], return_index=True)[1]
    often = np.flatnonzero(counts >= REPEATS_MIN)
    order = often[np.lexsort((first[often], counts[often], first[often] - last[often]))]
    return [int(code) for code in codes[order[:MARKS_MAX]]]


def _judge(tokens: Indices, mark: int) -> tuple[float, float, int, int, float] | None:
    """Score, usual length, first place, the mark, likeness; None where the pieces differ."""
    starts = np.flatnonzero(tokens == mark)
    lengths = np.diff(starts)
    usual = float(np.median(lengths))
    whole = lengths <= LENGTH_MAX * usual
    if usual < 2 or whole.sum() < REPEATS_MIN - 1:
        return None
    held = _contents(tokens, starts)
    if held is None:
        return None
    both = np.minimum(held[:-1], held[1:]).sum(axis=1)
    larger = np.maximum(lengths[:-1], lengths[1:])
    pairs = whole[:-1] & whole[1:]
    if not pairs.any():
        return None
    likeness = float(np.mean(both[pairs] / larger[pairs]))
    if likeness < LIKENESS_MIN:
        return None
    covered = float(lengths[whole].sum()) + usual  # the last piece has no mark behind it
    return likeness * covered, usual, int(starts[0]), mark, likeness


def _contents(tokens: Indices, starts: Indices) -> npt.NDArray[Any] | None:
    """How often each token occurs in each piece between two marks; None above CELLS_MAX."""
    inside = tokens[starts[0] : starts[-1]]
    codes = np.unique(inside, return_inverse=True)[1].ravel()
    piece = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    size = int(codes.max()) + 1 if len(codes) else 1
    if size * (len(starts) - 1) > CELLS_MAX:
        return None
    flat = np.bincount(piece * size + codes, minlength=size * (len(starts) - 1))
    return flat.reshape(len(starts) - 1, size)


def _at_bounds(starts: Indices, bounds: npt.NDArray[np.bool_], length: float) -> Indices:
    """`starts`, each moved back to the last bound at or before it, where that is near."""
    places = np.flatnonzero(bounds)
    if not len(places):
        return starts
    before = np.searchsorted(places, starts, side="right") - 1
    moved = np.where(before >= 0, places[np.maximum(before, 0)], starts)
    near = (starts - moved) < length
    return np.unique(np.where(near, moved, starts)).astype(np.int64)
