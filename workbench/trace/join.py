"""Launches joined to what made them: the host call by correlation, the step by that call's time."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.schema import Finding
from workbench.trace.columns import STEP_NAME, Integers, Table
from workbench.trace.nesting import Rows

Positions = npt.NDArray[np.intp]


def calls_of(device: Table, call: Table) -> Rows:
    """Row of `call` for each device activity, by correlation, -1 for none; many may share a call.

    A correlation that several calls carry (ids that wrapped, merged recordings) joins the latest
    call that began before the activity.
    """
    order = np.lexsort((call["start"], call["correlation"]))
    correlation, start = call["correlation"][order], call["start"][order]
    wanted, moment = device["correlation"], device["start"]
    first = np.searchsorted(correlation, wanted, side="left")
    at = np.searchsorted(correlation, wanted, side="right") - 1
    found = (at >= first) & (wanted != -1)
    late = np.flatnonzero(found & (at > first))
    while len(late := late[start[at[late]] > moment[late]]):
        at[late] -= 1
        late = late[at[late] > first[late]]
    rows = np.full(len(wanted), -1, np.int32)
    rows[found] = order[at[found]]
    return rows


_BEGIN = re.compile(r"(?:cuda|cu|hip)(?:Thread)?(?:Stream)?BeginCapture\w*")
_END = re.compile(r"(?:cuda|cu|hip)(?:Thread)?(?:Stream)?EndCapture\w*")
_LAUNCHES = tuple(
    re.compile(rf"(?:cuda|cu|hip)\w*{what}\w*")  # in the order of columns.DEVICE_CATEGORIES
    for what in ("Launch(?:Cooperative)?Kernel", "Memcpy", "Memset")
)


def recordings(
    call: Table, device: Table, names: list[str]
) -> tuple[Positions, npt.NDArray[np.int32], Integers]:
    """Calls that put work into a graph while a stream was captured, in the order they were made.

    Returns rows of `call`, the category of each (position in columns.DEVICE_CATEGORIES), and the
    number of the recording, counted from 0. Calls that led to a device activity are not among them.
    """
    kind = np.full(len(names), -1, np.int32)  # of each name: which pattern it matches
    for code in np.unique(call["name"]).tolist():
        patterns = (*_LAUNCHES, _BEGIN, _END)
        match = [k for k, pattern in enumerate(patterns) if pattern.fullmatch(names[code])]
        kind[code] = match[0] if match else -1
    begin, end = len(_LAUNCHES), len(_LAUNCHES) + 1
    order = np.lexsort((call["start"], call["thread"]))
    kinds = kind[call["name"][order]]
    thread = call["thread"][order]
    graph = np.full(len(order), -1, np.int64)
    ends = np.flatnonzero(kinds == end)
    for number, first in enumerate(np.flatnonzero(kinds == begin).tolist()):
        last = int(np.searchsorted(thread, thread[first], side="right"))  # of that thread's calls
        following = ends[np.searchsorted(ends, first) :]
        graph[first : min([last, *following[:1].tolist()])] = number
    ran = np.isin(call["correlation"][order], device["correlation"])
    kept = np.flatnonzero((graph >= 0) & (kinds >= 0) & (kinds < begin) & ~ran)
    kept = kept[np.argsort(call["start"][order][kept], kind="stable")]
    return order[kept], kinds[kept], graph[kept]


@dataclass(frozen=True)
class Steps:
    """The profiled steps, by start; `device_*` are their intervals on the device, if recorded."""

    name: list[str]
    start: Integers
    duration: Integers
    thread: Integers
    device_step: Rows  # step of each device interval
    device_start: Integers
    device_end: Integers

    def at_host(self, moment: Integers) -> Rows:
        """The step in which each host moment lies, -1 for none."""
        return _within(self.start, self.start + self.duration, moment)

    def at_device(self, moment: Integers) -> Rows:
        """The step whose device interval, else host interval, holds each moment; -1 for none."""
        rows = _within(self.device_start, self.device_end, moment)
        steps = np.where(rows >= 0, np.append(self.device_step, -1)[rows], -1).astype(np.int32)
        return np.where(steps >= 0, steps, self.at_host(moment))


def _within(start: Integers, end: Integers, moment: Integers) -> Rows:
    """Row of the latest interval (sorted by start) that holds each moment, -1 for none."""
    rows = (np.searchsorted(start, moment, side="right") - 1).astype(np.int32)
    ends, reached = np.append(end, 0), np.append(np.maximum.accumulate(end), 0)
    # an earlier interval, longer than those that began inside it, may hold it
    back = (moment >= ends[rows]) & (moment < reached[rows]) & (rows >= 0)
    while back.any():
        rows[back] -= 1
        back &= moment >= ends[rows]
    return np.where((rows >= 0) & (moment < ends[rows]), rows, -1).astype(np.int32)


def find_steps(tables: dict[str, Table], names: list[str]) -> tuple[Steps, list[Finding]]:
    """The steps that annotations name (`step#k`, else `ProfilerStep#k`), else all as one step."""
    annotation = tables["annotation"]
    matched = {
        code: STEP_NAME.fullmatch(names[code]) for code in np.unique(annotation["name"]).tolist()
    }
    for prefix in ("step#", "ProfilerStep#"):
        wanted = [code for code, m in matched.items() if m and names[code].startswith(prefix)]
        chosen = np.isin(annotation["name"], wanted)
        host = np.flatnonzero(chosen & (annotation["on_device"] == 0))
        if len(host):
            device = np.flatnonzero(chosen & (annotation["on_device"] == 1))
            return _annotated(annotation, host, device, names)
    spans = [table for name, table in tables.items() if name != "python" and len(table["start"])]
    start = min(int(table["start"].min()) for table in spans)
    end = max(int((table["start"] + table["duration"]).max()) for table in spans)
    none = np.empty(0, np.int64)
    whole = Steps(
        ["trace"],
        np.array([start]),
        np.array([end + 1 - start]),
        np.array([-1]),
        none.astype(np.int32),
        none,
        none,
    )
    detail = "no step#k or ProfilerStep#k annotation: the whole recording counts as one step"
    return whole, [Finding("no-steps", 1, detail)]


def _annotated(
    annotation: Table, host: Positions, device: Positions, names: list[str]
) -> tuple[Steps, list[Finding]]:
    host = host[np.argsort(annotation["start"][host], kind="stable")]
    device = device[np.argsort(annotation["start"][device], kind="stable")]
    start, code = annotation["start"], annotation["name"]
    ends = start + annotation["duration"]
    # one step that several threads or processes mark is one
    kept: list[int] = []
    latest: dict[int, int] = {}  # of each name
    for row in host.tolist():
        same = latest.get(int(code[row]))
        if same is not None and start[row] < ends[same]:
            ends[same] = max(ends[same], ends[row])
        else:
            latest[int(code[row])] = row
            kept.append(row)
    step_of = {int(code[row]): k for k, row in enumerate(kept)}
    steps = Steps(
        name=[names[code[row]] for row in kept],
        start=start[kept],
        duration=ends[kept] - start[kept],
        thread=annotation["thread"][kept],
        device_step=np.array([step_of.get(one, -1) for one in code[device].tolist()], np.int32),
        device_start=start[device],
        device_end=ends[device],
    )
    return steps, _overlapping(steps)


def _overlapping(steps: Steps) -> list[Finding]:
    ends = np.maximum.accumulate(steps.start + steps.duration)
    early = np.flatnonzero(steps.start[1:] < ends[:-1]) + 1
    if not len(early):
        return []
    detail = (
        f"profiled steps that begin before an earlier one has ended, {steps.name[early[0]]} first: "
        "a launch counts in the step that began last"
    )
    return [Finding("overlapping-steps", len(early), detail)]
