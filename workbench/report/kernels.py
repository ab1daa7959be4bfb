"""View of the kernel library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from workbench.report.table import Column, View
from workbench.validate.records import Entry

_COLUMNS = (
    Column("pattern", "kernel", left=True),
    Column("gpu", "gpu", lambda gpu: gpu or "-", left=True),
    Column("verdict", "verdict", left=True),
    Column("stale", "stale", lambda stale: "STALE" if stale else "no", left=True),
    Column("cases", "cases"),
    Column("created", "recorded", lambda created: created[:10] or "-", left=True),
)


def kernels_view(entries: Sequence[Entry], problems: Sequence[str]) -> View:
    """One row a kernel and GPU. A stale record is flagged, a missing one is NOT_RUN."""
    rows = [{**asdict(entry), "green": entry.green} for entry in entries]
    green = len({entry.pattern for entry in entries if entry.green})
    total = len({entry.pattern for entry in entries})
    stale = sum(entry.stale for entry in entries)
    after = [f"{green} of {total} kernels have a green, current record."]
    if stale:
        after.append(
            f"{stale} stale: kernel.py changed since. On that GPU, validate with --record."
        )
    return View(
        columns=_COLUMNS,
        rows=rows,
        payload={"kernels": rows, "problems": list(problems)},
        title="Kernel library",
        after=(*after, *problems),
    )
