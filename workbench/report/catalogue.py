"""What `workbench catalogue` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from workbench.report.captures import layers
from workbench.report.table import Column, View, number
from workbench.suggest.catalogue import Catalogue
from workbench.suggest.catalogue_rows import ExternRow, KernelRow, Pair, short_name
from workbench.suggest.state import short

TABLES = ("kernels", "externs", "neighbours", "refusals", "layers")
_SHOWN = 3  # ops and places on screen; machine formats carry all


def _some(entries: Sequence[str], shown: int = _SHOWN) -> str:
    rest = len(entries) - shown
    return ", ".join(entries[:shown]) + (f" and {rest} more" if rest > 0 else "")


def _bytes(count: float | None) -> str:
    if count is None or count < 0:
        return "-"
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= size:
            return f"{count / size:,.1f} {unit}"
    return f"{count:,.0f} B"


_KERNELS = (
    Column("kernel", "kernel", short_name, left=True, style="bold"),
    Column("sites", "where", lambda sites: _some(sites) or "(no module)", left=True, under=True),
    Column("ops", "computes", lambda ops: _some(ops, 8), left=True, under=True),
    Column("source", "source", lambda source: _some(source, 1), left=True, under=True),
    Column("eager_launches", "replaces", number(0)),
    Column("eager_us", "eager us", number(1)),
    Column("launches", "launches", number(0)),
    Column("us", "us", number(1)),
    Column("bytes", "moves", _bytes),
    Column("gb_per_s", "GB/s", number(0)),
    Column("times_bound", "x bound", number(1)),
)
_EXTERNS = (
    Column("op", "extern call", short, left=True, style="bold"),
    Column("site", "where", left=True, under=True),
    Column("reason", "why", left=True, under=True),
    Column("calls", "calls", number(0)),
    Column("eager_launches", "replaces", number(0)),
    Column("eager_us", "eager us", number(1)),
    Column("launches", "launches", number(0)),
    Column("us", "us", number(1)),
)
_PAIRS = (
    Column("first", "first", short_name, left=True, style="bold"),
    Column("first_site", "where", left=True, under=True),
    Column("second", "second", short_name, left=True, style="bold"),
    Column("second_site", "where", left=True, under=True),
    Column("times", "times", number(0)),
    Column("nbytes", "shared", _bytes),
)
_COLUMNS = {
    "kernels": _KERNELS,
    "externs": _EXTERNS,
    "neighbours": _PAIRS,
    "refusals": (
        *_PAIRS[:4],
        Column("reason", "why not", left=True, under=True),
        *_PAIRS[4:],
    ),
    "layers": (
        Column("layer", "layer", lambda layer: "outside" if layer < 0 else str(layer)),
        Column("eager_launches", "eager", number(0)),
        Column("inductor_launches", "Inductor", number(0)),
        Column("generated_calls", "generated", number(0)),
        Column("extern_calls", "extern calls", number(0)),
        Column("extern_launches", "their launches", number(0)),
        Column("unexplained", "unmatched", number(0)),
    ),
}


def catalogue_view(
    found: Catalogue, table: str = "kernels", top: int = 0, for_people: bool = True
) -> View:
    """One of TABLES of a catalogue as rows, the others in a line each; JSON holds all.

    `top` limits the rows shown (0: all), not the JSON. for_people: leave out columns in which
    nothing is known.
    """
    payload = _payload(found)
    rows: list[Mapping[str, Any]] = payload[table]
    shown = rows[:top] if top else rows
    columns = [
        column
        for column in _COLUMNS[table]
        if not for_people or any(row[column.key] is not None for row in rows)
    ]
    return View(
        columns=columns,
        rows=shown,
        payload=payload,
        title=_title(found, table),
        before=[_totals(found)],
        after=[*_rest(len(rows) - len(shown)), *_others(found, table), *_trust(found)],
    )


def _payload(found: Catalogue) -> dict[str, Any]:
    return {
        "capture": found.manifest.id,
        "eager_launches": found.eager_launches,
        "eager_us": found.eager_us,
        "eager_joined": found.eager_joined,
        "kernels": [_kernel(row) for row in found.kernels],
        "externs": [asdict(row) for row in found.externs],
        "neighbours": [asdict(row) for row in found.neighbours],
        "refusals": [asdict(row) for row in found.refusals],
        "layers": [asdict(row) for row in found.layers],
        "notes": found.notes,
        "health": found.health,
    }


def _kernel(row: KernelRow) -> dict[str, Any]:
    known = min(row.bytes_read, row.bytes_written) >= 0
    return {
        **asdict(row),
        "bytes": row.bytes_read + row.bytes_written if known else None,
        "gb_per_s": row.gb_per_s,
        "times_bound": row.times_bound,
    }


def _title(found: Catalogue, table: str) -> str:
    manifest = found.manifest
    device = manifest.device.name or manifest.device.kind
    parts = [manifest.model or manifest.id, manifest.phase]
    parts += [f"batch {manifest.batch}"] if manifest.batch else []
    parts += [f"{layers(manifest)} layers"] if manifest.layers_run else []
    parts += ["inductor", f"torch {manifest.versions.get('torch') or 'unknown'}", device, table]
    return " · ".join(part for part in parts if part)


def _us(rows: Sequence[KernelRow | ExternRow]) -> float:
    return sum(row.us or 0.0 for row in rows)


def _totals(found: Catalogue) -> str:
    calls = sum(row.calls for row in found.kernels)
    kept = sum(row.calls for row in found.externs)
    estimated = any(row.us_source == "estimate" for row in found.kernels)
    about = "about " if estimated else ""
    text = (
        f"{len(found.kernels)} generated kernels in {calls} calls, {about}"
        f"{_us(found.kernels):,.1f} us a step; {kept} extern calls, {about}"
        f"{_us(found.externs):,.1f} us"
    )
    if found.eager_launches is None:
        return text + (" (estimates)" if estimated else "")
    taken = sum(row.eager_launches or 0 for row in found.kernels)
    eager_us = sum(row.eager_us or 0.0 for row in found.kernels)
    return (
        f"{text}\nof {found.eager_launches:,} eager launches, {found.eager_us:,.1f} us: "
        f"{taken:,} became generated kernels ({eager_us:,.1f} us), "
        f"{sum(row.eager_launches or 0 for row in found.externs):,} stayed extern calls, "
        f"{found.eager_joined.get('none', 0):,} have no counterpart that could be told"
    )


def _rest(count: int) -> list[str]:
    return [f"{count} more rows: without --top"] if count > 0 else []


def _others(found: Catalogue, table: str) -> list[str]:
    lines = []
    if table != "externs" and found.externs:
        shown = [f"{row.op} at {row.site or '(no module)'} {_time(row)}" for row in found.externs]
        lines.append(f"not taken (--table externs): {_some(shown)}")
    if table != "neighbours" and found.neighbours:
        lines.append(
            "never tried, one being an extern call (--table neighbours): "
            f"{_some([_pair(pair) for pair in found.neighbours])}"
        )
    if table != "refusals" and found.refusals:
        lines.append(
            "tried and refused (--table refusals): "
            f"{_some([f'{_pair(pair)}: {pair.reason}' for pair in found.refusals], 2)}"
        )
    if table != "layers" and found.layers:
        most = max(found.layers, key=lambda row: (row.layer >= 0, row.generated_calls))
        eager = "" if most.eager_launches is None else f"{most.eager_launches} eager launches, "
        launches = most.inductor_launches
        lines.append(
            f"layer {most.layer} (--table layers): {eager}"
            + ("" if launches is None else f"{launches:,.0f} of Inductor, ")
            + f"{most.generated_calls} generated kernels, {most.extern_calls} extern calls"
        )
    return lines


def _time(row: ExternRow) -> str:
    return "" if row.us is None else f"{row.us:,.0f} us"


def _pair(pair: Pair) -> str:
    times = f" x{pair.times}" if pair.times > 1 else ""
    return f"{short_name(pair.first)} -> {short_name(pair.second)} {_bytes(pair.nbytes)}{times}"


def _trust(found: Catalogue) -> list[str]:
    joined = ", ".join(f"{method} {count:,}" for method, count in found.eager_joined.items())
    lines = [f"eager launches joined by module and op: {joined}"] if joined else []
    lines += [f"note: {note}" for note in found.notes]
    return [*lines, *(f"{one.code} ({one.count}): {one.detail}" for one in found.health)]
