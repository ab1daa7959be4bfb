"""Event by event through JSON that strict, typed decoding refused. Slow, and hard to stop."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from workbench.schema import Finding
from workbench.trace.events import NO_ARGUMENTS, QUIET_PHASES, Arguments, Category, Span

_SEPARATORS = re.compile(r"[\s,]*")
# Where reading can resume: an object that starts as events do, after something that can end one.
_EVENT_START = re.compile(r'(?<=[\s,\[\]}"])\{\s*"(?:ph|cat|name|pid|tid|ts|dur|args|id|s|bp)"\s*:')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_JSON = json.JSONDecoder(strict=False, parse_float=Decimal)
_INT64_MAX = 2**63 - 1
_TEXT_MAX = 65_536  # characters of a name; C++ kernel names reach a few thousand

_MEANING = {
    "damaged-event": "not valid JSON, skipped to the next event",
    "control-character": "events whose text held raw control characters, read nevertheless",
    "invalid-utf8": "events whose text was not valid UTF-8, read with replacement characters",
    "unusual-event": "events whose name is no text or whose arguments are no object, read without",
    "unread-phase": "events of phases that are not read (only complete events, X, are)",
}


@dataclass
class Salvage:
    """What was met on the way: a count by finding code, and where each was met first."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)

    def note(self, code: str, where: str) -> None:
        """Count one finding; `where` is kept of the first."""
        self.counts[code] += 1
        self.first.setdefault(code, where)

    def findings(self) -> list[Finding]:
        """One finding a code."""
        return [
            Finding(code, count, f"{_MEANING[code]}; first at {self.first[code]}")
            for code, count in self.counts.items()
        ]


def walk(chunk: bytes, offset: int, salvage: Salvage) -> tuple[list[Span[Any]], int, int, bool]:
    """Decode the events of `chunk`, which starts between events; unreadable ones are skipped.

    `offset` is the chunk's place in the recording, in bytes. Returns the complete events, the
    number of events of all phases, the bytes consumed (an unfinished event at the end is left),
    and whether the list ended.
    """
    text = chunk.decode("utf-8", "surrogateescape")
    spans: list[Span[Any]] = []
    events, position, ended = 0, 0, False
    for position, ended, event in _objects(text, offset, salvage):  # noqa: B007
        if event is not None:
            events += 1
            if (span := _span(event, f"byte {offset + position:,}", salvage)) is not None:
                spans.append(span)
    return spans, events, len(text[:position].encode("utf-8", "surrogateescape")), ended


def _objects(
    text: str, offset: int, salvage: Salvage
) -> Iterator[tuple[int, bool, dict[str, Any] | None]]:
    """(end position, whether the array ended, event or None) of each object in `text`."""
    position = 0
    while True:
        separators = _SEPARATORS.match(text, position)
        position = separators.end() if separators else position
        if position >= len(text):
            yield position, False, None
            return
        if text[position] == "]":
            yield position + 1, True, None
            return
        try:
            event, end = _JSON.raw_decode(text, position)
        except (ValueError, RecursionError, ArithmeticError):
            resume = _EVENT_START.search(text, position + 1)
            if resume is None:  # unfinished, or damaged to the end of what is at hand
                yield position, False, None
                return
            salvage.note("damaged-event", f"byte {offset + position:,}")
            position = resume.start()
            continue
        if isinstance(event, dict):
            if _CONTROL.search(text, position, end):
                salvage.note("control-character", f"byte {offset + position:,}")
            yield end, False, event
        else:
            salvage.note("damaged-event", f"byte {offset + position:,}")
        position = end


def _span(event: dict[str, Any], where: str, salvage: Salvage) -> Span[Any] | None:
    phase = event.get("ph")
    if phase != "X":
        if not isinstance(phase, str) or phase not in QUIET_PHASES or not phase:
            salvage.note("unread-phase", f"{where}, phase {str(phase)[:20]!r}")
        return None
    raw = event.get("args")
    arguments = raw if isinstance(raw, dict) else {}
    if not (isinstance(event.get("name", ""), str) and isinstance(raw, dict | None)):
        salvage.note("unusual-event", where)
    name = _text(event.get("name"), where, salvage)
    return Span(
        name=name,
        cat=Category(_text(event.get("cat"), where, salvage)),
        ts=_number(event.get("ts")),
        dur=_number(event.get("dur")),
        pid=_identity(event.get("pid")),
        tid=_identity(event.get("tid")),
        args=Arguments(
            external_id=_integer(arguments.get("External id")),
            correlation=_integer(arguments.get("correlation")),
            record_function_id=_integer(arguments.get("Record function id")),
            graph_node=_integer(arguments.get("graph node id")),
            device=_integer(arguments.get("device")),
            stream=_integer(arguments.get("stream")),
            kernel=_text(arguments.get("kernel"), where, salvage),
        )
        if arguments
        else NO_ARGUMENTS,
    )


def _text(value: object, where: str, salvage: Salvage) -> str:
    if not isinstance(value, str):
        return ""
    if _SURROGATE.search(value):  # an undecodable byte, or half of a \\u pair
        salvage.note("invalid-utf8", where)
        value = _SURROGATE.sub("\ufffd", value)
    return value[:_TEXT_MAX]


def _number(value: object) -> Any:
    """A time in microseconds: int or Decimal, NaN when it is not one."""
    if isinstance(value, str):
        try:
            value = Decimal(value)
        except ArithmeticError:
            return Decimal("NaN")
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, float):  # NaN and Infinity, which json accepts
        return Decimal(value)
    return value if isinstance(value, Decimal) else Decimal("NaN")


def _integer(value: object) -> int:
    if isinstance(value, str) and value.strip().lstrip("-").isascii() and len(value) < 25:
        try:
            value = int(value)
        except ValueError:
            return -1
    if isinstance(value, Decimal) and value.is_finite() and abs(value) <= _INT64_MAX:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _INT64_MAX:
        return -1
    return value


def _identity(value: object) -> int | str:
    number = _integer(value)
    if number != -1 or value == -1:
        return number
    return value[:_TEXT_MAX] if isinstance(value, str) else -1
