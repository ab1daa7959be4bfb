"""What `workbench recall` prints: found, expected and wrong, a row a pattern."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from workbench.report.table import Column, View
from workbench.suggest.recall import Expected, Recall

_COLUMNS = (
    Column("pattern", "pattern", left=True, style="bold"),
    Column("differs", "", "\n".join, left=True, under=True),
    Column("expected", "expected"),
    Column("found", "found"),
    Column("wrong", "wrong"),
    Column("verdict", "verdict", left=True),
)


def recall_view(capture: str, variant: str, rows: Sequence[Recall], expected: Expected) -> View:
    """Patterns that were expected or found; the others are counted in a line."""
    told = [row for row in rows if row.expected or row.found or row.wrong]
    silent = len(rows) - len(told)
    after = [f"{silent} other patterns: neither expected nor found"] if silent else []
    after += [f"expected: {expected.source}"] if expected.source else []
    footer = {
        "pattern": "total",
        "expected": sum(row.expected for row in rows),
        "found": sum(row.found for row in rows),
        "wrong": sum(row.wrong for row in rows),
        "verdict": "right" if all(row.right for row in rows) else "not right",
    }
    payload: dict[str, Any] = {
        "capture": capture,
        "variant": variant,
        "source": expected.source,
        "patterns": [{**asdict(row), "verdict": _verdict(row)} for row in rows],
        "right": all(row.right for row in rows),
    }
    shown = [{**asdict(row), "verdict": _verdict(row)} for row in told]
    return View(_COLUMNS, shown, payload, f"recall of {capture}", after=after, footer=footer)


def _verdict(row: Recall) -> str:
    lacking = row.expected - row.found
    parts = [f"{lacking} missing"] * bool(lacking) + [f"{row.wrong} wrong"] * bool(row.wrong)
    return ", ".join(parts) or "right"
