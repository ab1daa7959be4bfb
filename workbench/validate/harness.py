"""Run one trial of a kernel: guarded buffers in, a `CaseResult` out."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch

from workbench.schema import CaseResult
from workbench.validate import absent_gpu, gates, scrutiny
from workbench.validate.faults import ReferenceRaised, not_interpreted, refuses, told
from workbench.validate.guarded import Guarded, GuardedAllocations, unwritten_there
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


FOLLOWED_ROWS = 2  # of the trials in which the interpreter, being slow, looks for kept results


def run_trial(subject: Subject, trial: Trial, device: str) -> CaseResult:
    """Try the kernel on one input and judge it by every gate that applies.

    `device`: "cuda", or "interpret" in a process of the mended interpreter. An exception of the
    kernel's is a failed precondition. Where the reference raises there is no answer to compare
    with: on hostile inputs of a foreign kernel that is no case of it, elsewhere BadInput.
    """
    try:
        return _run_trial(subject, trial, device)
    except ReferenceRaised as error:
        if subject.takes_out or not (trial.hostile or not trial.must_launch):
            raise
        why = f"the reference raises {error.told}"
        return CaseResult(trial.name, False, why, (), must_launch=False)


def _run_trial(subject: Subject, trial: Trial, device: str) -> CaseResult:
    memory = "cpu" if device == "interpret" else device
    arguments = trial.make(memory)
    reference = subject.references[trial.form]
    launcher = subject.launcher
    if device == "interpret":  # the launcher too: where it falls back it runs the reference
        reference, launcher = as_on_cuda(reference), as_on_cuda(launcher)
    before = _copies(arguments)
    try:
        expected, decisions = eager(reference, arguments)
    except Exception as error:
        raise ReferenceRaised(trial.name, error) from error
    spoilt = _changed(arguments, before)
    if spoilt:
        fault = {"inputs left by the reference": f"it writes into {spoilt}: give it a copy"}
        return CaseResult(trial.name, True, "", (preconditions(fault),), trial.must_launch)

    def run(inputs: dict[str, Any], out: Outputs | None = None, wait: bool = True) -> Outputs:
        with torch.no_grad(), warnings.catch_warnings(), _gpu(subject, device):
            warnings.simplefilter("ignore", RuntimeWarning)
            got = launcher(**inputs, form=trial.form, out=out, device=device)
        if wait and device == "cuda":
            torch.cuda.synchronize()
        return as_outputs(got)

    launches = [0]
    try:
        launched, reason = subject.dispatch(**arguments, form=trial.form, device=device)
        if not launched:
            return _fallback(trial, reason, run(arguments), expected)
        with count_launches(device) as launches:
            found = _Runs(subject, run, arguments, before, expected, launches)
            outputs, faults = found.first()
            if not trial.hostile and not any(faults.values()):
                faults |= found.scrutinised(device)
        if not launches[0]:
            said = "dispatch says that it launches, but " if subject.takes_out else ""
            reason = f"{said}Triton saw no launch"
            return CaseResult(trial.name, False, reason, (), trial.must_launch)
    except Exception as error:
        may = trial.hostile or not trial.must_launch
        if may and not subject.takes_out and refuses(error, bool(launches[0])):
            return CaseResult(trial.name, False, f"raises {told(error)}", (), must_launch=False)
        if device == "interpret" and not_interpreted(error):
            why = f"the interpreter cannot run it: {told(error)}; see --device cuda"
            return CaseResult(trial.name, False, why, (), trial.must_launch)
        gate = preconditions({"runs": told(error)})
        return CaseResult(trial.name, True, "", (gate,), trial.must_launch)
    judged, elided = [preconditions(faults)], list[str]()
    # A kernel that writes where it must not is not run again in this process.
    if judged[0].passed and any(output.numel() for output in outputs):
        try:
            views = views_of(reference, arguments, outputs, expected, decisions)
        except Exception as error:
            raise ReferenceRaised(f"{trial.name}, in fp64 or another order", error) from error
        values, elided = judge_values(subject, views, trial.hostile)
        judged += [*values, *judge_choices(subject, views)]
        if device == "cuda" or not trial.hostile:  # the interpreter is slow
            judged += judge_runs(run, arguments, outputs, device)
            judged += judge_batches(subject, reference, run, arguments, outputs, device)
    bits = equal(outputs, expected)
    return CaseResult(trial.name, True, "", tuple(judged), trial.must_launch, bits, tuple(elided))


def _gpu(subject: Subject, device: str) -> AbstractContextManager[None]:
    """For launchers from elsewhere, which know no interpreter and may insist on a GPU."""
    elsewhere = device == "interpret" and not subject.takes_out
    return absent_gpu.imitated(available=False) if elsewhere else nullcontext()


def _fallback(trial: Trial, reason: str, outputs: Outputs, expected: Outputs) -> CaseResult:
    same = equal(outputs, expected)
    fault = "" if same else "the fallback's outputs are not eager's"
    gate = preconditions({"falls back to eager": fault, "gives a reason": _empty(reason)})
    return CaseResult(trial.name, False, reason, (gate,), trial.must_launch)


def _empty(reason: str) -> str:
    return "" if reason else "no reason given"


def _copies(arguments: dict[str, Any]) -> dict[str, torch.Tensor]:
    return {k: v.clone() for k, v in arguments.items() if isinstance(v, torch.Tensor)}


def _changed(arguments: dict[str, Any], before: dict[str, torch.Tensor]) -> str:
    kept = _kept(arguments, before)
    return _named(before, gates.read(*kept)) if kept else ""


def _kept(arguments: dict[str, Any], before: dict[str, torch.Tensor]) -> list[torch.Tensor]:
    return [gates.same_bits_there(arguments[name], old) for name, old in before.items()]


def _named(before: dict[str, torch.Tensor], kept: Sequence[float]) -> str:
    return ", ".join(name for name, same in zip(before, kept, strict=True) if not same)


@dataclass(frozen=True)
class _Runs:
    """The runs of a kernel that its preconditions are told from. `before`: copies of its tensors;
    `launches`: the count that Triton keeps.
    """

    subject: Subject
    run: Run
    arguments: dict[str, Any]
    before: dict[str, torch.Tensor]
    expected: Outputs
    launches: list[int]

    @property
    def _in_place(self) -> str:
        return "" if self.subject.takes_out else _IN_PLACE

    def _watched(self, wait: bool = True) -> tuple[Outputs, list[Guarded]]:
        """One run in which the launcher makes its outputs, all that it allocates being poison."""
        with GuardedAllocations() as made:
            outputs = self.run(self.arguments, wait=wait)
        return outputs, made.buffers

    def _given(self, wait: bool = True) -> tuple[Outputs, list[Guarded]]:
        """One run into poisoned buffers, those of the launcher where it takes none."""
        if not self.subject.takes_out:
            return self._watched(wait)
        buffers = [Guarded.like(tensor) for tensor in self.expected]
        outputs = tuple(buffer.view for buffer in buffers)
        self.run(self.arguments, outputs, wait)
        return outputs, buffers

    def first(self) -> tuple[Outputs, dict[str, str]]:
        """Into guarded buffers, and if that was clean into the launcher's own: what was amiss."""
        flags = scrutiny.flags()
        outputs, buffers = self._given()
        shape = _misshapen(outputs, self.expected)
        if shape:
            return outputs, {"outputs like eager's": shape}
        left, overrun, *kept = gates.read(
            self._left(outputs), _overrun(buffers), *_kept(self.arguments, self.before)
        )
        changed = _named(self.before, kept)
        faults = {
            "outputs written": _told(left, "elements still hold poison"),
            "red zones": _told(overrun, _BESIDE),
            "inputs unchanged": f"wrote into {changed}{self._in_place}" if changed else "",
        }
        if any(faults.values()):
            return outputs, faults
        launched = self.launches[0]
        own, buffers = self._watched()
        tensors = [v for v in self.arguments.values() if isinstance(v, torch.Tensor)]
        storages = [t.untyped_storage().data_ptr() for t in (*tensors, *own) if t.numel()]
        misshapen = bool(_misshapen(own, self.expected))
        same, left, overrun = gates.read(
            gates.all_same_bits(outputs, own),
            self._left(outputs if misshapen else own),
            _overrun(buffers),
        )
        differs = "differs when it makes its outputs"
        return outputs, {
            **faults,
            "storage disjoint": "outputs share storage" if len({*storages}) < len(storages) else "",
            "same with own outputs": differs if left or not same else "",
            "red zones of its own": _told(overrun, _BESIDE),
            "launches each time": "" if self.launches[0] > launched else "only in its first call",
            "global flags": scrutiny.changed_flags(flags),
        }

    def scrutinised(self, device: str) -> dict[str, str]:
        """What more is asked on ordinary inputs: that the launches make the outputs, anew."""
        outputs, alone = self.expected, ""
        if _rows(self.subject, self.arguments):
            alone = scrutiny.answers_alone(
                lambda: self._given(wait=False)[0], self.launches, outputs, device
            )
        faults = {
            "inputs tell apart": scrutiny.uniform(self.arguments),
            "made by its launches": alone,
        }
        if device == "cuda" or _rows(self.subject, self.arguments) == FOLLOWED_ROWS:
            run = partial(self.run, wait=False)
            changed = scrutiny.follows_changes(self.subject, run, self.arguments)
            faults["follows its inputs"] = changed
        return faults

    def _left(self, outputs: Outputs) -> torch.Tensor:
        """How many elements still hold poison."""
        left = [unwritten_there(*pair) for pair in zip(outputs, self.expected, strict=True)]
        return torch.stack(left).sum() if left else torch.zeros(())


def _overrun(buffers: list[Guarded]) -> torch.Tensor:
    overrun = [each.overrun_there().to(buffers[0].raw.device) for each in buffers]
    return torch.stack(overrun).sum() if overrun else torch.zeros(())


_IN_PLACE = "; if it works in place, give a launcher that does so on a copy and returns that"
_BESIDE = "bytes beside the outputs overwritten"


def _told(count: float, what: str) -> str:
    return f"{count:.0f} {what}" if count else ""


def _rows(subject: Subject, arguments: dict[str, Any]) -> int:
    given = (arguments[name] for name in subject.rows)
    return next((len(value) for value in given if isinstance(value, torch.Tensor)), 0)


def _misshapen(outputs: Outputs, expected: Outputs) -> str:
    def shapes(tensors: Outputs) -> list[tuple[Any, ...]]:
        return [(tuple(tensor.shape), tensor.dtype) for tensor in tensors]

    if shapes(outputs) == shapes(expected):
        return ""
    if not outputs:
        return f"it returns no tensor{_IN_PLACE}"
    return f"{shapes(outputs)} where eager gives {shapes(expected)}"
