"""The folder of one compiled graph: output code, post-grad graph, provenance, scheduler record.

Reads what a capture writes (output_code.py, post_grad_graph.txt, provenance.json, scheduler.json)
and what TORCH_COMPILE_DEBUG=1 leaves (fx_graph_transformed.py, ..._node_mappings.json).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from workbench.errors import BadInput
from workbench.inductor.executed import executed_nodes
from workbench.inductor.graph_text import GraphNode, read_graph
from workbench.inductor.output_code import OutputCode, read_output_code
from workbench.inductor.schedule import SchedulerRecord
from workbench.schema import Finding

OUTPUT_CODE = "output_code.py"
GRAPHS = ("post_grad_graph.txt", "fx_graph_transformed.py", "fx_graph_readable.py")
PROVENANCE = ("provenance.json", "inductor_provenance_tracking_node_mappings.json")
SCHEDULER = "scheduler.json"
JSON_BYTES_MAX = 256 << 20


@dataclass(frozen=True)
class Origin:
    """Where a node of the graph was written: module path and class ("" unknown), exact line.

    original_aten: the op that it was decomposed from, as recorded (aten._softmax.default).
    """

    module: str = ""
    class_name: str = ""
    file: str = ""
    line: int = -1
    function: str = ""
    original_aten: str = ""


@dataclass(frozen=True)
class CompiledGraph:
    """One compiled graph.

    key: FX cache key, as in a profile's `## Call CompiledFxGraph <key> ##`, "" unknown.
    graph: nodes in order, () without the file. listed: for each call, the nodes that provenance
    lists for its handle. by_name: for each call, whether provenance knew the kernel's name only,
    not the handle. executed: for each call, the nodes it computes. pre_grad: for each node, those
    of the graph before decomposition that it stems from, {} unknown.
    """

    folder: Path
    key: str
    code: OutputCode
    graph: tuple[GraphNode, ...]
    listed: tuple[tuple[str, ...], ...]
    by_name: tuple[bool, ...]
    executed: tuple[tuple[str, ...], ...]
    origins: dict[str, Origin]
    scheduler: SchedulerRecord = field(default_factory=SchedulerRecord)
    pre_grad: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    health: tuple[Finding, ...] = ()


def load_graph(folder: Path) -> CompiledGraph:
    """Read the folder of one compiled graph; nothing in it is executed.

    Files that are missing or damaged beside output_code.py are left out and named in `health`.
    Raises BadInput when output_code.py is missing or unreadable.
    """
    if not (folder / OUTPUT_CODE).is_file():
        raise BadInput(f"{folder}: no {OUTPUT_CODE}; a compiled graph's folder holds one")
    code = read_output_code(folder / OUTPUT_CODE)
    health: list[Finding] = []
    graph = _first_graph(folder, health)
    provenance = _first_provenance(folder, health)
    scheduler = _scheduler(folder / SCHEDULER, health)
    mappings = provenance.get("node_mappings", provenance)
    mappings = mappings if isinstance(mappings, dict) else {}
    found = _names_of(mappings.get("cppCodeToPost"))
    listed = tuple(found.get(call.handle, found.get(call.name, ())) for call in code.calls)
    by_name = tuple(call.handle not in found and call.name in found for call in code.calls)
    return CompiledGraph(
        folder=folder,
        key=_text(provenance.get("cache_key")),
        code=code,
        graph=graph,
        listed=listed,
        by_name=by_name,
        executed=_executed(graph, code, listed, by_name),
        origins=_origins(graph, provenance.get("nodes")),
        scheduler=scheduler,
        pre_grad=_names_of(mappings.get("postToPre")),
        health=tuple(health),
    )


def _executed(
    graph: tuple[GraphNode, ...],
    code: OutputCode,
    listed: tuple[tuple[str, ...], ...],
    by_name: tuple[bool, ...],
) -> tuple[tuple[str, ...], ...]:
    """Nodes of each call. A name that stands for several calls is not smeared over them: what the
    data flow cannot tell apart is left to none.
    """
    executed = executed_nodes(graph, code.calls, listed)
    times = Counter(call.name for call in code.calls)
    return tuple(
        () if named and times[call.name] > 1 and len(own) == len(names) else own
        for call, own, names, named in zip(code.calls, executed, listed, by_name, strict=True)
    )


def _first_graph(folder: Path, health: list[Finding]) -> tuple[GraphNode, ...]:
    for name in GRAPHS:
        if (folder / name).is_file():
            try:
                return read_graph(folder / name)
            except BadInput as error:
                health.append(Finding("graph-unreadable", 1, str(error)))
    detail = f"{folder.name}: no readable {' or '.join(GRAPHS)}: generated kernels have no source"
    health.append(Finding("graph-missing", 1, detail))
    return ()


def _first_provenance(folder: Path, health: list[Finding]) -> dict[str, Any]:
    for name in PROVENANCE:
        if (folder / name).is_file():
            found = _json(folder / name, health)
            if isinstance(found, dict):
                return found
    detail = (
        f"{folder.name}: no readable {PROVENANCE[0]}: generated kernels have no place in the model"
    )
    health.append(Finding("provenance-missing", 1, detail))
    return {}


def _json(path: Path, health: list[Finding]) -> Any:
    try:
        if path.stat().st_size > JSON_BYTES_MAX:
            raise BadInput(f"larger than {JSON_BYTES_MAX >> 20} MiB")
        return msgspec.json.decode(path.read_bytes())
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, BadInput) as error:
        health.append(Finding("record-unreadable", 1, f"{path.name}: {error}"))
        return None


def _scheduler(path: Path, health: list[Finding]) -> SchedulerRecord:
    if not path.is_file():
        return SchedulerRecord()
    found = _json(path, health)
    try:
        return SchedulerRecord() if found is None else msgspec.convert(found, SchedulerRecord)
    except msgspec.ValidationError as error:
        health.append(Finding("record-unreadable", 1, f"{path.name}: {error}"))
        return SchedulerRecord()


def _names_of(found: object) -> dict[str, tuple[str, ...]]:
    """A JSON object of lists of names; anything else in it is left out."""
    if not isinstance(found, dict):
        return {}
    return {
        str(key): tuple(name for name in names if isinstance(name, str))
        for key, names in found.items()
        if isinstance(names, list)
    }


def _origins(graph: tuple[GraphNode, ...], recorded: object) -> dict[str, Origin]:
    origins = {
        node.name: Origin(file=node.file, line=node.line, function=node.function)
        for node in graph
        if node.file
    }
    entries: Mapping[str, object] = recorded if isinstance(recorded, dict) else {}
    for name, entry in entries.items():
        if isinstance(entry, dict):
            line = entry.get("line")
            origins[name] = Origin(
                module=_text(entry.get("module")),
                class_name=_text(entry.get("class")),
                file=_text(entry.get("file")),
                line=line if type(line) is int else -1,
                function=_text(entry.get("function")),
                original_aten=_text(entry.get("original_aten")),
            )
    return origins


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
