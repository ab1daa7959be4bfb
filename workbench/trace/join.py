"""Launches joined to what made them: the host call by correlation, the step by that call's time."""

from __future__ import annotations

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
    ends = np.append(end, 0)[rows]
    return np.where((rows >= 0) & (moment < ends), rows, -1).astype(np.int32)


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
            return _annotated(annotation, host, device, names), []
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


def _annotated(annotation: Table, host: Positions, device: Positions, names: list[str]) -> Steps:
    host = host[np.argsort(annotation["start"][host], kind="stable")]
    device = device[np.argsort(annotation["start"][device], kind="stable")]
    step_of = {code: row for row, code in enumerate(annotation["name"][host].tolist())}
    start = annotation["start"]
    return Steps(
        name=[names[code] for code in annotation["name"][host]],
        start=start[host],
        duration=annotation["duration"][host],
        thread=annotation["thread"][host],
        device_step=np.array(
            [step_of.get(code, -1) for code in annotation["name"][device].tolist()], np.int32
        ),
        device_start=start[device],
        device_end=start[device] + annotation["duration"][device],
    )
