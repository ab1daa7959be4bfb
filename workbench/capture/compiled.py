"""The variants that torch.compile makes: inductor with its graphs, cudagraph with its replay."""

from __future__ import annotations

import json
import os
import re
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec
import torch

from workbench.capture.generated import scheduler_record
from workbench.capture.graphs import CompiledGraph, frames, listen
from workbench.capture.paths import local_prefixes, relative
from workbench.capture.profile import (
    parse,
    profile_steps,
    wall_times_us,
    warm_up,
    write_gzip,
)
from workbench.capture.workload import Workload
from workbench.schema import Variant

Recorded = tuple[Variant | None, str]  # (variant or None when left out, note)

_GRAPH_LAUNCHES = ("cudaGraphLaunch", "hipGraphLaunch", "cuGraphLaunch")
_CACHE = "TORCHINDUCTOR_CACHE_DIR"


@contextmanager
def compile_cache() -> Iterator[None]:
    """An empty compile cache for the block, so that Inductor schedules anew and tells what it does.

    A cache folder that the user set with TORCHINDUCTOR_CACHE_DIR is used as it is: texts are
    recorded from a warm one too, the schedule is not.
    """
    chosen = Path(os.environ.get(_CACHE) or "")
    # Inductor sets the variable itself, to its default folder.
    if chosen.name and chosen.parent != Path(tempfile.gettempdir()):
        yield
        return
    with (
        tempfile.TemporaryDirectory(prefix="torchinductor_", ignore_cleanup_errors=True) as folder,
        mock.patch.dict(os.environ, {_CACHE: folder, "TRITON_CACHE_DIR": f"{folder}/triton"}),
    ):
        yield


def record_inductor(workload: Workload, steps: int, folder: Path, trace: str) -> Recorded:
    """Compile, profile, and leave a folder inductor/<graph>/ a compiled graph."""
    with listen() as log:
        call, note = _compiled(workload)
        warm_up(workload, call)
    wall = wall_times_us(workload, call)
    trace_bytes, _ = profile_steps(workload, steps, folder, call, attribution=False)
    write_gzip(folder / trace, trace_bytes)
    graphs = [graph for graph in log.graphs if "output_code" in graph.texts]
    names = [f"inductor/{_graph_name(index, graph)}" for index, graph in enumerate(graphs)]
    prefixes = local_prefixes()
    for name, graph in zip(names, graphs, strict=True):
        write_graph(folder / name, graph, prefixes)
    notes = [note] if note else []
    notes += [f"{name}: {problem}" for name, g in zip(names, graphs, strict=True)
              for problem in g.problems]  # fmt: skip
    if any(graph.state == "hit" for graph in graphs):
        notes.append("compiled from a warm cache: scheduler.json has neither bytes nor refusals")
    variant = Variant(
        traces=(trace,),
        graphs=tuple(names),
        steps=steps,
        wall_us=wall,
        attention=_attention(workload),
        notes=tuple(notes),
    )
    return variant, ""


def record_cudagraph(workload: Workload, steps: int, folder: Path, trace: str) -> Recorded:
    """Compile with CUDA graphs and profile; left out unless the profiled steps only replayed."""
    if workload.device.type != "cuda":
        return None, "left out: CUDA graphs need a GPU"
    compiled, note = _compiled(workload, mode="reduce-overhead")

    def call(*arguments: Any, **keywords: Any) -> Any:
        torch.compiler.cudagraph_mark_step_begin()
        return compiled(*arguments, **keywords)

    warm_up(workload, call)  # compile and run, record, replay
    warm_up(workload, call)
    wall = wall_times_us(workload, call)
    graphs_before = _compiles()
    with _counted_captures() as captures:
        trace_bytes, _ = profile_steps(workload, steps, folder, call, attribution=False)
    reason = _not_a_replay(parse(trace_bytes), len(captures), _compiles() - graphs_before)
    if reason:
        return None, f"left out: {reason}"
    write_gzip(folder / trace, trace_bytes)
    variant = Variant(
        traces=(trace,),
        steps=steps,
        wall_us=wall,
        attention=_attention(workload),
        notes=(note,) if note else (),
    )
    return variant, ""


