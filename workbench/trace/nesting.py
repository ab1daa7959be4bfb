"""Intervals that nest on a thread: who encloses whom, and which is innermost around a moment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.trace.columns import Integers

Rows = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Nest:
    """Intervals sorted by (thread, start, longest first)."""

    start: Integers
    end: Integers  # not later than the enclosing one's
    thread: Integers
    parent: Rows  # row of the innermost enclosing interval, -1
    order: npt.NDArray[np.intp]  # row -> position in the table it was made of


def nest(start: Integers, duration: Integers, thread: Integers) -> Nest:
    """Sort intervals and find each one's innermost enclosing interval on its thread.

    One that begins inside another and ends after it (clock jitter) is enclosed, and cut there.
    """
    order = np.lexsort((-duration, start, thread))
    start, thread = start[order], thread[order]
    ends: list[int] = []
    parents: list[int] = []
    stack: list[tuple[int, int]] = []  # (end, row) of the open intervals, outermost first
    current = None
    rows = zip(start.tolist(), (start + duration[order]).tolist(), thread.tolist(), strict=True)
    for row, (begins, end, on) in enumerate(rows):
        if on != current:
            current = on
            stack.clear()
        while stack and stack[-1][0] <= begins:
            stack.pop()
        if stack:
            parents.append(stack[-1][1])
            end = min(end, stack[-1][0])
        else:
            parents.append(-1)
        ends.append(end)
        stack.append((end, row))
    return Nest(start, np.array(ends, np.int64), thread, np.array(parents, np.int32), order)


def innermost(nested: Nest, moment: Integers, thread: Integers) -> Rows:
    """Row of the innermost interval (start <= moment < end) on each moment's thread, or -1."""
    rows = np.full(len(moment), -1, np.int32)
    for on in np.unique(thread):
        first, last = np.searchsorted(nested.thread, (on, on + 1))
        asked = np.flatnonzero(thread == on)
        if first == last or not len(asked):
            continue
        latest = np.searchsorted(nested.start[first:last], moment[asked], side="right") - 1
        found = np.where(latest >= 0, latest + first, -1).astype(np.int32)
        # climb from the latest start to the one still open; one round a level of nesting
        open_ = np.flatnonzero((found >= 0) & (nested.end[found] <= moment[asked]))
        while len(open_):
            found[open_] = nested.parent[found[open_]]
            climbing = found[open_]
            open_ = open_[(climbing >= 0) & (nested.end[climbing] <= moment[asked][open_])]
        rows[asked] = found
    return rows
