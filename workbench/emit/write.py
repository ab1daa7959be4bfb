"""Put a rendered kernel on disk without ever losing a hand's work."""

from __future__ import annotations

import difflib
import tempfile
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import BadInput, Usage

KERNEL = "kernel.py"
ROOT = Path("emitted")
DIFF_LINES_MAX = 200


@dataclass(frozen=True)
class Emitted:
    """One emitted file. `status`: written, unchanged (it already said this) or replaced."""

    path: Path
    status: str


def difference(old: str, new: str, path: Path) -> str:
    """Unified diff from the file on disk to the rendered text, at most 200 lines."""
    lines = list(
        difflib.unified_diff(
            old.splitlines(),
            new.splitlines(),
            f"{path} (on disk)",
            f"{path} (rendered)",
            "",
            "",
            3,
            "",
        )
    )
    rest = len(lines) - DIFF_LINES_MAX
    return "\n".join(lines[:DIFF_LINES_MAX] + ([f"... {rest} more lines"] if rest > 0 else []))


def write_kernel(folder: Path, text: str, force: bool = False) -> Emitted:
    """Write `text` as kernel.py in `folder`, whole or not at all.

    Raises Usage with the difference when another text is there and `force` is not given, BadInput
    when the place cannot be written.
    """
    path = folder / KERNEL
    try:
        old = path.read_text(encoding="utf-8") if path.exists() else None
        if old == text:
            return Emitted(path, "unchanged")
        if old is not None and not force:
            raise Usage(
                f"{path} differs from what would be emitted; keep it, choose another --out, or "
                f"replace it with --force\n{difference(old, text, path)}"
            )
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=folder, delete=False) as file:
            file.write(text)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: cannot be written: {error}") from None
    return Emitted(path, "written" if old is None else "replaced")
