"""Time a kernel on this GPU against what it replaces, all arms as replayed CUDA graphs.

Two states. cold: every launch of a graph has inputs of its own. in situ: the rows are hot (one
copy), everything else rotates, as in a model's step. In both the L2 is emptied before each replay,
so that what rotates comes from memory however small it is. Runs in the worker process; the
parent has seen to it that the verdict is green.
"""

from __future__ import annotations

import inspect
import math
import statistics
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import torch
import triton
import triton.language as tl

from workbench.errors import BadInput
from workbench.schema import Measurement
from workbench.validate import samples
from workbench.validate.arms import CONTROL, OURS, Arguments, Arm, arms, cpu_us, noted_launches
from workbench.validate.clocks import Clocks
from workbench.validate.gates import same_bits
from workbench.validate.graphs import L2_FACTOR, Graph, copy_bandwidth_gb_per_s, flush_buffer
from workbench.validate.oracle import as_outputs
from workbench.validate.scrutiny import overlaps, reversed_rows
from workbench.validate.subject import Subject

STATES = ("cold", "in situ")
TOKENS = (1, 64, 1024, 4096, 16384)  # of a kernel that states none
LAUNCHES_MOST, LAUNCHES_LEAST = 200, 20
GRAPH_US = 1000.0  # of which the launch of the graph itself is at most some tenths of a percent
WARM_MS, WARM_MS_QUICK = 200.0, 50.0


@triton.jit  # type: ignore[untyped-decorator]
def _empty() -> None:
    tl.static_assert(True)


def launches_of(held_bytes: int, light_us: float, l2_bytes: int) -> int:
    """Calls a graph: 200, or fewer where these touch 3x the L2 and last a millisecond, never below
    20. `held_bytes`: what one call reads and writes; `light_us`: how fast it could be.
    """
    enough = max(L2_FACTOR * l2_bytes / max(1, held_bytes), GRAPH_US / light_us)
    return max(LAUNCHES_LEAST, min(LAUNCHES_MOST, math.ceil(enough)))


def _bytes(tensors: Any) -> int:
    values = tensors.values() if isinstance(tensors, dict) else tensors
    return sum(t.numel() * t.element_size() for t in values if isinstance(t, torch.Tensor))


def _rotated(subject: Subject, arguments: Arguments, count: int, state: str) -> list[Arguments]:
    def copy(name: str, value: Any) -> Any:
        hot = state == "in situ" and name in subject.activations
        return value if hot or not isinstance(value, torch.Tensor) else value.clone()

    return [{name: copy(name, v) for name, v in arguments.items()} for _ in range(count)]


@dataclass(frozen=True)
class Plan:
    """What holds for all that is timed in one run."""

    flush: torch.Tensor
    bandwidth_gb_per_s: float
    clocks: Clocks
    quick: bool

    @property
    def rounds(self) -> int:
        """A B B A rounds a pair."""
        return samples.ROUNDS_QUICK if self.quick else samples.ROUNDS

    @property
    def warm_ms(self) -> float:
        """Milliseconds that a graph is replayed before it is timed."""
        return WARM_MS_QUICK if self.quick else WARM_MS


def events(
    subject: Subject,
    form: str,
    case: str,
    tokens: list[int],
    against: dict[str, str],
    quick: bool,
    changed: dict[str, Any] | None = None,
) -> Iterator[dict[str, Any]]:
    """Time every arm at every row count in both states, telling each row as it is measured, and
    `facts` (form, case, copy bandwidth, cubins, CPU cost of a call, clocks) as they are known.
    """
    tokens = tokens or [n for n in subject.tokens if n] or list(TOKENS)
    form = _known(subject.references, form, "form")
    case = _known(subject.cases, case, "case")
    case, draw = resized(case, subject.cases[case], changed or {})
    plan = Plan(flush_buffer(), copy_bandwidth_gb_per_s(), Clocks(), quick)
    yield {"total": len(tokens)}
    for rows in tokens:
        yield {"begin": f"{form}/{case}/T={rows}"}
        torch.compiler.reset()
        arguments = draw(device="cuda", rows=rows)
        launched, reason = subject.dispatch(**arguments, form=form)
        if not launched:
            raise BadInput(f"{form}/{case}/T={rows}: the kernel falls back: {reason}")
        with noted_launches() as seen:
            expected = as_outputs(subject.launcher(**arguments, form=form))
        cubins = {f"{name} T={rows}": digest for name, _, _, digest in seen}
        facts: dict[str, Any] = {"cubins": cubins}
        if rows == min(tokens):
            facts["cpu_us"] = cpu_us(subject, form, arguments)
        yield {"facts": facts}
        grids = [(grid, warps) for _, grid, warps, _ in seen]
        floor = floor_us(grids, plan)
        candidates = arms(subject, form, against, quick)
        yield from at(subject, candidates, arguments, expected, rows, floor, plan)
    found = {"form": form, "case": case, "copy_bandwidth_gb_per_s": plan.bandwidth_gb_per_s}
    yield {"facts": {**found, "clocks_mhz": plan.clocks.summary()}}


def resized(
    case: str, draw: Callable[..., Arguments], changed: Mapping[str, Any]
) -> tuple[str, Callable[..., Arguments]]:
    """A case drawn with other values (a dtype by its name), and what it is called then.

    Raises BadInput where its inputs do not hang on such a field.
    """
    taken = inspect.signature(draw).parameters
    values: dict[str, Any] = {}
    for name, value in changed.items():
        if name in ("device", "rows") or name not in taken:
            fields = ", ".join(each for each in taken if each not in ("device", "rows"))
            raise BadInput(f"case {case} has no field {name!r}: one of {fields or 'none'}")
        values[name] = value
        if isinstance(taken[name].default, torch.dtype):
            values[name] = getattr(torch, str(value), None)
            if not isinstance(values[name], torch.dtype):
                raise BadInput(f"case {case}: {name}={value} is no dtype, as bfloat16 is")
    told = "".join(f" {name}={value}" for name, value in changed.items())
    return case + told, partial(draw, **values)


