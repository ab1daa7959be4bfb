"""What cannot have happened as recorded: left out or mended where that is certain, else named."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from workbench.schema import Finding
from workbench.trace.columns import NO_TIME, Integers, Table
from workbench.trace.nesting import Rows

# Nothing that a profiler records lasts a day.
DURATION_NS_MAX = 24 * 3600 * 10**9
# Neighbours on a stream overlap by a few ns where one is launched early on purpose; by more than
# this part of all GPU time, sums of durations say something else than time.
OVERLAP_MAX = 0.01
# A step with less than this part of the launches of the largest is another kind of step.
ALIKE_MIN = 0.5

_LAUNCH = re.compile(r"(?:cuda|cu|hip)(?:\w*Launch(?:Cooperative)?Kernel|GraphLaunch)\w*")


def mend(tables: dict[str, Table], window: Table) -> list[Finding]:
    """Leave out of `tables` what lies days away and what is there twice; set impossible durations
    to 0. `window`: the profiler's own record of how long it recorded.
    """
    return [
        *_strays(tables),
        *_copies(tables),
        *_without_time(tables["device"]),
        *_durations(tables, window),
    ]


def _strays(tables: dict[str, Table]) -> list[Finding]:
    """Drop events that start more than a day from the median one of their kind."""
    found: list[str] = []
    count = 0
    for name, columns in tables.items():
        start = columns["start"]
        if not len(start) or float(start.max()) - float(start.min()) <= DURATION_NS_MAX:
            continue
        middle = float(np.median(start))
        far = np.abs(start.astype(np.float64) - middle) > DURATION_NS_MAX
        count += _drop(columns, far)
        found.append(f"{int(far.sum())} {name}")
    if not count:
        return []
    detail = f"events more than a day away from the others, left out ({', '.join(found)})"
    return [Finding("stray-time", count, detail)]


def _drop(columns: Table, rows: Any) -> int:
    for key, values in columns.items():
        columns[key] = values[~rows]
    return int(rows.sum())


def _copies(tables: dict[str, Table]) -> list[Finding]:
    """Drop device events and calls that equal an earlier one in all that is read of them."""
    found: list[str] = []
    count = 0
    for name in ("device", "call"):
        if twice := _drop(tables[name], _repeated(tables[name])):
            found.append(f"{twice} {name}")
            count += twice
    if not count:
        return []
    detail = f"events that are in the recording more than once, counted once ({', '.join(found)})"
    return [Finding("duplicate-events", count, detail)]


def _repeated(columns: Table) -> Any:
    """Which rows equal an earlier row. Rows of 0 ns are left: they say too little to be told."""
    start = columns["start"]
    repeated = np.zeros(len(start), bool)
    order = np.argsort(start, kind="stable")
    same = np.diff(start[order]) == 0
    rows = order[np.append(same, False) | np.insert(same, 0, False)] if len(order) > 1 else order
    rows = np.sort(rows[columns["duration"][rows] > 0])
    if len(rows) > 1:
        values = np.column_stack([column[rows] for column in columns.values()])
        first = np.unique(values, axis=0, return_index=True)[1]
        repeated[np.delete(rows, first)] = True
    return repeated


def _without_time(device: Table) -> list[Finding]:
    count = int((device["duration"] == 0).sum())
    if not count:
        return []
    detail = "launches of 0 ns: the profiler lost their times, and every total lacks them"
    return [Finding("zero-duration", count, detail)]


def _durations(tables: dict[str, Table], window: Table) -> list[Finding]:
    """Set impossible durations to 0, in place."""
    limit = DURATION_NS_MAX
    sane = (window["duration"] > 0) & (window["duration"] < limit)
    if sane.any():  # a second of grace
        limit = int(window["duration"][sane].max()) + 10**9
    found: list[str] = []
    count = 0
    for name, columns in tables.items():
        duration: Any = columns["duration"]
        bad = np.flatnonzero((duration < 0) | (duration > limit))
        if not len(bad):
            continue
        worst = duration[bad[0]]
        shown = "none or out of range" if worst == NO_TIME else f"{worst / 1000:,.3f} us"
        found.append(f"{len(bad)} {name} (first: {shown})")
        duration[bad] = 0
        count += len(bad)
    if not count:
        return []
    return [
        Finding(
            "impossible-duration",
            count,
            f"negative, missing, or longer than the recording ({limit / 1e9:,.0f} s); "
            f"counted as 0 in every total: {', '.join(found)}",
        )
    ]


def overlapping(device: Table) -> list[Finding]:
    """Launches that began while the one before on their stream still ran, if that is much time."""
    known = device["stream"] != -1
    start, duration, number, stream = (
        device[key][known] for key in ("start", "duration", "device", "stream")
    )
    order = np.lexsort((start, stream, number))
    begin, end = start[order], (start + duration)[order]
    new = (np.diff(number[order]) != 0) | (np.diff(stream[order]) != 0)
    reached = np.concatenate(
        [np.maximum.accumulate(part) for part in np.split(end, np.flatnonzero(new) + 1)]
    )
    twice = np.where(new, 0, np.minimum(end[1:], reached[:-1]) - begin[1:])
    twice_ns, all_ns = int(twice[twice > 0].sum()), int(duration.sum())
    if twice_ns <= OVERLAP_MAX * all_ns:
        return []
    detail = (
        f"launches began before the one before on their stream had ended: {twice_ns / 1000:,.1f} "
        f"of {all_ns / 1000:,.1f} us are counted twice (launched early on purpose, or recordings "
        "merged into one)"
    )
    return [Finding("overlapping-launches", int((twice > 0).sum()), detail)]


def ambiguous(device: Table, call: Table, known: Any) -> list[Finding]:
    """Launches (those `known` to be joined to a call) whose correlation several calls carry."""
    ids, counts = np.unique(call["correlation"], return_counts=True)
    several = ids[(counts > 1) & (ids != -1)]
    count = int((np.isin(device["correlation"], several) & known).sum()) if len(several) else 0
    if not count:
        return []
    detail = (
        "launches whose correlation several host calls carry (ids that wrapped, or recordings "
        "merged into one): joined to the latest call before them, which may be another's"
    )
    return [Finding("ambiguous-correlation", count, detail)]


def lost(device: Table, call: Table, names: list[str], recorded: Integers) -> list[Finding]:
    """Launch calls that no device activity stems from; `recorded` are rows of those that put work
    into a graph, where there is none to be.
    """
    if not len(device["start"]):
        return []
    launching = [
        code for code in np.unique(call["name"]).tolist() if _LAUNCH.fullmatch(names[code])
    ]
    silent = np.isin(call["name"], launching) & ~np.isin(call["correlation"], device["correlation"])
    silent[recorded] = False
    # activities that carry no correlation may be theirs
    count = int(silent.sum()) - int((device["correlation"] == -1).sum())
    if count <= 0:
        return []
    detail = (
        "launch calls without a device activity: the profiler lost what they launched (buffers "
        "that overflowed, or an end before the device was done), and every total lacks it"
    )
    return [Finding("launches-lost", count, detail)]


def unlike_steps(names: list[str], step: Rows | Integers) -> list[Finding]:
    """Steps that launched far less than the largest: `step` is that of each launch, -1 none."""
    launched = np.bincount(step[step >= 0], minlength=len(names))
    few = launched < ALIKE_MIN * launched.max(initial=0)
    if not few.any():
        return []
    least, most = int(launched.argmin()), int(launched.argmax())
    detail = (
        f"of {len(names)} profiled steps launched less than half of what the largest did "
        f"({names[least]}: {launched[least]:,}, {names[most]}: {launched[most]:,}); figures a step "
        "are means of unlike steps"
    )
    return [Finding("unlike-steps", int(few.sum()), detail)]
