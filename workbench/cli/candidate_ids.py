"""Candidate ids at the prompt: `suggest` keeps those it lists in the capture's .cache/, and the
shell is offered them. Looking for them anew would take seconds a keystroke.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from workbench.capture.store import CACHE, ROOT

FOLDER = "candidates"
BYTES_MAX = 1 << 20
_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


def remember(capture: Path, variant: str, ids: Iterable[str]) -> None:
    """Keep the ids of a variant of the capture in folder `capture`, unless that is read-only."""
    from workbench.emit.write import write_whole

    path = capture / CACHE / FOLDER / variant
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, "".join(f"{one}\n" for one in ids).encode())


def complete_candidate(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Ids that `suggest` last listed for the CAPTURE already typed; none before it was run."""
    name, variant = ctx.params.get("capture"), ctx.params.get("variant")
    with suppress(OSError, ValueError):
        ids = _remembered(str(name), variant) if name else []
        return [CompletionItem(one) for one in ids if one.startswith(incomplete)]
    return []


def _remembered(name: str, variant: str | None) -> list[str]:
    """By saving, as they were listed. What is no id, as in a file of another hand, is left out."""
    folders = (parent / CACHE / FOLDER for parent in (Path(name), ROOT / name))
    folder = next((one for one in folders if one.is_dir()), None)
    if folder is None:
        return []
    kept = sorted(path.name for path in folder.iterdir())
    chosen = variant or ("eager" if "eager" in kept or len(kept) != 1 else kept[0])
    path = folder / chosen
    if not path.is_file() or path.stat().st_size > BYTES_MAX:
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if _ID.fullmatch(line)]
