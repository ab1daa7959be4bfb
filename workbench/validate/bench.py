"""Time a kernel on this GPU against what it replaces, all arms as replayed CUDA graphs.

Two states. cold: every launch of a graph has inputs of its own, and the L2 is overwritten before
each replay. in situ: the rows are hot (one copy), everything else rotates, as in a model's step.
Runs in the worker process; the parent has seen to it that the verdict is green.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any
from unittest import mock

import torch
import triton
import triton.language as tl
from triton.runtime.jit import JITFunction

from workbench.errors import BadInput
from workbench.validate import samples
from workbench.validate.gates import same_bits
from workbench.validate.subject import Subject, import_file

STATES = ("cold", "in situ")
TOKENS = (1, 64, 1024, 4096, 16384)  # of a kernel that states none
LAUNCHES = 200
WARM_CALLS = 3
WARM_MS = 200.0
_COPY_BYTES = 1 << 30
_L2_FACTOR = 3

Arguments = dict[str, Any]
Arm = Callable[..., Any]


@triton.jit  # type: ignore[untyped-decorator]
def _empty() -> None:
    tl.static_assert(True)


@contextmanager
def _grids() -> Iterator[list[tuple[Any, int]]]:
    """Grid and warps of each Triton launch made inside; the launches are made."""
    seen: list[tuple[Any, int]] = []
    run = JITFunction.run

    def noted(self: Any, *args: Any, grid: Any, warmup: bool, **kwargs: Any) -> Any:
        seen.append((grid, kwargs.get("num_warps", 4)))
        return run(self, *args, grid=grid, warmup=warmup, **kwargs)

    with mock.patch.object(JITFunction, "run", noted):
        yield seen


class Graph:
    """`launches` calls of an arm, captured; `us()` replays once and gives microseconds a call."""

    def __init__(self, arm: Arm, inputs: list[Arguments], flush: torch.Tensor | None) -> None:
        self._flush = flush
        self._launches = LAUNCHES
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream), torch.no_grad():
            for arguments in inputs[:WARM_CALLS]:
                arm(**arguments)
        torch.cuda.current_stream().wait_stream(stream)
        self._graph = torch.cuda.CUDAGraph()
        self.outputs: list[Any] = []
        with torch.cuda.graph(self._graph), torch.no_grad():
            for i in range(LAUNCHES):
                self.outputs.append(arm(**inputs[i % len(inputs)]))

    def us(self) -> float:
        """Microseconds a call of one replay, by events on the stream."""
        if self._flush is not None:
            self._flush.zero_()
        begin, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        begin.record()
        self._graph.replay()
        end.record()
        end.synchronize()
        return float(begin.elapsed_time(end)) * 1000 / self._launches


def copy_bandwidth_gb_per_s() -> float:
    """Bytes read plus written a second by a device copy of 1 GiB, best of 20."""
    source = torch.empty(_COPY_BYTES, dtype=torch.uint8, device="cuda")
    target = torch.empty_like(source)
    best = float("inf")
    for _ in range(20):
        begin, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        begin.record()
        target.copy_(source)
        end.record()
        end.synchronize()
        best = min(best, begin.elapsed_time(end))
    return 2 * _COPY_BYTES / best / 1e6


def load_function(place: str) -> Arm:
    """The function that FILE.py:name names, called with the reference's arguments. Runs the file.

    Raises BadInput when there is none.
    """
    file, _, name = place.rpartition(":")
    if not file.endswith(".py") or not Path(file).is_file():
        raise BadInput(f"--against {place}: give FILE.py:function")
    module = import_file(Path(file))
    if not callable(getattr(module, name, None)):
        raise BadInput(f"--against {place}: {file} has no function {name}")
    function: Arm = getattr(module, name)
    return function


def _arms(subject: Subject, form: str, against: str) -> dict[str, Arm]:
    reference = subject.references[form]

    def ours(**arguments: Any) -> Any:
        return subject.launcher(**arguments, form=form)

    arms: dict[str, Arm] = {"ours": ours, "eager": reference}
    arms["compile"] = torch.compile(reference, dynamic=False)
    arms["max-autotune"] = torch.compile(
        reference, dynamic=False, mode="max-autotune-no-cudagraphs"
    )
    return {**arms, "against": load_function(against)} if against else arms


def _bytes(tensors: Any) -> int:
    values = tensors.values() if isinstance(tensors, dict) else tensors
    return sum(t.numel() * t.element_size() for t in values if isinstance(t, torch.Tensor))


def _rotated(subject: Subject, arguments: Arguments, count: int, state: str) -> list[Arguments]:
    def copy(name: str, value: Any) -> Any:
        hot = state == "in situ" and name in subject.activations
        return value if hot or not isinstance(value, torch.Tensor) else value.clone()

    return [{name: copy(name, v) for name, v in arguments.items()} for _ in range(count)]


def events(
    subject: Subject, form: str, case: str, tokens: list[int], against: str
) -> Iterator[dict[str, Any]]:
    """Time every arm at every row count in both states, telling each row as it is measured."""
    tokens = tokens or [n for n in subject.tokens if n] or list(TOKENS)
    form = _known(subject.references, form, "form")
    case = _known(subject.cases, case, "case")
    properties = torch.cuda.get_device_properties(0)
    bandwidth = copy_bandwidth_gb_per_s()
    flush = torch.empty(_L2_FACTOR * properties.L2_cache_size, dtype=torch.uint8, device="cuda")
    yield {"total": len(tokens)}
    for rows in tokens:
        yield {"begin": f"{form}/{case}/T={rows}"}
        torch.compiler.reset()
        arguments = subject.cases[case](device="cuda", rows=rows)
        launched, reason = subject.dispatch(**arguments, form=form)
        if not launched:
            raise BadInput(f"{form}/{case}/T={rows}: the kernel falls back: {reason}")
        outputs = subject.launcher(**arguments, form=form)
        held = _bytes(arguments) + _bytes(outputs)
        moved = subject.bytes_moved(**arguments) if subject.bytes_moved else held
        count = samples.copies(held, properties.total_memory, LAUNCHES)
        arms = _arms(subject, form, against)
        with _grids() as grids:
            arms["ours"](**arguments)
        floor = _floor_us(grids, flush)
        for state in STATES:
            inputs = _rotated(subject, arguments, count, state)
            yield from _compared(arms, inputs, flush if state == "cold" else None, outputs, {
                "form": form, "case": case, "tokens": rows, "state": state, "floor_us": floor,
                "bytes": moved, "copy_bandwidth_gb_per_s": bandwidth,
                "speed_of_light_us": max(moved / bandwidth / 1000, floor),
            })  # fmt: skip


def _known(names: Any, name: str, what: str) -> str:
    """`name`, or the first of `names` when it is empty. Raises BadInput for another."""
    if name and name not in names:
        raise BadInput(f"no {what} named {name!r}: one of {', '.join(names)}")
    return name or str(next(iter(names)))


def _floor_us(grids: list[tuple[Any, int]], flush: torch.Tensor) -> float:
    """Time of empty kernels with the grids and warps that one call of ours launches."""

    def empty() -> None:
        for grid, warps in grids:
            _empty[grid](num_warps=warps)

    graph = Graph(empty, [{}], None)
    return statistics.median(graph.us() for _ in range(samples.ROUNDS))


def _warm(graph: Graph) -> None:
    spent = 0.0
    while spent < WARM_MS:
        spent += graph.us() * LAUNCHES / 1000


def _compared(
    arms: dict[str, Arm],
    inputs: list[Arguments],
    flush: torch.Tensor | None,
    expected: Any,
    facts: dict[str, Any],
) -> Iterator[dict[str, Any]]:
    """One `timed` event an arm: microseconds a call of it and of ours, paired, and their ratio."""
    ours = Graph(arms["ours"], inputs, flush)
    _warm(ours)
    timed = ours.outputs[-1]
    if not all(same_bits(a, b) for a, b in zip(timed, expected, strict=True)):
        raise BadInput(f"{facts}: the timed outputs are not those of a single launch")
    others = {"ours again": arms["ours"], **{k: v for k, v in arms.items() if k != "ours"}}
    for name, arm in others.items():
        graph = Graph(arm, inputs, flush)
        _warm(graph)
        a, b = samples.interleaved(ours.us, graph.us)
        yield {"timed": {
            **facts, "arm": name, "us": statistics.median(b), "ours_us": statistics.median(a),
            "ratio": asdict(samples.ratio(a, b)), "samples_us": b, "ours_samples_us": a,
        }}  # fmt: skip
        del graph
