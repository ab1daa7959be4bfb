"""Machine paths out of what is written: site-packages, the working folder, caches become relative.

Kineto already trims the entries of `sys.path` from Python frames, so that a frame reads
`transformers/cache_utils.py(497): update`; the same spelling is used for every other path here.
"""

from __future__ import annotations

import os
import re
import sys
import sysconfig
import tempfile
from collections.abc import Iterable
from pathlib import Path

# The folders in front of a name, written without a blank or a quote between them.
_FOLDERS = rb"""(?<![\w.~/-])/(?:[^\s"'`\\:;,()<>|{}\[\]/]+/)*?"""
_COMPILE_CACHE = re.compile(_FOLDERS + rb"torchinductor_?[^\s\"'\\/]*/")
_ANYWHERE = (
    (re.compile(_FOLDERS + rb"(?:site|dist)-packages/"), b""),
    (re.compile(_FOLDERS + rb"lib/python3\.\d+/"), b""),
    (re.compile(rb"(?<![\w.~/-])/(?:home|Users)/[^\s\"'\\:;,()/]+/"), b"~/"),
    (re.compile(rb"(?<![\w.~/-])/root/"), b"~/"),
)


def local_prefixes(extra: Iterable[tuple[Path, str]] = ()) -> list[tuple[str, str]]:
    """Prefixes of this process and what replaces them, the longest first.

    `extra` adds (folder, replacement) pairs. Replacements end in a slash or are empty.
    """
    pairs = [(os.fspath(folder), replacement) for folder, replacement in extra]
    pairs += [(entry, "") for entry in sys.path if Path(entry).is_absolute()]
    library = sysconfig.get_paths()
    pairs += [(library["purelib"], ""), (library["stdlib"], ""), (os.fspath(Path.cwd()), "")]
    pairs += [(os.fspath(Path.home()), "~/"), (tempfile.gettempdir(), "tmp/")]
    unique = {prefix.rstrip("/") + "/": replacement for prefix, replacement in reversed(pairs)}
    unique.pop("/", None)
    return sorted(unique.items(), key=lambda pair: (-len(pair[0]), pair))


def relative_bytes(text: bytes, prefixes: Iterable[tuple[str, str]] = ()) -> bytes:
    """`text` with absolute paths made relative: known prefixes, then the usual places.

    Works on whole files, JSON included: only path prefixes go, never a quote or a backslash.
    """
    text = _COMPILE_CACHE.sub(b"torchinductor/", text)
    for prefix, replacement in prefixes:
        needle = prefix.encode()
        if needle in text:
            text = re.sub(rb"(?<![\w.~/-])" + re.escape(needle), replacement.encode(), text)
    for pattern, replacement_bytes in _ANYWHERE:
        text = pattern.sub(replacement_bytes, text)
    return text


def relative(text: str, prefixes: Iterable[tuple[str, str]] = ()) -> str:
    """`relative_bytes` for text, such as one path or one message."""
    return relative_bytes(text.encode("utf-8", "surrogateescape"), prefixes).decode(
        "utf-8", "surrogateescape"
    )
