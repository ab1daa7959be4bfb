"""What Inductor says while it compiles: output code, graphs, provenance, schedule, refusals.

Texts come from the structured log (logger `torch.__trace`), which speaks on a cache hit too. The
schedule and the refusals exist only where Inductor really schedules, so a hit has none, and
scheduler.json says so. Nothing here changes a cache key: the schedule is read as code generation
starts, by wrapping `Scheduler.codegen`, where the final nodes and the post-grad graph are at hand.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

# An artifact's name, or a top-level record's (newer torch moved some), and what we call it.
_TEXTS = {
    "inductor_output_code": "output_code",
    "inductor_post_grad_graph": "post_grad_graph",
    "inductor_provenance_tracking_node_mappings": "node_mappings",
    "inductor_provenance_tracking_kernel_stack_traces": "kernel_stack_traces",
}
_CLOSING = re.compile(r"fx_graph_cache_(hit|miss|bypass)$")


@dataclass
class Scheduled:
    """One node of the final schedule: what becomes a kernel or an extern call."""

    name: str  # as refusals spell it: op3_op4
    ops: list[str]  # op3, op4
    post_grad: list[str]  # nodes of the post-grad graph it stems from
    extern: bool
    buffers: list[str]  # buffers it defines, those that die inside included
    reads: dict[str, int]  # buffer -> bytes
    writes: dict[str, int]
    in_place: dict[str, str] = field(default_factory=dict)  # buffer -> the storage it really is


@dataclass
class CompiledGraph:
    """One compiled graph, as its compilation told."""

    key: str = ""  # FX cache key, also in the profiler's `## Call CompiledFxGraph <key> ##`
    state: str = ""  # hit | miss | bypass
    texts: dict[str, str] = field(default_factory=dict)
    schedule: list[Scheduled] = field(default_factory=list)
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)  # post-grad node -> origin
    refusals: dict[tuple[str, str], str] = field(default_factory=dict)  # last reason of a pair
    problems: list[str] = field(default_factory=list)


class CompilationLog(logging.Handler):
    """Collects `CompiledGraph`s while it listens; a graph ends with its FX cache record."""

    def __init__(self) -> None:
        super().__init__(level=logging.DEBUG)
        self.graphs: list[CompiledGraph] = []
        self.current = CompiledGraph()

    def emit(self, record: logging.LogRecord) -> None:
        """Take one record of the structured log."""
        described = getattr(record, "metadata", None)
        if not isinstance(described, dict):
            return
        artifact = described.get("artifact")
        names = [artifact.get("name", "")] if isinstance(artifact, dict) else list(described)
        for name in names:
            if name in _TEXTS:
                self.current.texts[_TEXTS[name]] = _payload(record)
            elif found := _CLOSING.match(name):
                self._close(found[1], _payload(record))

    def _close(self, state: str, payload: str) -> None:
        try:
            self.current.key = str(json.loads(payload).get("key") or "")
        except (ValueError, AttributeError):
            self.current.problems.append("the FX cache record is not JSON")
        self.current.state = state
        self.graphs.append(self.current)
        self.current = CompiledGraph()


def _payload(record: logging.LogRecord) -> str:
    payload = getattr(record, "payload", "")
    return str((payload() if callable(payload) else payload) or "")


class _RefusalHandler(logging.Handler):
    """Takes Inductor's `WhyNoFuse` messages; pairs without shared data say nothing."""

    def __init__(self, log: CompilationLog) -> None:
        super().__init__(level=logging.DEBUG)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        why: Any = record.msg
        first, second = getattr(why, "name1", None), getattr(why, "name2", None)
        if first is None or second is None or not hasattr(why, "reason"):
            return
        try:
            reason = str(why.reason % why.args) if why.args else str(why.reason)
        except (TypeError, ValueError):
            reason = str(why.reason)
        if "no shared data" not in reason:
            self._log.current.refusals[first, second] = reason