def _known(names: Any, name: str, what: str) -> str:
    """`name`, or the first of `names` when it is empty. Raises BadInput for another."""
    if name and name not in names:
        raise BadInput(f"no {what} named {name!r}: one of {', '.join(names)}")
    return name or str(next(iter(names)))


def floor_us(grids: list[tuple[Any, int]], plan: Plan) -> float:
    """Time of empty kernels with the grids and warps that one call of ours launches."""

    def empty() -> tuple[()]:
        for grid, warps in grids:
            _empty[grid](num_warps=warps)
        return ()

    graph = Graph(empty, [{}], LAUNCHES_MOST, plan.flush)
    return statistics.median(graph.us() for _ in range(plan.rounds))


def at(
    subject: Subject,
    candidates: dict[str, Arm],
    arguments: Arguments,
    expected: tuple[torch.Tensor, ...],
    rows: int,
    floor: float,
    plan: Plan,
    states: tuple[str, ...] = STATES,
    beside: Arguments | None = None,
) -> Iterator[dict[str, Any]]:
    """Everything at one row count: a `timed` event for each measurement. `beside`: arguments that
    only other arms than ours take; each arm is called with all.
    """
    properties = torch.cuda.get_device_properties(0)
    held = _bytes(arguments) + _bytes(expected)
    moved = subject.bytes_moved(**arguments) if subject.bytes_moved else held
    light = max(moved / plan.bandwidth_gb_per_s / 1000, floor)
    launches = launches_of(held, light, properties.L2_cache_size)
    count = samples.copies(held + _bytes(beside or {}), properties.total_memory, launches)
    for state in states:
        facts = {
            **{"tokens": rows, "state": state, "floor_us": floor, "speed_of_light_us": light},
            **{"bytes_moved": moved, "launches": launches},
        }
        inputs = _rotated(subject, {**arguments, **(beside or {})}, count, state)
        for measured in _compared(candidates, inputs, expected, facts, plan, subject.rows):
            yield {"timed": asdict(measured)}


def _compared(
    candidates: dict[str, Arm],
    inputs: list[Arguments],
    expected: tuple[torch.Tensor, ...],
    facts: dict[str, Any],
    plan: Plan,
    rows: tuple[str, ...],
) -> Iterator[Measurement]:
    """The A/A control, then each arm: microseconds a call of it and of ours, and their ratio.

    Raises BadInput when what was timed does not give what a single launch gives, also once the
    arguments `rows` have changed: all copies hold the same values, and results could be kept.
    """
    launches = facts["launches"]
    ours = Graph(candidates[OURS], inputs, launches, plan.flush)
    ours.warm(plan.warm_ms, plan.clocks)
    steady = False
    others = {CONTROL: candidates[OURS], **{k: v for k, v in candidates.items() if k != OURS}}
    for name, arm in others.items():
        try:
            graph = Graph(arm, inputs, launches, plan.flush)
        except Exception as error:  # an arm that cannot run here is told, and the others go on
            text = f"{type(error).__name__}: {str(error)[:300]}"
            yield _measurement(name, facts, [], [], steady, None, text)
            continue
        graph.warm(plan.warm_ms, plan.clocks)
        a, b = samples.interleaved(ours.us, graph.us, plan.rounds)
        if name == CONTROL:
            steady = abs(samples.ratio(a, b).median - 1) <= samples.CONTROL
        yield _measurement(name, facts, a, b, steady, _equal(graph.outputs[0], expected), "")
        del graph
    _check(ours, expected, facts)
    given = [value for each in inputs for name, value in each.items() if name in rows]
    tensors = list({id(one): one for one in given if isinstance(one, torch.Tensor)}.values())
    if not any(overlaps(one) for one in tensors):
        with reversed_rows(tensors):
            _check(ours, as_outputs(candidates[OURS](**inputs[0])), facts, " on changed inputs")


def _check(ours: Graph, expected: tuple[torch.Tensor, ...], facts: Any, when: str = "") -> None:
    for tensors in ours.rewritten():
        if not all(same_bits(a, b) for a, b in zip(tensors, expected, strict=True)):
            raise BadInput(f"{facts}: the timed outputs are not those of a single launch{when}")


def _equal(outputs: tuple[torch.Tensor, ...], expected: tuple[torch.Tensor, ...]) -> float | None:
    """Share of the values that are equal; None where the arm returns something else."""
    shapes = [(a.shape, b.shape) for a, b in zip(outputs, expected, strict=False)]
    if len(outputs) != len(expected) or any(a != b for a, b in shapes):
        return None
    pairs = zip(outputs, expected, strict=True)
    share = min(float(((a == b) | (a.isnan() & b.isnan())).double().mean()) for a, b in pairs)
    return math.floor(share * 1e4) / 1e4  # so that 1 means all, also in a record of four digits


def _measurement(
    arm: str,
    facts: dict[str, Any],
    ours: list[float],
    other: list[float],
    steady: bool,
    equal: float | None,
    error: str,
) -> Measurement:
    found = samples.ratio(ours, other) if ours else samples.Ratio(0.0, 0.0, 0.0)
    return Measurement(
        **facts,
        arm=arm,
        us=statistics.median(other) if other else 0.0,
        ours_us=statistics.median(ours) if ours else 0.0,
        ratio=found.median,
        ratio_low=found.low,
        ratio_high=found.high,
        steady=steady,
        equal=equal,
        error=error,
        samples_us=tuple(other),
        ours_samples_us=tuple(ours),
    )
