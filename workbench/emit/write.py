"""Put emitted files on disk without ever losing a hand's work."""

from __future__ import annotations

import difflib
import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from workbench.errors import BadInput
from workbench.schema import SCHEMA_VERSION

NOTE = "emitted.json"
ROOT = Path("emitted")
DIFF_LINES_MAX = 200
NOTE_BYTES_MAX = 1 << 20


@dataclass(frozen=True)
class Emitted:
    """An emitted folder. `status`: written; unchanged (it says this already); updated (nobody had
    touched it); replaced (by force); touched (kept as it is: `difference` tells how it differs).
    """

    folder: Path
    status: str
    difference: str = ""


def difference(old: str, new: str, path: Path) -> str:
    """Unified diff from the file on disk to the rendered text, at most 200 lines."""
    names = f"{path} (on disk)", f"{path} (emitted)"
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), *names, lineterm=""))
    rest = len(lines) - DIFF_LINES_MAX
    return "\n".join(lines[:DIFF_LINES_MAX] + ([f"... {rest} more lines"] if rest > 0 else []))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def note(folder: Path) -> dict[str, Any]:
    """What was noted when the folder was emitted: origin, command, and `files` (name -> sha256).

    Empty where nothing was, or where what is there is no note.
    """
    path = folder / NOTE
    try:
        if not path.is_file() or path.stat().st_size > NOTE_BYTES_MAX:
            return {}
        found = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}
    return found if isinstance(found.get("files"), dict) else {}


def write_folder(
    folder: Path, files: Mapping[str, str], about: Mapping[str, Any], force: bool = False
) -> Emitted:
    """Write `files` (name -> text) and a note of them, all or, where one was edited since it was
    emitted and `force` is not given, none.

    Raises BadInput when the place cannot be written.
    """
    emitted = note(folder).get("files", {})
    new = {
        "schema_version": SCHEMA_VERSION,
        **about,
        "files": {name: _digest(text) for name, text in files.items()},
    }
    try:
        old = {
            name: (folder / name).read_text(encoding="utf-8")
            for name in files
            if (folder / name).exists()
        }
        changed = [name for name in old if old[name] != files[name]]
        touched = [name for name in changed if _digest(old[name]) != emitted.get(name)]
        if touched and not force:
            told = [difference(old[name], files[name], folder / name) for name in touched]
            return Emitted(folder, "touched", "\n".join(told))
        if len(old) == len(files) and not changed and note(folder) == new:
            return Emitted(folder, "unchanged")
        folder.mkdir(parents=True, exist_ok=True)
        for name in files:
            if old.get(name) != files[name]:
                write_whole(folder / name, files[name].encode())
        noted = msgspec.json.format(msgspec.json.encode(new), indent=1)
        write_whole(folder / NOTE, noted + b"\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{folder}: cannot be written: {error}") from None
    status = "replaced" if touched else "updated" if changed else "written"
    return Emitted(folder, status)


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path` whole or not at all, whenever the run is stopped. Raises OSError."""
    with tempfile.NamedTemporaryFile(
        "wb", dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        partial = Path(file.name)
        try:
            file.write(content)
            file.close()
            partial.chmod(0o644)
            partial.replace(path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