@contextmanager
def listen() -> Iterator[CompilationLog]:
    """Listen to compilations of this process; yields the log they fill."""
    import torch._inductor.config as config
    from torch._inductor import scheduler

    log = CompilationLog()
    structured, fusion = logging.getLogger("torch.__trace"), scheduler.fusion_log
    original = scheduler.Scheduler.codegen

    def codegen(self: Any) -> Any:
        _note_schedule(log.current, self)
        return original(self)

    with (
        _attached(structured, log),
        _attached(fusion, _RefusalHandler(log)),
        # The second makes C++ kernels visible to the profiler; Triton's always are.
        config.patch({"trace.provenance_tracking_level": 1, "cpp.enable_kernel_profile": True}),
    ):
        scheduler.Scheduler.codegen = codegen
        try:
            yield log
        finally:
            scheduler.Scheduler.codegen = original


@contextmanager
def _attached(logger: logging.Logger, handler: logging.Handler) -> Iterator[None]:
    level, propagate, others = logger.level, logger.propagate, list(logger.handlers)
    for other in others:  # a user's own TORCH_TRACE or TORCH_LOGS is put back afterwards
        logger.removeHandler(other)
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate
        for other in others:
            logger.addHandler(other)


def _note_schedule(graph: CompiledGraph, scheduler: Any) -> None:
    """Read the final schedule. Private interfaces: a failure is noted and never stops a compile."""
    from torch._inductor.virtualized import V

    try:
        real = getattr(scheduler, "mutation_real_name", {})
        graph.schedule += [_scheduled(node, real) for node in scheduler.nodes]
        graph.nodes |= {
            node.name: origin(node.meta)
            for node in V.graph.graph.nodes
            if node.op == "call_function"
        }
    except Exception as error:
        graph.problems.append(f"schedule not read: {type(error).__name__}: {error}")


def _scheduled(node: Any, real: dict[str, str]) -> Scheduled:
    inner = list(node.get_nodes())
    origins = {
        str(origin)
        for each in inner
        if getattr(each, "node", None) is not None
        for origin in each.node.get_origins()
    }
    buffers = [str(name) for name in node.get_buffer_names()]
    return Scheduled(
        name=str(node.get_name()),
        ops=[str(each.get_name()) for each in inner],
        post_grad=sorted(origins),
        extern=bool(node.is_extern()),
        buffers=buffers,
        reads=_bytes(node.get_read_write_buffer_accesses(True, False)),
        writes=_bytes(node.get_read_write_buffer_accesses(False, True)),
        in_place={name: str(real[name]) for name in buffers if name in real},
    )


def _bytes(accesses: dict[str, Any]) -> dict[str, int]:
    return {str(name): int(size) for name, size in accesses.items()}


_FRAME = re.compile(r'File "([^"]+)", line (\d+), in (\S+)')


def frames(stack_trace: str) -> list[tuple[str, int, str]]:
    """(file, line, function) of a stack trace as Python prints it, outermost first."""
    return [(file, int(line), function) for file, line, function in _FRAME.findall(stack_trace)]


def module_path(spelled: str) -> str:
    """Attribute path of dynamo's spelling of a module: L['self'].layers[3].mlp -> layers.3.mlp."""
    path = re.sub(r"^L\[(?:'[^']*'|\"[^\"]*\")\]\.?", "", spelled)
    path = re.sub(r"\._modules\[(?:'([^']*)'|\"([^\"]*)\")\]", r".\1\2", path)
    path = re.sub(r"\[(?:'([^']*)'|\"([^\"]*)\"|(\d+))\]", r".\1\2\3", path)
    return path.removeprefix("_modules.").strip(".")


def origin(meta: dict[str, Any]) -> dict[str, Any]:
    """Where a post-grad node comes from: module, its class, the ATen op, file and line."""
    stack = meta.get("nn_module_stack") or {}
    spelled, kind = next(reversed(stack.values())) if stack else ("", "")
    places = frames(meta.get("stack_trace") or "")
    file, line, function = places[-1] if places else ("", -1, "")
    return {
        "module": module_path(str(spelled)),
        "class": kind.__name__ if isinstance(kind, type) else str(kind).rsplit(".", 1)[-1],
        "original_aten": str(meta.get("original_aten") or ""),
        "file": file,
        "line": line,
        "function": function,
    }
