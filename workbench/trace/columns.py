"""Chunks of events into numpy columns: names interned, times in exact integer nanoseconds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.trace.events import Category, Span

Integers = npt.NDArray[np.int64]
Table = dict[str, Integers]

# A float of microseconds holds every nanosecond below this (spacing 2^-10 us), and not above.
FLOAT_US_MAX = float(2**43)
# int64 nanoseconds end at 9.2e15 us: later than that is no time.
_TIME_US_MAX = Decimal(9_000_000_000_000_000)
NO_TIME = np.iinfo(np.int64).min

_HOST = ("name", "start", "duration", "thread")
TABLES: dict[str, tuple[str, ...]] = {
    "device": (
        "name",
        "start",
        "duration",
        "category",
        "correlation",
        "graph_node",
        "device",
        "stream",
    ),
    "op": (*_HOST, "record_function_id", "external_id"),
    "call": (*_HOST, "correlation", "kernel"),
    "python": _HOST,
    "annotation": (*_HOST, "on_device"),
    "window": ("start", "duration"),
}
DEVICE_CATEGORIES = ("kernel", "memcpy", "memset")
_DEVICE = {Category.KERNEL: 0, Category.MEMCPY: 1, Category.MEMSET: 2}
_CALLS = (Category.RUNTIME, Category.DRIVER)
_ANNOTATIONS = {Category.ANNOTATION: 0, Category.GPU_ANNOTATION: 1}

STEP_NAME = re.compile(r"(?:ProfilerStep|step)#\d+")


class Inexact(Exception):
    """Times of this chunk need Decimals."""


class Interner(dict[Any, int]):
    """Codes 0, 1, ... of values by first sight; `canonical` maps spellings of one thing to one."""

    def __init__(self, canonical: Callable[[Any], Any] | None = None) -> None:
        super().__init__()
        self.values_: list[Any] = []
        self._canonical = canonical

    def __missing__(self, key: Any) -> int:
        value = self._canonical(key) if self._canonical else key
        code = super().get(value)
        if code is None:
            code = len(self.values_)
            self.values_.append(value)
            self[value] = code
        self[key] = code
        return code


def canonical_thread(key: tuple[int | str, int | str]) -> tuple[int | str, int | str]:
    """(pid, tid) with decimal strings as numbers: 400 and "400" are one."""
    pid, tid = (int(x) if isinstance(x, str) and x.isdecimal() and len(x) < 19 else x for x in key)
    return pid, tid


def nanoseconds(times_us: Sequence[Any]) -> Integers:
    """Exact integer nanoseconds of microseconds; NO_TIME where there is none or it is out of range.

    Raises Inexact for floats that cannot hold a nanosecond: they must be decoded as Decimals.
    """
    values = np.array(times_us)
    if values.dtype == object:
        return np.array([_exact(value) for value in times_us], np.int64)
    values = values.astype(np.float64, copy=False)
    missing = np.isnan(values)
    if (np.abs(values) >= FLOAT_US_MAX).any():  # NaN compares false
        raise Inexact
    values = np.where(missing, 0.0, values)
    whole = np.floor(values)
    result: Integers = whole.astype(np.int64) * 1000 + np.rint((values - whole) * 1000).astype(
        np.int64
    )
    result[missing] = NO_TIME
    return result


def _exact(value: Decimal | float) -> int:
    time = Decimal(value)
    if not time.is_finite() or abs(time) > _TIME_US_MAX:
        return NO_TIME
    return int((time * 1000).to_integral_value())


def _integers(values: list[int]) -> Integers:
    try:
        return np.array(values, np.int64)
    except OverflowError:  # unsigned 64-bit ids beyond int64: no join, rather than a wrong one
        limit = 2**63
        return np.array([v if -limit <= v < limit else -1 for v in values], np.int64)


class Columns:
    """Growing tables of one recording; `names` holds all names but those of Python frames."""

    def __init__(self, python: Interner) -> None:
        self.names = Interner()
        self.no_name = self.names[""]
        self.python = python
        self.threads = Interner(canonical_thread)
        self.dropped: Counter[str] = Counter()
        self._parts: dict[str, list[Table]] = {table: [] for table in TABLES}

    def add(self, chunk: list[Span[Any]]) -> None:
        """Append a chunk. Raises Inexact, storing nothing, when its times must be Decimals."""
        kinds: dict[Category, list[Span[Any]]] = {category: [] for category in Category}
        for span in chunk:
            kinds[span.cat].append(span)
        parts = {
            "device": self._device([s for category in _DEVICE for s in kinds[category]]),
            "op": self._op(kinds[Category.OP]),
            "call": self._call([s for category in _CALLS for s in kinds[category]]),
            "python": self._python(kinds[Category.PYTHON]),
            "annotation": self._annotation([s for c in _ANNOTATIONS for s in kinds[c]]),
            "window": _times(kinds[Category.WINDOW]),
        }
        for name, part in parts.items():
            kept = part["start"] != NO_TIME
            if not kept.all():
                self.dropped[name] += int((~kept).sum())
                part = {key: values[kept] for key, values in part.items()}
            self._parts[name].append(part)

    def table(self, name: str) -> Table:
        """One whole table, its parts given up; threads are numbered by (pid, tid)."""
        parts, self._parts[name] = self._parts[name], []
        threads = self.threads.values_
        rank: Any = np.zeros(len(threads), np.int32)
        ordered = sorted(
            range(len(threads)), key=lambda code: [(isinstance(x, str), x) for x in threads[code]]
        )
        rank[ordered] = np.arange(len(threads))
        for part in parts:
            if "thread" in part:
                part["thread"] = rank[part["thread"]]
        return {
            key: np.concatenate([part.pop(key) for part in parts])
            if parts
            else np.empty(0, np.int64)
            for key in TABLES[name]
        }

    def _host(self, spans: list[Span[Any]], names: Interner) -> Table:
        names_, threads = names.__getitem__, self.threads.__getitem__
        return {
            "name": np.array([names_(s.name) for s in spans], np.int32),
            **_times(spans),
            "thread": np.array([threads((s.pid, s.tid)) for s in spans], np.int32),
        }

    def _op(self, spans: list[Span[Any]]) -> Table:
        arguments = [s.args for s in spans]
        return {
            **self._host(spans, self.names),
            "record_function_id": _integers([a.record_function_id for a in arguments]),
            "external_id": _integers([a.external_id for a in arguments]),
        }

    def _call(self, spans: list[Span[Any]]) -> Table:
        return {
            **self._host(spans, self.names),
            "correlation": _integers([s.args.correlation for s in spans]),
            "kernel": np.array([self.names[s.args.kernel] for s in spans], np.int32),
        }

    def _python(self, spans: list[Span[Any]]) -> Table:
        code = self.python.__getitem__
        return self._host([s for s in spans if code(s.name) >= 0], self.python)

    def _annotation(self, spans: list[Span[Any]]) -> Table:
        on_device = [_ANNOTATIONS[s.cat] for s in spans]
        return {**self._host(spans, self.names), "on_device": np.array(on_device, np.int8)}

    def _device(self, spans: list[Span[Any]]) -> Table:
        names, arguments = self.names.__getitem__, [s.args for s in spans]
        device = _integers([a.device for a in arguments])
        stream = _integers([a.stream for a in arguments])
        return {
            "name": np.array([names(s.name) for s in spans], np.int32),
            **_times(spans),
            "category": np.array([_DEVICE[s.cat] for s in spans], np.int8),
            "correlation": _integers([a.correlation for a in arguments]),
            "graph_node": _integers([a.graph_node for a in arguments]),
            "device": np.where(device == -1, _numbers([s.pid for s in spans]), device),
            "stream": np.where(stream == -1, _numbers([s.tid for s in spans]), stream),
        }


def _times(spans: list[Span[Any]]) -> Table:
    return {
        "start": nanoseconds([s.ts for s in spans]),
        "duration": nanoseconds([s.dur for s in spans]),
    }


def _numbers(identities: list[int | str]) -> Integers:
    """Process or thread as Kineto numbers devices and streams; -1 where it is a word."""
    return _integers(
        [
            int(x) if isinstance(x, str) and x.isdecimal() else x if isinstance(x, int) else -1
            for x in identities
        ]
    )
