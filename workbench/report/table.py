"""One description of a table, four renderings: terminal, JSON, CSV, Markdown."""

from __future__ import annotations

import csv
import io
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style
from rich.table import Table
from rich.text import Text

from workbench.schema import SCHEMA_VERSION

INDENT = 2  # of a line below the first column
COMMANDS = ("next: ", "then: ")  # lines that hold a command: not wrapped, so that a copy runs


@dataclass(frozen=True)
class Column:
    """One column: `key` in the row, `header` on screen, `text` makes the value readable."""

    key: str
    header: str
    text: Callable[[Any], str] = str
    left: bool = False  # text columns: left-aligned, and they wrap where the terminal is narrow
    style: str = ""
    # in a terminal: on a line of its own below the row, from where the column before it begins
    under: bool = False
    # text that is cut, not wrapped, where the terminal is narrow: a line below then has it whole
    cut: bool = False
    # on terminals with as many characters a line alone; files and Markdown have it whatever it is
    from_width: int = 0
    picture: bool = False  # for terminals alone: what it shows, other columns say in figures


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
    keys = [column.key for column in view.columns if not column.picture]
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
    columns = [column for column in view.columns if not column.picture]
    lines.append(line([column.header for column in columns]))
    lines.append(line(["---" if column.left else "---:" for column in columns]))
    lines += [line([_cell(column, row) for column in columns]) for row in _all_rows(view)]
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
    if view.title:
        console.print(Text(printable(view.title), style="bold"))
    for text in view.before:
        console.print(Text(printable(text)))
    if view.rows or view.footer:
        if view.title or view.before:
            console.print()
        columns = [column for column in view.columns if column.from_width <= console.width]
        console.print(Segments(_lines(console, columns, view)), end="")
    if view.after and (view.rows or view.before or view.title):
        console.print()
    for text in view.after:
        console.print(Text(printable(text)), soft_wrap=text.startswith(COMMANDS))
    out: io.StringIO = console.file  # type: ignore[assignment]
    return "\n".join(text.rstrip() for text in out.getvalue().splitlines()) + "\n"


def _grid(columns: Sequence[Column], view: View) -> Table:
    """The table without its lines below; every cell says in its style's meta where it stands."""
    table = Table(
        box=None,
        pad_edge=False,
        header_style="bold",
        show_header=any(column.header for column in columns),
        show_footer=bool(view.footer),
        footer_style="dim",
    )
    beside = [column for column in columns if not column.under]
    for k, column in enumerate(beside):
        table.add_column(
            Text(column.header),
            _placed(column, view.footer, len(view.rows), k) if view.footer else "",
            justify="left" if column.left else "right",
            overflow="fold" if column.left and not column.cut else "ellipsis",
            no_wrap=not column.left,
            style=column.style or None,
        )
    for i, row in enumerate(view.rows):
        table.add_row(*(_placed(column, row, i, k) for k, column in enumerate(beside)))
    return table


def _placed(column: Column, row: Mapping[str, Any], number_: int, place: int) -> Text:
    return Text(_cell(column, row), Style(meta={"row": number_, "column": place}))


def _lines(console: Console, columns: Sequence[Column], view: View) -> list[Segment]:
    """The table's lines, with each row's lines below after its own."""
    found: list[Segment] = []
    current, starts = -1, {0: 0}
    for line in console.render_lines(_grid(columns, view), pad=False):
        placed = _starts(line)
        number_ = next((row for row, _ in placed), current)
        if number_ != current:
            found += _below(console, columns, view, current, starts)
            current, starts = number_, {column: at for (_, column), at in placed.items()}
        found += [*line, Segment.line()]
    return found + _below(console, columns, view, current, starts)


def _starts(line: Sequence[Segment]) -> dict[tuple[int, int], int]:
    """Where on the line the cells begin, by row and column."""
    starts: dict[tuple[int, int], int] = {}
    at = 0
    for segment in line:
        meta = segment.style.meta if segment.style else {}
        if "row" in meta:
            starts.setdefault((meta["row"], meta["column"]), at)
        at += segment.cell_length
    return starts


def _below(
    console: Console, columns: Sequence[Column], view: View, number_: int, starts: Mapping[int, int]
) -> list[Segment]:
    """The lines below row `number_`, each as wide as the terminal lets it be."""
    if not 0 <= number_ < len(view.rows):
        return []
    found: list[Segment] = []
    place = -1
    for column in columns:
        place += not column.under
        text = _cell(column, view.rows[number_]) if column.under or column.cut else ""
        begins = starts.get(max(place, 0), 0)
        whole = begins + cell_len(text) < starts.get(place + 1, console.width + 1)
        if not text or (column.cut and whole):
            continue
        start = begins or INDENT
        for part in wrapped(text, max(console.width - start, 1)):
            found += [Segment(" " * start + part, Style(dim=True)), Segment.line()]
    return found


def wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` characters, broken after blanks, commas and slashes where
    it can be.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for part in re.findall(r"[^\s,/]*[\s,/]|[^\s,/]+", paragraph):
            if cell_len(line + part.rstrip()) > width and line:
                lines.append(line.rstrip())
                line = ""
            if cell_len(line + part) > width:
                *whole, line = chop_cells((line + part).rstrip(), width)
                lines += whole
            else:
                line += part
        lines.append(line.rstrip())
    return lines


_RENDERERS: dict[str, Callable[[View, int | None], str]] = {
    "table": _table,
    "json": _json,
    "csv": _csv,
    "md": _md,
}
