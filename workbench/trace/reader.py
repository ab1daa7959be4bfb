"""A recording as a stream of chunks of events: one reused buffer, cut where an event ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from workbench.errors import BadInput
from workbench.schema import Finding
from workbench.trace.events import Span, decoder
from workbench.trace.salvage import Salvage, walk
from workbench.trace.source import Source

# Small enough that a chunk's events stay in the CPU's caches: a third faster than 16 MiB.
BUFFER_BYTES = 2 << 20
# An event, or what precedes the list of events, may be this long; real ones reach kilobytes.
EVENT_BYTES_MAX = 64 << 20
_TRAILER_BYTES_MAX = 16 << 20
_LAST_BOUNDARY_BYTES = 64 << 10

_EVENTS_KEY = re.compile(rb'"traceEvents"\s*:\s*\[')
_BARE_LIST = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[")
# Kernel names hold "}, {" but no bare quote: this is a boundary, or lies in nested arguments.
_BOUNDARY = re.compile(rb'\}\s*(,)\s*\{\s*"')
# msgspec's words for a chunk whose array ends before its last byte
_ARRAY_ENDED = re.compile(r"trailing characters \(byte (\d+)\)")
_REFUSALS = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)

Chunk = list[Span[Any]]


@dataclass
class Reader:
    """Reads one recording. When `chunks` is through, `metadata` holds what stood beside the events,
    `health` what was amiss, `events` how many there were, of all phases.
    """

    source: Source
    path: Path
    buffer_bytes: int = BUFFER_BYTES
    metadata: dict[str, Any] = field(default_factory=dict)
    health: list[Finding] = field(default_factory=list)
    events: int = 0

    def __post_init__(self) -> None:
        self._buffer = bytearray(max(self.buffer_bytes, 64))
        self._buffer[:1] = b"["  # opens every chunk, in place of the comma before it
        self._end = 1  # bytes [1, end) are read and not yet consumed
        self._offset = 0  # of byte 1 in the recording
        self._length = 0  # bytes of the current chunk, brackets included
        self._eof = False
        self._ended = False  # the list of events, not the file
        self._salvage = Salvage()

    def chunks(self) -> Iterator[Chunk]:
        """Complete events, a chunk at a time, in file order; their times are floats, or Decimals
        where typed decoding was refused. Raises BadInput when there is no list of events.
        """
        self._skip_header()
        while not self._ended and not (self._fill() and self._end == 1):
            chunk = self._strict()
            yield self._walk() if chunk is None else chunk
            if chunk is not None:
                self._consume(self._length)
        if self._ended:
            self._read_trailer()
        else:
            self._note("truncated", "the file ends inside the list of events; all before was read")
        self.health += [*self.source.health, *self._salvage.findings()]

    def exactly(self) -> Chunk:
        """The chunk that `chunks` yielded last, with Decimals for times."""
        return self._decode(self._length, exact=True)

    def _note(self, code: str, detail: str) -> None:
        self.health.append(Finding(code, 1, detail))

    def _fill(self) -> bool:
        """Read until the buffer is full; whether the recording has ended."""
        with memoryview(self._buffer) as view:
            while not self._eof and self._end < len(view):
                count = self.source.readinto(view[self._end :])
                self._end += count
                self._eof = count == 0
        return self._eof

    def _grow(self) -> bool:
        """Double the buffer and fill it; False when it is as large as it may be."""
        if len(self._buffer) >= EVENT_BYTES_MAX:
            return False
        self._buffer += bytes(len(self._buffer))
        self._fill()
        return True

    def _consume(self, position: int) -> None:
        """Drop the bytes before `position`, where an event ended; the next chunk starts there."""
        rest = bytes(memoryview(self._buffer)[position : self._end])
        self._buffer[: 1 + len(rest)] = b"[" + rest
        self._end = 1 + len(rest)
        self._offset += position - 1

    def _strict(self) -> Chunk | None:
        """Decode to the array's end or the last boundary; None when typed decoding refuses."""
        if self._eof and (chunk := self._try(self._end)) is not None:
            return chunk
        boundary = self._boundary()
        return None if boundary is None else self._try(boundary)

    def _boundary(self) -> int | None:
        """Place of the comma after the last whole event; None when no event ends in the buffer."""
        window = _LAST_BOUNDARY_BYTES
        while True:
            start = max(1, self._end - window)
            found = [m.start(1) for m in _BOUNDARY.finditer(self._buffer, start, self._end)]
            if found:
                return found[-1]
            if start == 1:
                return None
            window *= 16

    def _try(self, cut: int) -> Chunk | None:
        """Decode bytes [0, cut) closed by a bracket, or fewer where the array ends before."""
        held = bytes(self._buffer[cut : cut + 1])
        self._buffer[cut : cut + 1] = b"]"
        self._length = cut + 1
        try:
            return self._decode(self._length)
        except _REFUSALS as refusal:
            self._buffer[cut : cut + 1] = held
            ended = _ARRAY_ENDED.search(str(refusal))
        if ended is None:
            return None
        self._length = int(ended[1])
        try:
            chunk = self._decode(self._length)
        except _REFUSALS:
            return None
        self._ended = True
        return chunk

    def _decode(self, length: int, exact: bool = False) -> Chunk:
        with memoryview(self._buffer) as view, view[:length] as part:
            events = decoder(exact).decode(part)
        if not exact:
            self.events += len(events)
        return [event for event in events if type(event) is Span]

    def _walk(self) -> Chunk:
        """Decode the buffer event by event, past what cannot be read."""
        while True:
            raw = bytes(memoryview(self._buffer)[1 : self._end])
            spans, events, consumed, self._ended = walk(raw, self._offset, self._salvage)
            if consumed or self._ended or self._eof or not self._grow():
                break
        self.events += events
        if not consumed and not self._ended:
            if not self._eof:
                self._salvage.note("damaged-event", f"byte {self._offset:,}")
            consumed = len(raw)
        self._consume(1 + consumed)
        return spans

    def _skip_header(self) -> None:
        while True:
            self._fill()
            found = _EVENTS_KEY.search(self._buffer, 1, self._end)
            bare = _BARE_LIST.match(self._buffer, 1, self._end)
            if found or bare:
                break
            if self._eof or not self._grow():
                raise BadInput(
                    f"{self.path}: no list of traceEvents, so not a Kineto (Chrome) trace; "
                    "give the file that torch.profiler's export_chrome_trace wrote"
                )
        if bare:
            self._consume(bare.end())
        elif found:
            self._describe(bytes(self._buffer[1 : found.start()]).rstrip(b" \r\n\t,") + b"}")
            self._consume(found.end())

    def _read_trailer(self) -> None:
        rest = bytes(self._buffer[1 : self._end])
        while not self._eof and len(rest) < _TRAILER_BYTES_MAX:
            self._end = 1
            self._fill()
            rest += self._buffer[1 : self._end]
        rest = rest.strip()
        if rest.startswith(b","):
            self._describe(b"{" + rest[1:])

    def _describe(self, text: bytes) -> None:
        """Add the members of the JSON object `text` to the metadata."""
        try:
            self.metadata |= msgspec.json.decode(text, type=dict[str, Any])
        except _REFUSALS as refusal:
            self._note("damaged-metadata", f"what stands beside the events: {refusal}")
