"""One description of a table, four renderings: terminal, JSON, CSV, Markdown."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from workbench.schema import SCHEMA_VERSION


@dataclass(frozen=True)
class Column:
    """One column: `key` in the row, `header` on screen, `text` makes the value readable."""

    key: str
    header: str
    text: Callable[[Any], str] = str
    left: bool = False  # text columns: left-aligned, and they wrap where the terminal is narrow
    style: str = ""
    # in a terminal: on a line of its own below the column before it, whose width it shares
    under: bool = False


@dataclass(frozen=True)
class View:
    """A result: `rows` for people and CSV, `payload` for machines, lines around the table."""

    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Any]]
    payload: Mapping[str, Any]
    title: str = ""
    before: Sequence[str] = ()
    after: Sequence[str] = ()
    footer: Mapping[str, Any] = field(
        default_factory=dict
    )  # one more row, set apart (total, unattributed)


def number(digits: int) -> Callable[[Any], str]:
    """Text of a figure with thousands separators; an unknown one (None, NaN) is a dash."""
    return lambda value: "-" if value is None or value != value else f"{value:,.{digits}f}"


def percent(value: float | None) -> str:
    """Text of a share of 1."""
    return "-" if value is None or value != value else f"{100 * value:.1f}%"


def render(view: View, output_format: str, width: int | None = None) -> str:
    """Text of `view` in `output_format` (table, json, csv or md), ending in a newline.

    `width` fixes the terminal's width in characters; None takes COLUMNS or the terminal's own.
    """
    return _RENDERERS[output_format](view, width)


def _json(view: View, width: int | None) -> str:
    payload = {"schema_version": SCHEMA_VERSION, **view.payload}
    return (
        msgspec.json.format(msgspec.json.encode(payload, enc_hook=_plain), indent=2).decode() + "\n"
    )


def _plain(value: Any) -> Any:
    """Numbers of numpy and paths as JSON knows them."""
    if hasattr(value, "item"):
        return value.item()
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    raise TypeError(f"cannot write {type(value).__name__} as JSON")


def _csv(view: View, width: int | None) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    keys = [column.key for column in view.columns]
    writer.writerow(keys)
    for row in _all_rows(view):
        writer.writerow(["" if row.get(key) is None else row.get(key) for key in keys])
    return out.getvalue()


def _all_rows(view: View) -> list[Mapping[str, Any]]:
    return [*view.rows, *([view.footer] if view.footer else [])]


def _cell(column: Column, row: Mapping[str, Any]) -> str:
    value = row.get(column.key)
    return "" if value is None else printable(column.text(value))


def printable(text: str) -> str:
    """`text` with control characters spelled out: names in a trace must not drive the terminal."""
    return "".join(
        char if char.isprintable() or char == "\n" else char.encode("unicode_escape").decode()
        for char in text
    )


def _md(view: View, width: int | None) -> str:
    def line(cells: Sequence[str]) -> str:
        return (
            "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
        )

    lines = [f"**{view.title}**", ""] if view.title else []
    lines += [*view.before, ""] if view.before else []
    lines.append(line([column.header for column in view.columns]))
    lines.append(line(["---" if column.left else "---:" for column in view.columns]))
    lines += [line([_cell(column, row) for column in view.columns]) for row in _all_rows(view)]
    lines += ["", *view.after] if view.after else []
    return "\n".join(lines) + "\n"


def _table(view: View, width: int | None) -> str:
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=sys.stdout.isatty() and "NO_COLOR" not in os.environ,
        highlight=False,
        soft_wrap=False,
        legacy_windows=False,
    )
    table = Table(
        box=None,
        pad_edge=False,
        header_style="bold",
        show_footer=bool(view.footer),
        footer_style="dim",
    )
    for column in (column for column in view.columns if not column.under):
        table.add_column(
            Text(column.header),
            Text(_cell(column, view.footer)) if view.footer else "",
            justify="left" if column.left else "right",
            overflow="fold" if column.left else "ellipsis",
            no_wrap=not column.left,
            style=column.style or None,
        )
    for row in view.rows:
        table.add_row(*_cells(view.columns, row))
    if view.title:
        console.print(Text(printable(view.title), style="bold"))
    for text in view.before:
        console.print(Text(printable(text)))
    if view.rows or view.footer:
        if view.title or view.before:
            console.print()
        console.print(table)
    if view.after and (view.rows or view.before or view.title):
        console.print()
    for text in view.after:
        console.print(Text(printable(text)))
    out: io.StringIO = console.file  # type: ignore[assignment]
    return "\n".join(text.rstrip() for text in out.getvalue().splitlines()) + "\n"


def _cells(columns: Sequence[Column], row: Mapping[str, Any]) -> list[Text]:
    cells: list[Text] = []
    for column in columns:
        text = Text(_cell(column, row))
        if column.under and cells:
            cells[-1] = Text.assemble(cells[-1], ("\n" + text.plain, "not bold dim"))
        else:
            cells.append(text)
    return cells


_RENDERERS: dict[str, Callable[[View, int | None], str]] = {
    "table": _table,
    "json": _json,
    "csv": _csv,
    "md": _md,
}
