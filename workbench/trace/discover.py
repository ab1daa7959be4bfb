"""What lies in the files and folders to import, told by content where names do not tell."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from workbench.errors import BadInput, Usage
from workbench.schema import VARIANTS
from workbench.trace.source import open_recording

FILES_MAX = 100_000
_HEAD_BYTES = 1 << 16

OUTPUT_CODE = "output_code.py"
# Of a compiled graph's folder: what a capture writes, and what TORCH_COMPILE_DEBUG=1 leaves.
GRAPH_FILES = (
    OUTPUT_CODE,
    "post_grad_graph.txt",
    "provenance.json",
    "scheduler.json",
    "fx_graph_readable.py",
    "fx_graph_transformed.py",
    "inductor_provenance_tracking_node_mappings.json",
)
_SAYS_NOTHING = {*VARIANTS, "trace", "rank0", "traces", "tmp", "torch_compile_debug"}
_RANK = re.compile(r"(?:rank|TP|tp)[-_]?(\d{1,5})(?!\d)")


@dataclass
class Found:
    """Files to import. `named` traces were given by the user, the others found in a folder."""

    traces: list[Path] = field(default_factory=list)
    execution_traces: list[Path] = field(default_factory=list)
    graphs: list[Path] = field(default_factory=list)  # folders
    modules: list[Path] = field(default_factory=list)
    named: set[Path] = field(default_factory=set)
    ignored: list[Path] = field(default_factory=list)


def discover(paths: list[Path]) -> Found:
    """Sort what the user named. Raises BadInput for what is missing or holds nothing to import,
    Usage for a folder that is a capture already.
    """
    found = Found()
    for path in paths:
        if path.is_dir():
            if (path / "manifest.json").is_file():
                raise Usage(f"{path} is a capture already; copy the folder under captures/")
            _search(path, found)
        else:
            found.named.add(path)
            _sort(path, found)
    if not (found.traces or found.graphs):
        names = ", ".join(map(str, paths))
        raise BadInput(
            f"{names}: no trace and no compiled graph in it; give what export_chrome_trace wrote, "
            "or a torch_compile_debug folder"
        )
    return found


def named_variant(path: Path) -> str:
    """The variant that one of the two folders around a file is named for, "" for none."""
    return next((part for part in path.absolute().parts[-2:-4:-1] if part in VARIANTS), "")


def named_rank(path: Path) -> int:
    """The rank that a file's name tells (rank3, TP-3), -1 for none."""
    found = _RANK.findall(path.name)
    return int(found[-1]) if found else -1


def default_identity(paths: list[Path]) -> str:
    """An id for a capture of these paths: the folder's name, or a file's that says something."""
    path = paths[0].absolute()
    name = path.name if path.is_dir() else path.name.split(".")[0]
    for part in (name, *reversed(path.parts[:-1])):
        identity = re.sub(r"[^a-z0-9_.-]+", "-", part.lower()).strip(".-")
        if identity and identity not in _SAYS_NOTHING:
            return identity
    return "imported"


def _search(folder: Path, found: Found) -> None:
    count = 0
    for parent, folders, files in os.walk(folder):  # does not follow links
        folders.sort()
        here = Path(parent)
        if OUTPUT_CODE in files:
            found.graphs.append(here)
            folders.clear()
            continue
        for name in sorted(files):
            count += 1
            if count > FILES_MAX:
                raise BadInput(f"{folder}: more than {FILES_MAX:,} files; name the traces instead")
            if name.endswith((".json", ".json.gz")):
                _sort(here / name, found)


def _sort(path: Path, found: Found) -> None:
    named = path in found.named
    if path.name == "modules.json":
        found.modules.append(path)
        return
    try:
        head = _head(path)
    except BadInput:
        if named:
            raise
        found.ignored.append(path)
        return
    events, nodes, schema = (head.find(key) for key in (b'"traceEvents"', b'"nodes"', b'"schema"'))
    if events < 0 and nodes >= 0 and schema >= 0:
        found.execution_traces.append(path)
    elif named or events >= 0 or "trace" in path.name:
        found.traces.append(path)
    else:
        found.ignored.append(path)


def _head(path: Path) -> bytes:
    with open_recording(path) as source:
        buffer = bytearray(_HEAD_BYTES)
        with memoryview(buffer) as view:
            count = 0
            while count < len(buffer) and (read := source.readinto(view[count:])):
                count += read
        return bytes(buffer[:count])
