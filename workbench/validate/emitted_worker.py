"""The process that times emitted kernels, one after another on an idle GPU: `python -m
workbench.validate.emitted_worker < REQUEST`, started by `emitted_timing`.

It runs files that the user had emitted, as `worker` does, and reports in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import torch

from workbench.errors import BadInput
from workbench.validate import subject as subjects
from workbench.validate import worker
from workbench.validate.arms import OURS, Arguments, Arm, noted_launches
from workbench.validate.bench import Plan, at, floor_us
from workbench.validate.clocks import Clocks
from workbench.validate.emitted_timing import LIBRARY, Wanted
from workbench.validate.graphs import copy_bandwidth_gb_per_s, flush_buffer
from workbench.validate.oracle import as_outputs
from workbench.validate.subject import Subject

_BESIDE = "library "  # before the names of arguments that only the library's kernel takes

Event = dict[str, Any]
load = lru_cache(maxsize=None)(subjects.load)  # a file registers its operator once a process


def events(request: Event) -> Iterator[Event]:
    """Time every kernel of `request` (capture, kernels, prepare), telling what comes of each.

    prepare: compile and run each once instead, so that the timing finds what is compiled in the
    caches.
    """
    if not torch.cuda.is_available():
        yield {"not_run": "no CUDA device on this machine"}
        return
    yield {"device": torch.cuda.get_device_name(), "versions": worker.versions()}
    plan = None
    if not request["prepare"]:
        plan = Plan(flush_buffer(), copy_bandwidth_gb_per_s(), Clocks(), quick=True)
    for wanted in msgspec.convert(request["kernels"], list[Wanted]):
        yield {"begin": wanted.key}
        try:
            yield from _of_one(wanted, request["capture"], plan)
        except Exception as error:
            yield {"facts": {"problem": f"{type(error).__name__}: {str(error)[:300]}"}}
        torch.compiler.reset()
        torch.cuda.synchronize()  # raises where the kernel broke the context: the others start anew
        torch.cuda.empty_cache()


def _of_one(wanted: Wanted, capture: str, plan: Plan | None) -> Iterator[Event]:
    subject = load(Path(wanted.path))
    case, form = _named(subject.cases, capture), _named(subject.references, wanted.reference)
    arguments = subject.cases[case](device="cuda")
    launched, reason = subject.dispatch(**arguments, form=form)
    if not launched:
        raise BadInput(f"{form}/{case}: the kernel falls back: {reason}")
    yield {"facts": {"form": form, "case": case, "rounds": plan.rounds if plan else 0}}
    arms = arms_of(subject, form, arguments)
    library, beside, facts = library_arm(wanted, capture, form, arguments)
    yield {"facts": facts}
    if library:
        arms[LIBRARY] = library
    every = {**arguments, **beside}
    if plan is None:
        with torch.no_grad():
            for arm in arms.values():
                arm(**every)
        return
    with noted_launches() as seen:
        expected = as_outputs(arms[OURS](**every))
    floor = floor_us([(grid, warps) for _, grid, warps, _ in seen], plan)
    rows = len(next(iter(arguments[name] for name in subject.rows)))
    for event in at(subject, arms, arguments, expected, rows, floor, plan, ("cold",), beside):
        if beside and event["timed"]["arm"] == LIBRARY:
            event["timed"]["equal"] = None  # other inputs, so other outputs
        yield event
    yield {"facts": {"clocks_mhz": plan.clocks.summary()}}


def _named(names: Any, wanted: str) -> str:
    return wanted if wanted in names else str(next(iter(names)))


def arms_of(subject: Subject, form: str, arguments: Arguments) -> dict[str, Arm]:
    """Ours, eager, torch.compile: each takes the arguments from among all that are given."""
    reference = subject.references[form]

    def ours(**every: Any) -> Any:
        return subject.launcher(**every, form=form)

    arms = {OURS: ours, "eager": reference, "compile": torch.compile(reference, dynamic=False)}
    return {name: _picking(arm, tuple(arguments)) for name, arm in arms.items()}


def _picking(arm: Arm, names: tuple[str, ...], before: str = "") -> Arm:
    return lambda **every: arm(**{name: every[before + name] for name in names})


def library_arm(
    wanted: Wanted, capture: str, form: str, arguments: Arguments
) -> tuple[Arm | None, Arguments, dict[str, Any]]:
    """The library's kernel of the same region, the arguments that only it takes, and what to note.

    It takes ours where they have its names; else those of `wanted.inputs`, a file of its own code,
    if these are as many bytes.
    """
    if not wanted.library:
        return None, {}, {}
    kernel = load(Path(wanted.library))
    beside: Arguments = {}
    if wanted.inputs:
        source = load(Path(wanted.inputs))
        form = _named(source.references, wanted.reference)
        given = source.cases[_named(source.cases, capture)](device="cuda")
        beside = {_BESIDE + name: value for name, value in given.items()}
        if not _alike(given, arguments):
            return None, {}, {"problem": "the library's kernel has inputs of another size"}
    else:
        given = arguments
    if form not in kernel.references:
        return None, {}, {"problem": f"the library has no form {form}"}
    launched, reason = kernel.dispatch(**given, form=form)
    if not launched:
        return None, {}, {"problem": f"the library's kernel falls back: {reason}"}

    def library(**some: Any) -> Any:
        return kernel.launcher(**some, form=form)

    facts = {"library": kernel.name, "library_inputs": "own" if beside else "same"}
    arm = _picking(library, tuple(given), _BESIDE if beside else "")
    return arm, beside, facts


def _alike(one: Arguments, other: Arguments) -> bool:
    sizes: list[int] = [
        sum(t.numel() * t.element_size() for t in each.values() if isinstance(t, torch.Tensor))
        for each in (one, other)
    ]
    return max(sizes) <= 1.05 * min(sizes)


if __name__ == "__main__":
    worker.main(events)
