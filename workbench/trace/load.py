"""A Kineto recording into tables."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import BadInput
from workbench.schema import Finding
from workbench.trace.assemble import assemble
from workbench.trace.columns import Columns, Inexact
from workbench.trace.metadata import describe
from workbench.trace.places import Places
from workbench.trace.plausible import mend
from workbench.trace.reader import BUFFER_BYTES, Reader
from workbench.trace.source import BYTES_MAX, open_recording
from workbench.trace.tables import Trace


def load_trace(
    path: Path, *, bytes_max: int = BYTES_MAX, buffer_bytes: int = BUFFER_BYTES
) -> Trace:
    """Read a Kineto trace (Chrome JSON, plain or gzipped) and attribute its launches.

    What is damaged is left out or mended, counted and named in `Trace.health`; a launch with an
    impossible duration stays, with 0 ns. `bytes_max` bounds the unpacked size, `buffer_bytes` is
    the size of the reading buffer. Raises BadInput when there is no file, no list of events, or no
    kernel, op or runtime call among them.
    """
    columns = Columns(Places())
    with open_recording(Path(path), bytes_max) as source:
        reader = Reader(source, Path(path), buffer_bytes)
        for chunk in reader.chunks():
            try:
                columns.add(chunk)
            except Inexact:
                columns.add(reader.exactly())
            del chunk  # or the next one is decoded while this one is still held
    tables = {
        name: columns.table(name) for name in ("device", "op", "call", "python", "annotation")
    }
    if not any(len(tables[name]["start"]) for name in ("device", "op", "call")):
        raise BadInput(
            f"{path}: {reader.events:,} events but no kernel, op or runtime call among them, so "
            "nothing to attribute; record with ProfilerActivity.CPU and CUDA"
        )
    health = [*reader.health, *_dropped(columns)]
    health += mend(tables, columns.table("window"))
    metadata = describe(reader.metadata, tables["device"], reader.events)
    return assemble(tables, columns, metadata, health)


def _dropped(columns: Columns) -> list[Finding]:
    if not columns.dropped:
        return []
    kinds = ", ".join(f"{count} {name}" for name, count in sorted(columns.dropped.items()))
    return [
        Finding(
            "impossible-time",
            columns.dropped.total(),
            f"events without a start time, or one beyond int64 nanoseconds, left out ({kinds})",
        )
    ]
