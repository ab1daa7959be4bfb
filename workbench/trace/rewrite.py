"""Foreign recordings copied into a capture: paths relative, quoted source stripped, gzipped."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from workbench.capture.paths import relative_bytes
from workbench.errors import BadInput
from workbench.trace.source import BYTES_MAX, open_recording

_BLOCK_BYTES = 4 << 20
_GRAPH_BYTES_MAX = 256 << 20
_CACHE_MAX = 200_000

# An absolute path, as far as a blank, a quote or an escape; found by its slash, which is fast.
_PATH = re.compile(rb'/(?<![\w.~/-]/)(?=[\w.~-])[^\s"\\]*')
# Working folders that containers use; what lies below is the project's own layout.
_WORKING = re.compile(rb"/(?:[\w.-]*workspace|workdir|app|code|src)/")
_IS_FILE = re.compile(rb"[^(:]*\.(?:py|pyx|json|so|cu|cpp|h|txt)\b")
# What compilers quote: `# File: a.py:3 in f, code: y = x`, and a stack's second line in JSON.
_QUOTED_COMMENT = re.compile(rb"(# File: [^\n]*?), code: [^\n]*")
_QUOTED_STACK = re.compile(
    rb'(File \\"[^"\\]*\\", line \d+, in [^\\"\n]*)\\n {4}(?:[^"\\\n]|\\[^n])*'
)


def relative_path(path: bytes, known: dict[bytes, bytes]) -> bytes:
    """One absolute path of some other machine made relative; `known` remembers answers."""
    found = known.get(path)
    if found is None:
        found = relative_bytes(path)
        found = _WORKING.sub(b"", found, count=1) if found.startswith(b"/") else found
        if found.startswith(b"/") and _IS_FILE.match(found):
            found = found[1:]
        if len(known) < _CACHE_MAX:
            known[path] = found
    return found


def relative_text(text: bytes, known: dict[bytes, bytes] | None = None) -> bytes:
    """`text` with every absolute path made relative; quotes and escapes are left as they are."""
    answers = {} if known is None else known
    return _PATH.sub(lambda match: relative_path(match[0], answers), text)


def _blocks(path: Path, bytes_max: int) -> Iterator[bytes]:
    """The unpacked bytes of a recording in blocks that end where no path does."""
    with open_recording(path, bytes_max) as source:
        buffer = bytearray(_BLOCK_BYTES)
        rest = b""
        with memoryview(buffer) as view:
            while count := source.readinto(view):
                block = rest + bytes(view[:count])
                cut = max(block.rfind(b'"'), block.rfind(b"\n")) + 1 or len(block)
                yield block[:cut]
                rest = block[cut:]
        yield rest


def copy_recording(source: Path, destination: Path, bytes_max: int = BYTES_MAX) -> None:
    """Write `source` (JSON, plain or gzipped) gzipped to `destination`, its paths made relative.

    The same input gives the same bytes. Damage is kept as it is; a gzip stream that ends early or
    is damaged ends where it could be read.
    """
    destination.parent.mkdir(parents=True, exist_ok=True)
    known: dict[bytes, bytes] = {}
    with (
        destination.open("wb") as raw,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0) as packed,
    ):
        for block in _blocks(source, bytes_max):
            packed.write(relative_text(block, known))


def copy_graph_file(source: Path, destination: Path) -> None:
    """Copy a compiled graph's file: paths made relative, quoted source lines out.

    Raises BadInput when it is too large to be one.
    """
    if source.stat().st_size > _GRAPH_BYTES_MAX:
        raise BadInput(f"{source}: larger than {_GRAPH_BYTES_MAX >> 20} MiB, so not Inductor's")
    text = _QUOTED_COMMENT.sub(rb"\1", source.read_bytes())
    if source.suffix == ".json":
        text = _QUOTED_STACK.sub(rb"\1", text)
    destination.parent.mkdir(parents=True, exist_ok=True)
    destination.write_bytes(relative_text(text))
