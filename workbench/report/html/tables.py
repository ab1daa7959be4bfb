"""Views as HTML: every rendering of a table here comes from the View that a terminal shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.report.table import Column, View


@dataclass(frozen=True)
class Cell:
    """Text of a cell, lines of columns under it, and a bar: a part of 1000, None for none."""

    text: str
    under: tuple[str, ...] = ()
    bar: float | None = None


@dataclass(frozen=True)
class HtmlTable:
    """A table for the template: `heads` are (text, left-aligned), `foot` is () where there is none.

    name: what a screen reader calls it.
    """

    name: str
    heads: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[Cell, ...] = ()


def html_table(view: View, name: str, bar_of: str = "") -> HtmlTable:
    """The rows of `view` with their texts; a column `under` another becomes lines of its cell.

    bar_of: key of a column of which each cell gets a bar as well, of the largest.
    """
    most = max((float(row[bar_of]) for row in view.rows), default=0.0) if bar_of else 0.0
    return HtmlTable(
        name=name,
        heads=tuple((one.header, one.left) for one in view.columns if not one.under),
        rows=tuple(_cells(view, row, bar_of, most) for row in view.rows),
        foot=_cells(view, view.footer) if view.footer else (),
    )


def _cells(
    view: View, row: Mapping[str, Any], bar_of: str = "", most: float = 0.0
) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for column in view.columns:
        text = _text(column, row)
        if column.under and cells:
            before = cells[-1]
            cells[-1] = Cell(before.text, (*before.under, text) if text else before.under)
        elif column.key == bar_of and most > 0:
            cells.append(Cell(text, bar=1000 * float(row[bar_of]) / most))
        else:
            cells.append(Cell(text))
    return tuple(cells)


def _text(column: Column, row: Mapping[str, Any]) -> str:
    value = row.get(column.key)
    return "" if value is None else column.text(value)
