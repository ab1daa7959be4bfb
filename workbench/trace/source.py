"""Bytes of a recording, plain or gzipped, into a buffer; damage ends the stream, unraised."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from isal import isal_zlib

from workbench.errors import BadInput
from workbench.schema import Finding

GZIP_MAGIC = b"\x1f\x8b"
# 64 GiB is a hundred times a large trace; reading it takes minutes, not hours.
BYTES_MAX = 64 << 30
# Deflate reaches 1032:1, real traces 10 to 40. Above this, past the first GiB, it is a bomb.
GZIP_RATIO_MAX = 200
GZIP_FREE_BYTES = 1 << 30
# A block inflates to at most 1032 times this (66 MB); at most this much is lost before damage.
_GZIP_BLOCK_BYTES = 64 << 10


# isal's stubs call its error an instance
_GZIP_ERRORS: Any = (isal_zlib.IsalError, EOFError, ValueError)


class Source(Protocol):
    """An open recording."""

    health: list[Finding]

    def readinto(self, view: memoryview) -> int:
        """Fill the front of `view`; how many bytes, 0 = end. Raises BadInput past the limit."""


class _Plain:
    def __init__(self, file: io.FileIO, path: Path, bytes_max: int) -> None:
        self.health: list[Finding] = []
        self._file, self._path, self._left = file, path, bytes_max

    def readinto(self, view: memoryview) -> int:
        count = self._file.readinto(view) or 0
        self._left -= count
        if self._left < 0:
            raise BadInput(f"{self._path}: larger than the limit; cut the trace to fewer steps")
        return count


class _Gzip:
    def __init__(self, file: io.FileIO, path: Path, bytes_max: int) -> None:
        self.health: list[Finding] = []
        self._file, self._path, self._bytes_max = file, path, bytes_max
        self._member = isal_zlib.decompressobj(wbits=31)
        self._pending = memoryview(b"")
        self._inflated = self._read = 0
        self._ended = False

    def readinto(self, view: memoryview) -> int:
        while not self._pending:
            block = self._inflate()
            if block is None:
                return 0
            self._pending = memoryview(block)
        count = min(len(view), len(self._pending))
        view[:count] = self._pending[:count]
        self._pending = self._pending[count:]
        return count

    def _inflate(self) -> bytes | None:
        """The next inflated block (perhaps empty); None at the end, also where damage ends it."""
        if self._ended:
            return None
        if self._member.eof:
            raw = self._member.unused_data
            if not raw.startswith(GZIP_MAGIC):  # padding after the last member
                raw = raw or self._file.read(_GZIP_BLOCK_BYTES) or b""
                if not raw.startswith(GZIP_MAGIC):
                    return None
                self._read += len(raw)
            self._member = isal_zlib.decompressobj(wbits=31)
        else:
            raw = self._file.read(_GZIP_BLOCK_BYTES) or b""
            self._read += len(raw)
            if not raw:
                self._end("gzip-truncated", "the gzip stream ends early: the copy is not whole")
                return None
        try:
            block: bytes = self._member.decompress(raw)
        except _GZIP_ERRORS as error:
            self._end("gzip-damaged", f"near compressed byte {self._read}: {error}")
            return None
        self._inflated += len(block)
        self._check_size()
        return block

    def _end(self, code: str, detail: str) -> None:
        self.health.append(Finding(code, 1, f"{detail}; what came before it was read"))
        self._ended = True

    def _check_size(self) -> None:
        allowed = max(GZIP_FREE_BYTES, GZIP_RATIO_MAX * self._read)
        if self._inflated > min(allowed, self._bytes_max):
            raise BadInput(
                f"{self._path}: {self._read:,} gzipped bytes hold {self._inflated:,} or more: a "
                "gzip bomb, or larger than the limit; unpack it yourself if you trust it"
            )


@contextmanager
def open_recording(path: Path, bytes_max: int = BYTES_MAX) -> Iterator[Source]:
    """Open `path`, gzipped or not (told by its first bytes, not by its name).

    Raises BadInput when it is missing, unreadable, empty or not a plain file.
    """
    if not path.is_file():
        raise BadInput(f"{path}: {'not a plain file' if path.exists() else 'no such file'}")
    try:
        with path.open("rb", buffering=0) as file:
            head = file.read(2)
            file.seek(0)
            if not head:
                raise BadInput(f"{path}: the file is empty")
            yield (_Gzip if head == GZIP_MAGIC else _Plain)(file, path, bytes_max)
    except OSError as error:
        raise BadInput(f"{path}: cannot be read: {error.strerror or error}") from error
