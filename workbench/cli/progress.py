"""Progress of a command with many steps: on stderr, and only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def steps(title: str) -> Iterator[Callable[[str, int], None]]:
    """Yield `step(name, total)`, to be called as each step begins; total 0 means not yet known."""
    if not sys.stderr.isatty():
        yield lambda name, total: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(escape(title), total=None)

        def step(name: str, total: int) -> None:
            advance = 1 if total else 0
            description = f"{escape(title)}: {escape(name)}"
            progress.update(task, total=total or None, advance=advance, description=description)

        yield step
