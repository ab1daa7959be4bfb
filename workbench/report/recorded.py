"""What `workbench capture` has just written: a line a variant, and where to go next."""

from __future__ import annotations

import statistics
from typing import Any

from workbench.capture.store import Capture
from workbench.report.table import Column, View, number


def recorded_view(capture: Capture) -> View:
    """A row a variant: profiled steps, median wall time of a step, compiled graphs, size on disk.

    Wall times are without the profiler; sizes in kB of 1000 bytes.
    """
    manifest = capture.manifest
    rows = [_row(capture, name) for name in manifest.variants]
    columns = (
        Column("variant", "variant", left=True),
        Column("steps", "steps"),
        Column("wall_us_per_step", "wall us", number(0)),
        Column("graphs", "graphs"),
        Column("kilobytes", "kB", number(0)),
    )
    after = [f"note: {note}" for note in manifest.notes]
    after += [f"{finding.code} ({finding.count}): {finding.detail}" for finding in manifest.health]
    after += next_lines(capture)
    payload: dict[str, Any] = {
        "capture": capture.id,
        "folder": capture.folder.as_posix(),
        "variants": rows,
        "files": list(manifest.files),
        "notes": list(manifest.notes),
        "health": list(manifest.health),
    }
    return View(columns, rows, payload, title=f"wrote {capture.folder}", after=after)


def next_lines(capture: Capture, variant: str = "") -> list[str]:
    """What to do first with a new capture: a command a line."""
    if capture.manifest.target:  # nothing ran, so there is nothing to attribute
        return [f"next: {capture.command('catalogue')}"]
    variant = variant or next(iter(capture.manifest.variants), "")
    return [
        f"next: {capture.command('groups', variant=variant)}",
        f"then: {capture.command('suggest', variant=variant)}",
    ]


def _row(capture: Capture, name: str) -> dict[str, Any]:
    variant = capture.manifest.variants[name]
    folder = capture.folder / name
    size_bytes = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "variant": name,
        "steps": variant.steps,
        "wall_us_per_step": statistics.median(variant.wall_us) if variant.wall_us else None,
        "graphs": len(variant.graphs),
        "kilobytes": size_bytes / 1e3,
    }
