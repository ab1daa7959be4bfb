"""Run one trial of a kernel: guarded buffers in, a `CaseResult` out."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch

from workbench.schema import CaseResult
from workbench.validate import gates
from workbench.validate.guarded import Guarded, GuardedAllocations, unwritten
from workbench.validate.inputs import Trial
from workbench.validate.judging import judge_choices, judge_values, views_of
from workbench.validate.oracle import Outputs, as_on_cuda, as_outputs, eager
from workbench.validate.repetition import Run, equal, judge_batches, judge_runs
from workbench.validate.subject import Subject
from workbench.validate.verdict import preconditions


@contextmanager
def count_launches(device: str) -> Iterator[list[int]]:
    """Yield a one-element list that counts Triton launches, as Triton itself sees them."""
    count = [0]
    if device == "cuda":
        import triton

        def hook(*_: Any, **__: Any) -> None:
            count[0] += 1

        triton.knobs.runtime.launch_enter_hook.add(hook)
        try:
            yield count
        finally:
            triton.knobs.runtime.launch_enter_hook.remove(hook)
        return
    from triton.runtime.interpreter import GridExecutor

    run = GridExecutor.__call__

    def counted(self: Any, *args: Any, **kwargs: Any) -> Any:
        count[0] += 1
        return run(self, *args, **kwargs)

    GridExecutor.__call__ = counted
    try:
        yield count
    finally:
        GridExecutor.__call__ = run


# What a launcher that has no `dispatch` may raise on hostile inputs, as a visible refusal.
_REFUSALS = (AssertionError, ValueError, TypeError, NotImplementedError)


def run_trial(subject: Subject, trial: Trial, device: str) -> CaseResult:
    """Try the kernel on one input and judge it by every gate that applies.

    `device`: "cuda", or "interpret" in a process of the mended interpreter. An exception of the
    kernel's is a failed precondition; what the reference raises comes through.
    """
    memory = "cpu" if device == "interpret" else device
    arguments = trial.make(memory)
    reference = subject.references[trial.form]
    launcher = subject.launcher
    if device == "interpret":  # the launcher too: where it falls back it runs the reference
        reference, launcher = as_on_cuda(reference), as_on_cuda(launcher)
    expected, decisions = eager(reference, arguments)

    def run(inputs: dict[str, Any], out: Outputs | None = None) -> Outputs:
        with torch.no_grad(), warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            got = launcher(**inputs, form=trial.form, out=out, device=device)
        if device == "cuda":
            torch.cuda.synchronize()
        return as_outputs(got)

    try:
        launched, reason = subject.dispatch(**arguments, form=trial.form, device=device)
        if not launched:
            return _fallback(trial, reason, run(arguments), expected)
        with count_launches(device) as launches:
            outputs, faults = _first_run(subject, run, arguments, expected)
        if not launches[0]:
            reason = "dispatch says that it launches, but Triton saw no launch"
            return CaseResult(trial.name, False, reason, (), trial.must_launch)
    except Exception as error:
        if trial.hostile and not subject.takes_out and isinstance(error, _REFUSALS):
            why = f"raises {type(error).__name__}: {error}".rstrip(": ")[:500]
            return CaseResult(trial.name, False, why, (), must_launch=False)
        text = f"{type(error).__name__}: {str(error).strip() or 'no message'}"
        gate = preconditions({"runs": text[:500]})
        return CaseResult(trial.name, True, "", (gate,), trial.must_launch)
    judged, elided = [preconditions(faults)], list[str]()
    # A kernel that writes where it must not is not run again in this process.
    if judged[0].passed and any(output.numel() for output in outputs):
        views = views_of(reference, arguments, outputs, expected, decisions)
        values, elided = judge_values(subject, views, trial.hostile)
        judged += [*values, *judge_choices(subject, views)]
        if device == "cuda" or not trial.hostile:  # the interpreter is slow
            judged += judge_runs(run, arguments, outputs, device)
            judged += judge_batches(subject, reference, run, arguments, outputs, device)
    bits = equal(outputs, expected)
    return CaseResult(trial.name, True, "", tuple(judged), trial.must_launch, bits, tuple(elided))


def _fallback(trial: Trial, reason: str, outputs: Outputs, expected: Outputs) -> CaseResult:
    same = equal(outputs, expected)
    fault = "" if same else "the fallback's outputs are not eager's"
    gate = preconditions({"falls back to eager": fault, "gives a reason": _empty(reason)})
    return CaseResult(trial.name, False, reason, (gate,), trial.must_launch)


def _empty(reason: str) -> str:
    return "" if reason else "no reason given"


def _first_run(
    subject: Subject, run: Run, arguments: dict[str, Any], expected: Outputs
) -> tuple[Outputs, dict[str, str]]:
    """Into guarded buffers, and if that was clean into the launcher's own: what was amiss."""
    tensors = {k: v for k, v in arguments.items() if isinstance(v, torch.Tensor)}
    before = {name: tensor.clone() for name, tensor in tensors.items()}
    if subject.takes_out:
        buffers = [Guarded.like(tensor) for tensor in expected]
        outputs = tuple(buffer.view for buffer in buffers)
        run(arguments, outputs)
    else:
        with GuardedAllocations() as made:
            outputs = run(arguments)
        buffers = made.buffers
    shape = _misshapen(outputs, expected)
    if shape:
        return outputs, {"outputs like eager's": shape}
    changed = [name for name, old in before.items() if not gates.same_bits(tensors[name], old)]
    overrun = sum(buffer.overrun() for buffer in buffers)
    left = sum(unwritten(*pair) for pair in zip(outputs, expected, strict=True))
    faults = {
        "outputs written": f"{left} elements still hold poison" if left else "",
        "red zones": f"{overrun} bytes beside the outputs overwritten" if overrun else "",
        "inputs unchanged": f"wrote into {', '.join(changed)}" if changed else "",
    }
    if any(faults.values()):
        return outputs, faults
    own = run(arguments)
    storages = [t.untyped_storage().data_ptr() for t in (*tensors.values(), *own) if t.numel()]
    return outputs, {
        **faults,
        "storage disjoint": "outputs share storage" if len({*storages}) < len(storages) else "",
        "same with own outputs": "" if equal(outputs, own) else "differs when it makes its outputs",
    }


def _misshapen(outputs: Outputs, expected: Outputs) -> str:
    def shapes(tensors: Outputs) -> list[tuple[Any, ...]]:
        return [(tuple(tensor.shape), tensor.dtype) for tensor in tensors]

    if shapes(outputs) == shapes(expected):
        return ""
    return f"{shapes(outputs)} where eager gives {shapes(expected)}"
