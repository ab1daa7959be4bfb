"""What `workbench patterns` prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.report.table import Column, View, number
from workbench.suggest.pattern import Pattern
from workbench.suggest.suggestions import Suggestions


def _forms(names: Sequence[str]) -> str:
    return f"forms: {', '.join(names)}"


def patterns_view(patterns: Sequence[Pattern], suggestions: Suggestions | None = None) -> View:
    """Every pattern with its meaning and forms; with `suggestions`, what became of each."""
    columns = [
        Column("pattern", "pattern", left=True, style="bold"),
        Column("meaning", "what it computes", left=True, under=True),
        Column("references", "forms", _forms, left=True, under=True),
    ]
    rows: list[dict[str, Any]] = [
        {
            "pattern": pattern.name,
            "meaning": pattern.meaning,
            "references": [function.__name__ for function in pattern.references],
        }
        for pattern in patterns
    ]
    payload: dict[str, Any] = {"patterns": rows}
    if suggestions is not None:
        columns = [columns[0], columns[1]]
        for key in ("attempts", "matches", "refusals"):
            columns.append(Column(key, key, number(0)))
        for row, count in zip(rows, suggestions.counts, strict=True):
            row |= {
                "attempts": count.attempts,
                "matches": count.matches,
                "refusals": count.refusals,
            }
        payload |= {"capture": suggestions.manifest.id, "variant": suggestions.variant}
    return View(columns, rows, payload)
