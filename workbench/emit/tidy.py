"""Format emitted source as this repository is formatted, by ruff."""

from __future__ import annotations

import subprocess

from workbench.errors import BadInput, Unavailable

COLUMNS = 100
_STYLE = ("--isolated", "--no-cache", "--line-length", str(COLUMNS), "--target-version", "py311")
TIME_LIMIT_S = 30


def tidy(text: str) -> str:
    """`text` formatted and its imports sorted. Raises Unavailable without ruff, BadInput when the
    text is not Python.
    """
    sort = ("check", "--quiet", "--select", "I", "--fix-only")
    return _ruff(_ruff(text, *sort), "format")


def _ruff(text: str, *arguments: str) -> str:
    try:
        from ruff import find_ruff_bin  # type: ignore[import-untyped]

        command = [find_ruff_bin(), *arguments, *_STYLE, "--stdin-filename", "kernel.py", "-"]
    except (ImportError, FileNotFoundError):
        raise Unavailable("ruff formats what is emitted: python -m pip install ruff") from None
    done = subprocess.run(
        command, input=text.encode(), capture_output=True, timeout=TIME_LIMIT_S, check=False
    )
    if done.returncode:
        raise BadInput(f"emitted source is not Python: {done.stderr.decode().strip()[-300:]}")
    return done.stdout.decode()