def _compiled(workload: Workload, mode: str | None = None) -> tuple[Callable[..., Any], str]:
    """torch.compile of the step's callable, after one run; (callable, note on graph breaks)."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"torch\._(dynamo|inductor)")
        call = torch.compile(workload.call, fullgraph=True, dynamic=False, mode=mode)
        try:
            workload.step(call)
            return call, ""
        except torch._dynamo.exc.Unsupported as error:
            reason = (str(error).strip().splitlines() or ["unsupported"])[0]
        torch._dynamo.reset()
        call = torch.compile(workload.call, dynamic=False, mode=mode)
        workload.step(call)
    return call, f"compiled with graph breaks: {reason}"


def _compiles() -> int:
    from torch._dynamo.utils import counters

    return int(counters["stats"]["unique_graphs"])


@contextmanager
def _counted_captures() -> Iterator[list[int]]:
    """Counts the CUDA graphs that are recorded during the block."""
    seen: list[int] = []
    original = torch.cuda.CUDAGraph.capture_begin

    def capture_begin(self: Any, *arguments: Any, **keywords: Any) -> Any:
        seen.append(1)
        return original(self, *arguments, **keywords)

    with mock.patch.object(torch.cuda.CUDAGraph, "capture_begin", capture_begin):
        yield seen


def _not_a_replay(trace: dict[str, Any], captures: int, compiles: int) -> str:
    """Why the profiled steps are no pure replay, "" when they are."""
    launches = sum(event.get("name") in _GRAPH_LAUNCHES for event in trace["traceEvents"])
    if not launches:
        return "no profiled step launched a CUDA graph (torch.compile skipped them)"
    if captures:
        return f"{captures} CUDA graphs were recorded again during the profiled steps"
    if compiles:
        return f"{compiles} graphs were compiled again during the profiled steps"
    return ""


def _attention(workload: Workload) -> str:
    return str(getattr(getattr(workload.module, "config", None), "_attn_implementation", ""))


def _graph_name(index: int, graph: CompiledGraph) -> str:
    key = re.sub(r"[^A-Za-z0-9]", "", graph.key) or "nokey"
    return f"graph{index}-{key}"


def write_graph(folder: Path, graph: CompiledGraph, prefixes: list[tuple[str, str]]) -> None:
    """Write output_code.py, post_grad_graph.txt, provenance.json and scheduler.json.

    Paths become relative and quoted source lines go: file and line stay.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for text, name in (
        ("output_code", "output_code.py"),
        ("post_grad_graph", "post_grad_graph.txt"),
    ):
        (folder / name).write_text(_clean(graph.texts.get(text, ""), prefixes))
    provenance = {
        "cache_key": graph.key,
        "node_mappings": json.loads(graph.texts.get("node_mappings") or "{}"),
        **_interned_stacks(json.loads(graph.texts.get("kernel_stack_traces") or "{}")),
        "nodes": graph.nodes,
    }
    for name, record in (
        ("provenance.json", provenance),
        ("scheduler.json", scheduler_record(graph)),
    ):
        text = relative(msgspec.json.encode(record).decode(), prefixes)
        (folder / name).write_text(text + "\n")


def _clean(text: str, prefixes: list[tuple[str, str]]) -> str:
    """Strip the source lines that comments quote (`# File: a.py:3 in f, code: y = x`)."""
    text = re.sub(r"^(\s*# File: .*?), code: .*$", r"\1", text, flags=re.MULTILINE)
    return relative(text, prefixes)


def _interned_stacks(traces: dict[str, list[str]]) -> dict[str, Any]:
    """`stacks`: distinct stacks, each [file:line function, ...] from the outermost frame in;
    `kernel_stack_traces`: kernel:handle -> indices of its stacks."""
    index: dict[tuple[str, ...], int] = {}
    kernels = {
        kernel: sorted(
            {
                index.setdefault(
                    tuple(f"{file}:{line} {function}" for file, line, function in frames(stack)),
                    len(index),
                )
                for stack in stacks
            }
        )
        for kernel, stacks in traces.items()
    }
    return {"stacks": [list(stack) for stack in index], "kernel_stack_traces": kernels}
