"""Gate 6: the same again, and each row in other batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import torch

from workbench.schema import Gate
from workbench.validate import gates, interpreter
from workbench.validate.modes import put
from workbench.validate.oracle import Outputs, Reference, eager
from workbench.validate.subject import Subject

# Further runs that must equal the first, bit for bit. The interpreter is sequential: there, one
# with the programs of the grid in the opposite order.
RUNS = 100
PREFIXES = (1, 2, 7, 64)

Run = Callable[..., Outputs]


def equal(a: Outputs, b: Outputs) -> bool:
    """Whether two runs gave the same outputs, bit for bit."""
    return bool(gates.all_same_bits(a, b))


def judge_runs(
    run: Run, arguments: dict[str, Any], outputs: Outputs, device: str
) -> Iterator[Gate]:
    """Determinism: runs on the same inputs, or in the interpreter in another order of programs."""
    if device == "interpret":
        with interpreter.programs_reversed():
            different = int(not equal(run(arguments), outputs))
        yield gates.repeatable(1, different, "run with the programs in the opposite order")
    else:  # waiting once: beside other processes each wait costs a turn of theirs
        same = [gates.all_same_bits(run(arguments, wait=False), outputs) for _ in range(RUNS)]
        yield gates.repeatable(RUNS, RUNS - int(torch.stack(same).sum()))


def judge_batches(
    subject: Subject,
    reference: Reference,
    run: Run,
    arguments: dict[str, Any],
    outputs: Outputs,
    device: str,
) -> Iterator[Gate]:
    """Batch invariance, beside what eager does there."""
    rows = next(len(arguments[k]) for k in subject.rows if isinstance(arguments[k], torch.Tensor))
    if any(output.shape[:1] != (rows,) for output in outputs):
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
    whole, _ = eager(reference, arguments)
    same = []
    for index in batchings.values():
        index = put(index, outputs[0].device)
        batch = {
            k: v[index] if k in subject.rows and isinstance(v, torch.Tensor) else v
            for k, v in arguments.items()
        }
        ours = run(batch, wait=False)
        same.append(gates.all_same_bits(ours, [output[index] for output in outputs]))
        eagers = eager(reference, batch)[0]
        same.append(gates.all_same_bits(eagers, [output[index] for output in whole]))
    held = [bool(each) for each in gates.read(*same)]  # waiting once
    yield gates.batch_invariant(
        dict(zip(batchings, held[::2], strict=True)), dict(zip(batchings, held[1::2], strict=True))
    )
