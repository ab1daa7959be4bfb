"""Verdicts of the ported kernels, beside the suggestions that they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.report.html.tables import HtmlTable, html_table
from workbench.report.validate import verdict_view
from workbench.schema import Verdict
from workbench.validate.records import Entry


@dataclass(frozen=True)
class VerdictRow:
    """One kernel on one GPU; `gates` is None where it has no record."""

    entry: Entry
    facts: tuple[str, ...] = ()
    gates: HtmlTable | None = None
    remarks: tuple[str, ...] = ()


def verdict_rows(verdicts: Sequence[tuple[Entry, Verdict | None]]) -> list[VerdictRow]:
    """A row for each kernel and GPU, with its gates over all cases."""
    return [_row(entry, verdict) for entry, verdict in verdicts]


def _row(entry: Entry, verdict: Verdict | None) -> VerdictRow:
    if verdict is None:
        return VerdictRow(entry)
    view = verdict_view(verdict)
    return VerdictRow(
        entry=entry,
        facts=tuple(view.before),
        gates=html_table(view, f"gates of {entry.pattern} on {entry.gpu}"),
        remarks=tuple(line for line in view.after if line),
    )
