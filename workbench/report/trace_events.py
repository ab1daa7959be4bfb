"""Events of Google's "Trace Event Format", which Perfetto and chrome://tracing open: the few used.

Complete slices (X), flows (s, f) and metadata (M). Times are integer nanoseconds until `document`
makes them microseconds from the first event on, exact to the nanosecond.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from workbench.errors import Usage

Event = dict[str, Any]

CATEGORY = "workbench"  # of slices that no profiler recorded


def named(process: int, name: str, order: int, tracks: Mapping[int, str]) -> Iterator[Event]:
    """A process called `name`, the `order`-th from the top, and its tracks in their order."""
    yield {"ph": "M", "name": "process_name", "pid": process, "args": {"name": name}}
    yield {"ph": "M", "name": "process_sort_index", "pid": process, "args": {"sort_index": order}}
    for position, (track, title) in enumerate(tracks.items()):
        at = {"ph": "M", "pid": process, "tid": track}
        yield {**at, "name": "thread_name", "args": {"name": title}}
        yield {**at, "name": "thread_sort_index", "args": {"sort_index": position}}


def slice_of(process: int, track: int, name: str, from_ns: int, to_ns: int, **more: Any) -> Event:
    """A slice on a track; `more` are further keys of the event (cat, args)."""
    dur = max(to_ns - from_ns, 0)
    at = {"ph": "X", "pid": process, "tid": track, "name": name, "ts": from_ns, "dur": dur}
    return {**at, "cat": CATEGORY, **more}


def lanes(extents: Sequence[tuple[int, int]]) -> list[int]:
    """A lane for each extent, the first that is free when it begins: slices of a lane nest."""
    free: list[int] = []
    found = [0] * len(extents)
    for k in sorted(range(len(extents)), key=lambda k: extents[k]):
        from_ns, to_ns = extents[k]
        lane = next((n for n, until in enumerate(free) if until <= from_ns), len(free))
        free[lane : lane + 1] = [to_ns]
        found[k] = lane
    return found


def document(events: Iterable[Event], about: Mapping[str, Any]) -> dict[str, Any]:
    """The trace as one JSON object: metadata first, then all by time, longer slices first."""
    made = list(events)
    begin_ns = min((event["ts"] for event in made if event["ph"] != "M"), default=0)
    for event in made:
        if event["ph"] != "M":
            event["ts"] = (event["ts"] - begin_ns) / 1000
        if "dur" in event:
            event["dur"] /= 1000
    made.sort(key=lambda event: (event["ph"] != "M", event.get("ts", 0), -event.get("dur", 0)))
    about = {**about, "begin_ns": begin_ns}
    return {"displayTimeUnit": "ns", "otherData": about, "traceEvents": made}


def write(trace: Mapping[str, Any], path: Path) -> int:
    """Write a trace, gzipped where the name ends in .gz; returns how many bytes. The same trace
    gives the same bytes. Raises Usage where the file cannot be written.
    """
    text = msgspec.json.encode(trace)
    if path.suffix == ".gz":
        text = gzip.compress(text, 6, mtime=0)
    try:
        path.write_bytes(text)
    except OSError as error:
        raise Usage(f"{path}: cannot be written: {error.strerror}") from None
    return len(text)
