"""Progress on stderr: a spinner on a terminal, one line a stage with its seconds elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console


class Stages:
    """Tells which stage runs and how long it took; `current` names it for error messages."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._start = time.monotonic()
        self.current = "starting"

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Run the block as the stage `name`."""
        self.current, began = name, time.monotonic()
        if self._console.is_terminal:
            with self._console.status(f"{name} ..."):
                yield
        else:
            self._line(f"{name} ...")
            yield
        self._line(f"{name}: {time.monotonic() - began:.1f} s")

    def note(self, text: str) -> None:
        """One more line, such as a warning."""
        self._line(text)

    def _line(self, text: str) -> None:
        elapsed = time.monotonic() - self._start
        print(f"workbench capture [{elapsed:6.1f} s] {text}", file=sys.stderr, flush=True)
