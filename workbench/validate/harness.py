"""Run one trial of a kernel: guarded buffers in, a `CaseResult` out."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch

from workbench.schema import CaseResult, Gate
from workbench.validate import gates
from workbench.validate.inputs import Trial
from workbench.validate.oracle import Decision, Outputs, eager, variant
from workbench.validate.subject import Subject
from workbench.validate.verdict import preconditions

# The control is eager against eager in this many reduction orders: more where the first output has
# fewer than 1024 values, since a maximum over few is noisy. (Simulated for 8 weights a row: a
# faithful kernel fails gate 1 or 4 in 1 of 500 runs at T = 1 with 16, in 1 of 30 with 4, in none of
# 60 from T = 64.)
REORDERINGS, REORDERINGS_OF_FEW, FEW_VALUES = 4, 16, 1024
# Further runs that must equal the first, bit for bit (the interpreter is sequential: none there).
RUNS = 100
PREFIXES = (1, 2, 7, 64)
_RED_ZONE_BYTES = 512
_RED, _POISON = 0xA5, 0xFF  # every float type reads 0xFF.. as NaN, every signed integer as -1


@dataclass(frozen=True)
class Guarded:
    """An output buffer filled with poison between two red zones. `raw` holds all of it as bytes."""

    raw: torch.Tensor
    view: torch.Tensor

    @classmethod
    def like(cls, expected: torch.Tensor) -> Guarded:
        """A contiguous buffer of `expected`'s shape, dtype and device."""
        size = expected.numel() * expected.element_size()
        raw = torch.full(
            (size + 2 * _RED_ZONE_BYTES,), _RED, dtype=torch.uint8, device=expected.device
        )
        body = raw[_RED_ZONE_BYTES : _RED_ZONE_BYTES + size]
        body.fill_(_POISON)
        return cls(raw, body.view(expected.dtype).view(expected.shape))

    def overrun(self) -> int:
        """Red-zone bytes that were overwritten."""
        zones = torch.cat((self.raw[:_RED_ZONE_BYTES], self.raw[-_RED_ZONE_BYTES:]))
        return int((zones != _RED).sum())

    def unwritten(self, expected: torch.Tensor) -> int:
        """Elements that still hold poison where `expected` does not hold the same bytes."""
        size = expected.element_size()
        ours = self.raw[_RED_ZONE_BYTES:-_RED_ZONE_BYTES].view(-1, size)
        theirs = expected.contiguous().view(-1).view(torch.uint8).view(-1, size)
        return int(((ours == _POISON).all(-1) & ~(theirs == _POISON).all(-1)).sum())


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


Run = Callable[..., Outputs]


def run_trial(subject: Subject, trial: Trial, device: str) -> CaseResult:
    """Try the kernel on one input and judge it by every gate that applies.

    `device`: "cuda", or "interpret" in a process of the mended interpreter. An exception of the
    kernel's is a failed precondition; what the reference raises comes through.
    """
    memory = "cpu" if device == "interpret" else device
    arguments = trial.make(memory)
    reference = subject.references[trial.form]
    expected, decisions = eager(reference, arguments)

    def run(inputs: dict[str, Any], out: Outputs | None = None) -> Outputs:
        with torch.no_grad(), warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            got = subject.launcher(**inputs, form=trial.form, out=out, device=device)
        if device == "cuda":
            torch.cuda.synchronize()
        return tuple(got)

    try:
        launched, reason = subject.dispatch(**arguments, form=trial.form, device=device)
        if not launched:
            return _fallback(trial, reason, run(arguments), expected)
        with count_launches(device) as launches:
            buffers, faults = _first_run(run, arguments, expected)
        if not launches[0]:
            reason = "dispatch says that it launches, but Triton saw no launch"
            return CaseResult(trial.name, False, reason, (), trial.must_launch)
    except Exception as error:
        text = f"{type(error).__name__}: {str(error).strip() or 'no message'}"
        gate = preconditions({"runs": text[:500]})
        return CaseResult(trial.name, True, "", (gate,), trial.must_launch)
    outputs = tuple(buffer.view for buffer in buffers)
    judged = [preconditions(faults)]
    if judged[0].passed:  # a kernel that writes where it must not is not run again in this process
        judged += _judge(subject, trial, arguments, outputs, expected, decisions)
        judged += _judge_repetition(subject, trial, run, arguments, outputs, device)
    bits = all(gates.same_bits(a, b) for a, b in zip(outputs, expected, strict=True))
    return CaseResult(trial.name, True, "", tuple(judged), trial.must_launch, bits)


def _fallback(trial: Trial, reason: str, outputs: Outputs, expected: Outputs) -> CaseResult:
    same = all(gates.same_bits(a, b) for a, b in zip(outputs, expected, strict=True))
    fault = "" if same else "the fallback's outputs are not eager's"
    gate = preconditions({"falls back to eager": fault, "gives a reason": _empty(reason)})
    return CaseResult(trial.name, False, reason, (gate,), trial.must_launch)


def _empty(reason: str) -> str:
    return "" if reason else "no reason given"


