"""What was recorded, as trace events: host, launches, and the places and groups they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

import numpy as np
import pandas as pd

from workbench.attribute.attribution import Attribution
from workbench.attribute.groups import group_launches
from workbench.report.onestep import KINDS, kinds
from workbench.report.trace_events import Event, lanes, named, slice_of

# Process ids of the tracks; devices follow DEVICES, one each.
HOST, PLACES, GROUPS, DEVICES = 1, 2, 3, 10
TRACKS_A_STREAM = 1_000_000  # distance between tracks of launches that overlap on one stream
_CATEGORIES = {"kernel": "kernel", "memcpy": "gpu_memcpy", "memset": "gpu_memset"}


def _rows(table: pd.DataFrame) -> Iterator[Any]:
    yield from table.itertuples(index=False)


def host(modules: pd.DataFrame, ops: pd.DataFrame) -> Iterator[Event]:
    """Module calls and operators by thread."""
    threads = sorted({*modules["thread"].tolist(), *ops["thread"].tolist()})
    yield from named(HOST, "host", 5, {thread: f"thread {thread}" for thread in threads})
    for one in _rows(modules):
        name, end = f"{one.class_name}_{one.index}", one.start_ns + one.duration_ns
        yield slice_of(HOST, one.thread, name, one.start_ns, end, cat="module")
    for one in _rows(ops):
        end = one.start_ns + one.duration_ns
        yield slice_of(HOST, one.thread, one.name, one.start_ns, end, cat="cpu_op")


def launches(attribution: Attribution) -> Iterator[Event]:
    """A track a stream, more where launches overlap on it, and an arrow from the op of each. Its
    args are what readers of Kineto's traces need to see a launch, and where it belongs.
    """
    table, threads = attribution.launches, attribution.trace.ops["thread"].to_numpy()
    tracks, titles = _stream_tracks(table)
    for device, own in titles.items():
        yield from named(DEVICES + device, f"device {device}", 10 + device, own)
    work = [KINDS[kind] for kind in kinds(table).tolist()]
    for number, (one, track) in enumerate(zip(_rows(table), tracks, strict=True)):
        process, begin = DEVICES + one.device, one.start_ns
        args = {
            "device": one.device,
            "stream": one.stream,
            "correlation": one.correlation,
            "work": work[number],
            "op": one.op_chain,
            "module": one.module_path,
            "source": f"{one.file}:{one.line} {one.function}" if one.file else "",
        }
        kind = _CATEGORIES.get(one.category, "cpu_leaf")
        yield slice_of(
            process, track, one.name, begin, begin + one.duration_ns, cat=kind, args=args
        )
        if one.op >= 0 and one.host_ns >= 0:
            arrow = {"cat": "launch", "name": "launch", "id": number}
            thread = int(threads[one.op])
            yield {"ph": "s", "pid": HOST, "tid": thread, "ts": one.host_ns, **arrow}
            yield {"ph": "f", "bp": "e", "pid": process, "tid": track, "ts": begin, **arrow}


def _stream_tracks(table: pd.DataFrame) -> tuple[list[int], dict[int, dict[int, str]]]:
    """The track of each launch, and for each device its tracks' titles."""
    tracks = np.zeros(len(table), dtype=np.int64)
    titles: dict[int, dict[int, str]] = {}
    begin = table["start_ns"].to_numpy()
    end = begin + table["duration_ns"].to_numpy()
    for device, stream in table[["device", "stream"]].drop_duplicates().to_numpy().tolist():
        mine = (table["device"] == device) & (table["stream"] == stream)
        rows = np.flatnonzero(mine.to_numpy())
        lane = lanes(list(zip(begin[rows].tolist(), end[rows].tolist(), strict=True)))
        tracks[rows] = stream + TRACKS_A_STREAM * np.array(lane, dtype=np.int64)
        for one in sorted(set(lane)):
            titles.setdefault(device, {})[stream + TRACKS_A_STREAM * one] = f"stream {stream}"
    return tracks.tolist(), titles


def places(table: pd.DataFrame) -> Iterator[Event]:
    """Module paths as nested slices, a track a device: each lasts while launches are inside it."""
    yield from named(PLACES, "places in the model", 2, _devices(table))
    for device, path, from_ns, to_ns in _stretches(table, _lineages(table)):
        yield slice_of(PLACES, device, path, from_ns, to_ns)


def groups(attribution: Attribution) -> Iterator[Event]:
    """The launches that a site itself owns, with what the site costs a step."""
    table = attribution.launches
    yield from named(GROUPS, "groups by site", 3, _devices(table))
    keys = ("instances", "launches_per_step", "gpu_us_per_step", "share")
    rows = group_launches(attribution).rows.to_dict(orient="records")
    figures = {row["site"]: {key: float(row[key]) for key in keys} for row in rows}
    names = [(site,) if site else () for site in table["site"].astype(str)]
    for device, site, from_ns, to_ns in _stretches(table, names):
        yield slice_of(GROUPS, device, site, from_ns, to_ns, args=figures.get(site, {}))


def _devices(table: pd.DataFrame) -> dict[int, str]:
    return {device: f"device {device}" for device in sorted(set(table["device"].tolist()))}


def _lineages(table: pd.DataFrame) -> list[tuple[str, ...]]:
    """The module path of each launch behind those of the modules around it, outermost first."""
    known: dict[tuple[str, str], tuple[str, ...]] = {}
    paths, ways = table["module_path"].astype(str), table["path_kind"].astype(str)
    keys = list(zip(paths.tolist(), ways.tolist(), strict=True))
    for path, kind in dict.fromkeys(keys):
        mark = "." if kind == "attribute" else "/"
        cuts = [] if kind == "region" else [k for k, char in enumerate(path) if char == mark]
        known[path, kind] = (*(path[:cut] for cut in cuts), path) if path else ()
    return [known[key] for key in keys]


def _stretches(
    table: pd.DataFrame, names: Sequence[tuple[str, ...]]
) -> Iterator[tuple[int, str, int, int]]:
    """(device, name, from, to) of each stretch of neighbouring launches that share a name at a
    depth; it ends before the next begins, so that stretches nest.
    """
    for device in sorted(set(table["device"].tolist())):
        rows = np.flatnonzero(table["device"].to_numpy() == device)
        start = table["start_ns"].to_numpy()[rows]
        end = start + table["duration_ns"].to_numpy()[rows]
        opened: list[tuple[str, int]] = []
        until = 0
        for row, from_ns, to_ns in zip(rows.tolist(), start.tolist(), end.tolist(), strict=True):
            now = names[row]
            pairs = zip_longest([name for name, _ in opened], now)
            same = next((k for k, (one, other) in enumerate(pairs) if one != other), len(now))
            for name, begun in opened[same:]:
                yield device, name, begun, max(min(until, from_ns), begun)
            opened = opened[:same] + [(name, from_ns) for name in now[same:]]
            until = max(until, to_ns)
        for name, begun in opened:
            yield device, name, begun, until
