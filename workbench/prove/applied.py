"""What became of kernels that were to be put into a model: records, and how they are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Installed:
    """A kernel at a place. `parity`: how its outputs compared with eager's, "" unchecked."""

    kernel: str
    path: str
    step: str
    parity: str


@dataclass(frozen=True)
class Declined:
    """A place that keeps its modules, and why; `path` "" where the whole kernel is meant.

    kind: covered (a wider kernel does it), absent (the model has no such place), or declined.
    """

    kernel: str
    path: str
    reason: str
    kind: str = "declined"


@dataclass(frozen=True)
class Line:
    """One kernel at all layers alike. Row of the tables that are shown."""

    kernel: str
    site: str  # with the layer index open
    places: int
    status: str  # runs | declined | covered | absent
    note: str  # parity, or the reason


def lines(installed: Sequence[Installed], declined: Sequence[Declined]) -> list[Line]:
    """Places alike as one line: what runs, what declined, and kernels that have no place at all.

    Places that a wider kernel covers are left out, except of kernels that run nowhere.
    """
    paths: dict[tuple[str, str, str, str], set[str]] = {}  # once, though several steps lie there
    for each in installed:
        site = open_path(each.path) + (f" {each.step}" if each.step != "norm" else "")
        note = "bit-equal" if each.parity == "bit-equal" else "near" if each.parity else "unchecked"
        key = (each.kernel, site, "runs", note)
        paths.setdefault(key, set()).add(each.path)
    runs = {each.kernel for each in installed}
    for refused in declined:
        if refused.kind == "declined":
            key = (refused.kernel, open_path(refused.path), "declined", refused.reason)
            paths.setdefault(key, set()).add(refused.path)
    told = runs | {kernel for kernel, _, _, _ in paths}
    for refused in declined:
        if refused.kernel not in told:
            key = (refused.kernel, open_path(refused.path), refused.kind, refused.reason)
            paths.setdefault(key, set()).add(refused.path)
    return [
        Line(kernel, site, len(places), status, note)
        for (kernel, site, status, note), places in paths.items()
    ]


def open_path(path: str) -> str:
    """A module's path with its layer index left open: a site."""
    return re.sub(r"\.\d+(?=\.|$)", ".*", path)


def described(installed: Sequence[Installed], declined: Sequence[Declined]) -> Any:
    """A rich table of `lines`."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for header, justify in (("kernel", "left"), ("site", "left"), ("places", "right"),
                            ("", "left"), ("note", "left")):  # fmt: skip
        table.add_column(header, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for line in lines(installed, declined):
        table.add_row(
            line.kernel, line.site, str(line.places) if line.site else "", line.status, line.note
        )
    return table
