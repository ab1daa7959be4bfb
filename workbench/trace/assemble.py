"""Columns of a recording into its tables: what encloses what, which launch belongs where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.schema import Finding, Frame, Launch, ModuleCall, Op, Step
from workbench.trace.columns import DEVICE_CATEGORIES, Columns, Integers, Table
from workbench.trace.join import Steps, calls_of, find_steps, recordings
from workbench.trace.leaves import leaves, stand_ins
from workbench.trace.nesting import Nest, Rows, innermost, nest
from workbench.trace.places import ModuleName
from workbench.trace.plausible import ambiguous, lost, overlapping, unlike_steps
from workbench.trace.tables import Trace, table, text

if TYPE_CHECKING:
    import pandas as pd


_COMPILED = re.compile(r"## Call CompiledFxGraph (\w+) ##")


@dataclass(frozen=True)
class Host:
    """The host side, nested on each thread: ops, module calls, frames of user code."""

    op: Table  # in the order of `ops`
    ops: Nest
    module: Table  # in the order of `modules`
    modules: Nest
    frames: Nest
    frame_of: Rows  # row of `frames` -> row of the table of distinct frames; its last element is -1

    def around(self, moment: Integers, thread: Integers) -> dict[str, Rows]:
        """Innermost op, module call and distinct frame around each moment on its thread, or -1."""
        return {
            "op": innermost(self.ops, moment, thread),
            "module": innermost(self.modules, moment, thread),
            "frame": self.frame_of[innermost(self.frames, moment, thread)],
        }


def assemble(
    tables: dict[str, Table], read: Columns, metadata: dict[str, Any], health: list[Finding]
) -> Trace:
    """The Trace of `tables` (device, op, call, python, annotation, as `read` holds their names)."""
    names, places = read.names.values_, read.python.values_
    steps, of_steps = find_steps(tables, names)
    adopted = _adopt_stacks(tables)
    host = _host(tables["op"], tables.pop("python"), places)
    ops = _ops(host, names)
    if len(tables["device"]["start"]):
        launches, found = _launches(tables["device"], tables["call"], host, steps, read)
    elif len(tables["call"]["start"]) or _lost_its_end(metadata, health):
        launches, found = stand_ins(ops, steps, np.empty(0, np.intp)), [_NO_DEVICE]
    else:
        launches = stand_ins(ops, steps, leaves(ops))
        found = [Finding("cpu-stand-ins", len(launches), "no GPU: leaf ops stand in for launches")]
        metadata = {**metadata, "device_kind": "cpu"}
    recorded, never_ran = _recorded(tables, host, steps, read)
    return Trace(
        launches=launches,
        ops=ops,
        modules=_modules(host, places),
        frames=_frames(places),
        steps=_steps(steps),
        recorded=recorded,
        health=(
            *health,
            *of_steps,
            *adopted,
            *found,
            *never_ran,
            *unlike_steps(steps.name, launches["step"].to_numpy()),
        ),
        metadata={**metadata, "compiled_graphs": _compiled_graphs(tables["annotation"], names)},
    )


def _compiled_graphs(annotation: Table, names: Sequence[str]) -> tuple[str, ...]:
    found = (_COMPILED.fullmatch(names[code]) for code in np.unique(annotation["name"]).tolist())
    return tuple(match[1] for match in found if match)


_NO_DEVICE = Finding(
    "no-device-events",
    1,
    "no device activity in a recording of a GPU machine: it was lost with the file's end, "
    "or recorded without ProfilerActivity.CUDA",
)


def _lost_its_end(metadata: dict[str, Any], health: list[Finding]) -> bool:
    """Whether a GPU was there and the file ends early: Kineto writes device events after ops."""
    ends = {"truncated", "gzip-truncated", "gzip-damaged"}
    return bool(metadata["device"]) and any(finding.code in ends for finding in health)


def _adopt_stacks(tables: dict[str, Table]) -> list[Finding]:
    """Move Python stacks recorded under another thread id than the ops, where that is certain.

    Certain: there is one thread of stacks with places in user code, and one of ops and calls.
    """
    stacks = np.unique(tables["python"]["thread"])
    hosts = np.unique(np.concatenate([tables["op"]["thread"], tables["call"]["thread"]]))
    if len(stacks) != 1 or len(hosts) != 1 or stacks[0] == hosts[0]:
        return []
    tables["python"]["thread"][:] = hosts[0]
    detail = "Python stacks lie on another thread id than the ops; there is one of each: joined"
    return [Finding("stacks-on-other-thread", len(tables["python"]["thread"]), detail)]


def _host(op: Table, python: Table, places: list[Any]) -> Host:
    is_module = np.array([isinstance(place, ModuleName) for place in places], bool)
    module = is_module[python["name"]]
    calls, frames = (
        {key: values[kept] for key, values in python.items()} for kept in (module, ~module)
    )
    distinct = np.where(is_module, -1, np.cumsum(~is_module) - 1).astype(np.int32)
    ops, modules, nested = (
        nest(part["start"], part["duration"], part["thread"]) for part in (op, calls, frames)
    )
    return Host(
        op={key: values[ops.order] for key, values in op.items()},
        ops=ops,
        module={key: values[modules.order] for key, values in calls.items()},
        modules=modules,
        frames=nested,
        frame_of=np.append(distinct[frames["name"][nested.order]], np.int32(-1)),
    )


def _ops(host: Host, names: Sequence[str]) -> pd.DataFrame:
    op = host.op
    around = host.around(op["start"], op["thread"])
    return table(
        Op,
        {
            "name": text(op["name"], names),
            "start_ns": op["start"],
            "duration_ns": op["duration"],
            "thread": op["thread"],
            "parent": host.ops.parent,
            "module": around["module"],
            "frame": around["frame"],
            "record_function_id": op["record_function_id"],
            "external_id": op["external_id"],
        },
    )


def _modules(host: Host, places: list[Any]) -> pd.DataFrame:
    called = [places[code] for code in host.module["name"]]
    classes = sorted({place.class_name for place in called})
    code = {name: row for row, name in enumerate(classes)}
    return table(
        ModuleCall,
        {
            "class_name": text(
                np.array([code[place.class_name] for place in called], np.int32), classes
            ),
            "index": np.array([place.index for place in called], np.int32),
            "start_ns": host.module["start"],
            "duration_ns": host.module["duration"],
            "thread": host.module["thread"],
            "parent": host.modules.parent,
        },
    )


def _frames(places: list[Any]) -> pd.DataFrame:
    frames = [place for place in places if isinstance(place, Frame)]
    return table(
        Frame,
        {
            "file": [frame.file for frame in frames],
            "line": np.array([frame.line for frame in frames], np.int64),
            "function": [frame.function for frame in frames],
        },
    )


def _steps(steps: Steps) -> pd.DataFrame:
    return table(
        Step,
        {
            "name": steps.name,
            "start_ns": steps.start,
            "duration_ns": steps.duration,
            "thread": steps.thread,
        },
    )


def _launches(
    device: Table, call: Table, host: Host, steps: Steps, read: Columns
) -> tuple[pd.DataFrame, list[Finding]]:
    names, no_name = read.names.values_, read.no_name
    order = np.lexsort((device["start"], device["device"]))
    device = {key: values[order] for key, values in device.items()}
    made_by = calls_of(device, call)
    known = made_by >= 0
    host_ns = np.where(known, np.append(call["start"], -1)[made_by], -1)
    thread = np.append(call["thread"], -1)[made_by]
    launches = table(
        Launch,
        {
            "name": text(device["name"], names),
            "category": text(device["category"], DEVICE_CATEGORIES),
            "start_ns": device["start"],
            "duration_ns": device["duration"],
            "device": device["device"],
            "stream": device["stream"],
            "correlation": device["correlation"],
            "graph_node": device["graph_node"],
            "api": text(np.append(call["name"], no_name)[made_by], names),
            "host_ns": host_ns,
            "step": np.where(known, steps.at_host(host_ns), steps.at_device(device["start"])),
            **host.around(host_ns, thread),
        },
    )
    found = [*_unjoined(device, known), *ambiguous(device, call, known), *overlapping(device)]
    return launches, found


def _recorded(
    tables: dict[str, Table], host: Host, steps: Steps, read: Columns
) -> tuple[pd.DataFrame, list[Finding]]:
    """What was launched into graphs: launch calls between begin and end of a stream capture; and
    what other calls launched that is not in the recording.
    """
    device, names = tables["device"], read.names.values_
    rows, category, graph = recordings(tables["call"], device, names)
    call = {key: values[rows] for key, values in tables["call"].items()}
    none = np.full(len(rows), -1, np.int64)
    launched = table(
        Launch,
        {
            "name": text(call["kernel"], names),
            "category": text(category, DEVICE_CATEGORIES),
            "start_ns": call["start"],
            "duration_ns": np.zeros(len(rows), np.int64),
            "device": none,
            "stream": none,
            "correlation": call["correlation"],
            "graph_node": graph,
            "api": text(call["name"], names),
            "host_ns": call["start"],
            "step": steps.at_host(call["start"]),
            **host.around(call["start"], call["thread"]),
        },
    )
    return launched, lost(device, tables["call"], names, rows)


def _unjoined(device: Table, known: Any) -> list[Finding]:
    if known.all():
        return []
    without = int((device["correlation"] == -1).sum())
    unknown = int((~known).sum())
    detail = (
        f"device activities without the host call that made them ({without} carry no correlation): "
        "no op, module or source; their step is told by device time"
    )
    return [Finding("missing-correlation", unknown, detail)]