def _first_run(
    run: Run, arguments: dict[str, Any], expected: Outputs
) -> tuple[tuple[Guarded, ...], dict[str, str]]:
    """Into guarded buffers, and if that was clean into the launcher's own: what was amiss."""
    tensors = {k: v for k, v in arguments.items() if isinstance(v, torch.Tensor)}
    before = {name: tensor.clone() for name, tensor in tensors.items()}
    buffers = tuple(Guarded.like(tensor) for tensor in expected)
    run(arguments, tuple(buffer.view for buffer in buffers))
    changed = [name for name, old in before.items() if not gates.same_bits(tensors[name], old)]
    overrun = sum(buffer.overrun() for buffer in buffers)
    unwritten = sum(b.unwritten(e) for b, e in zip(buffers, expected, strict=True))
    faults = {
        "outputs written": f"{unwritten} elements still hold poison" if unwritten else "",
        "red zones": f"{overrun} bytes beside the outputs overwritten" if overrun else "",
        "inputs unchanged": f"wrote into {', '.join(changed)}" if changed else "",
    }
    if any(faults.values()):
        return buffers, faults
    own = run(arguments)
    storages = [t.untyped_storage().data_ptr() for t in (*tensors.values(), *own)]
    same = [gates.same_bits(b.view, o) for b, o in zip(buffers, own, strict=True)]
    return buffers, {
        **faults,
        "storage disjoint": "outputs share storage" if len({*storages}) < len(storages) else "",
        "same with own outputs": "" if all(same) else "differs when it makes its outputs",
    }


def _judge(
    subject: Subject,
    trial: Trial,
    arguments: dict[str, Any],
    outputs: Outputs,
    expected: Outputs,
    decisions: list[Decision],
) -> Iterator[Gate]:
    """Gates 1 to 5: values at the kernel's own choices, the choices themselves, accuracy, bias."""
    reference = subject.references[trial.form]
    made = [_choice_of(decision, expected) for decision in decisions]
    faults = [
        gates.ids_fault(outputs[at], decision.key.shape[decision.dim], decision.dim)
        for at, decision in zip(made, decisions, strict=True)
        if at is not None
    ]
    forced = (
        [outputs[at].long() for at in made if at is not None]
        if None not in made and not any(faults)
        else []
    )
    at_choice = variant(reference, arguments, forced)
    exact = variant(reference, arguments, forced, exact=True)
    orders = REORDERINGS if outputs[0].numel() >= FEW_VALUES else REORDERINGS_OF_FEW
    controls = [variant(reference, arguments, forced, reorder=s) for s in range(orders)]
    for i, name in enumerate(subject.outputs):
        if outputs[i].is_floating_point():
            others = [c[i] for c in controls]
            sums = name in subject.contractions
            yield gates.faithful(name, outputs[i], at_choice[i], others, sums)
    for at, decision in zip(made, decisions, strict=True):
        if at is not None:
            yield gates.decided(subject.outputs[at], outputs[at], decision)
    for name, source in subject.stable_sort_of.items():
        ids = outputs[subject.outputs.index(name)]
        yield gates.stable(name, ids, arguments[source], source)
    for i, name in enumerate(subject.outputs):
        if outputs[i].is_floating_point():
            others = [c[i] for c in controls]
            yield gates.accurate(name, outputs[i], at_choice[i], exact[i], others)
            yield gates.unbiased(name, outputs[i], at_choice[i], exact[i], others)
        elif i not in made:
            wrong = float((outputs[i] != expected[i]).sum())
            yield Gate(2, name, wrong == 0, wrong, 0.0, None, "entries", "exactly eager's")


def _choice_of(decision: Decision, expected: Outputs) -> int | None:
    """Which output of the reference is this choice's ids; None when it stays inside."""
    return next((i for i, tensor in enumerate(expected) if tensor is decision.ids), None)


def _judge_repetition(
    subject: Subject,
    trial: Trial,
    run: Run,
    arguments: dict[str, Any],
    outputs: Outputs,
    device: str,
) -> Iterator[Gate]:
    """Gate 6: the same again, and each row in other batches, beside what eager does there."""
    if device == "interpret" and trial.hostile:
        return
    if device == "cuda":
        different = sum(not _equal(run(arguments), outputs) for _ in range(RUNS))
        yield gates.repeatable(RUNS, different)
    rows = arguments[subject.rows[0]].shape[0]
    if any(output.shape[0] != rows for output in outputs):
        yield gates.does_not_apply(6, "batch invariance", "outputs are not one row a token")
        return
    order = torch.randperm(rows, generator=torch.Generator().manual_seed(0))
    batchings = {f"first {n}": torch.arange(n) for n in PREFIXES if n < rows}
    if rows > 1:
        batchings["permuted"] = order
    if 1 < 2 * rows <= subject.most_tokens:
        batchings["padded"] = torch.cat((torch.arange(rows), order))
    if not batchings:
        yield gates.does_not_apply(6, "batch invariance", "one row")
        return
    if device == "interpret":
        batchings = {"permuted": order}
    reference = subject.references[trial.form]
    whole, _ = eager(reference, arguments)
    ours, eagers = {}, {}
    for way, index in batchings.items():
        index = index.to(outputs[0].device)
        batch = {
            k: v[index] if k in subject.rows and isinstance(v, torch.Tensor) else v
            for k, v in arguments.items()
        }
        ours[way] = _equal(run(batch), tuple(output[index] for output in outputs))
        eagers[way] = _equal(eager(reference, batch)[0], tuple(o[index] for o in whole))
    yield gates.batch_invariant(ours, eagers)


def _equal(a: Outputs, b: Outputs) -> bool:
    return all(gates.same_bits(x, y) for x, y in zip(a, b, strict=True))
