"""Checks of a launcher that answers without computing; one that computes cannot fail them.

What no check here can tell: a kernel that is right only on the inputs that validation has, that
knows by whom it is called, or that reaches into the process that judges it. Validation finds
mistakes, and is no defence against a program that means to deceive: read the kernel as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest import mock

import torch

from workbench.validate import gates
from workbench.validate.guarded import is_poison
from workbench.validate.oracle import Outputs
from workbench.validate.subject import Subject

Arguments = dict[str, Any]


def flags() -> dict[str, Any]:
    """What torch is told for the whole process, and changes the results of others."""
    matmul = torch.backends.cuda.matmul
    return {
        "default dtype": torch.get_default_dtype(),
        "float32 matmul precision": torch.get_float32_matmul_precision(),
        "TF32": (matmul.allow_tf32, torch.backends.cudnn.allow_tf32),
        "reduced precision reductions": (
            matmul.allow_fp16_reduced_precision_reduction,
            matmul.allow_bf16_reduced_precision_reduction,
        ),
        "deterministic algorithms": torch.are_deterministic_algorithms_enabled(),
        "grad mode": torch.is_grad_enabled(),
        "flush of subnormals": bool((torch.tensor(1e-39) / 2 == 0).item()),
    }


def changed_flags(before: Mapping[str, Any]) -> str:
    """Which of `flags` are no longer as `before` has them; "" none."""
    changed = [name for name, value in flags().items() if value != before[name]]
    return f"changed {', '.join(changed)}" if changed else ""


def uniform(arguments: Arguments) -> str:
    """What is wrong with inputs that tell nothing apart: every float tensor holds one value."""
    floats = [
        value
        for value in arguments.values()
        if isinstance(value, torch.Tensor) and value.is_floating_point() and value.numel() > 1
    ]
    alike = floats and all(gates.read(*((one == one.flatten()[0]).all() for one in floats)))
    return "each float tensor holds one value, which tells nothing apart" if alike else ""


@contextmanager
def without_launches(device: str) -> Iterator[None]:
    """Inside, what is launched through Triton does not run."""
    if device == "interpret":
        from triton.runtime.interpreter import GridExecutor as Launched

        name = "__call__"
    else:
        from triton.runtime.jit import JITFunction as Launched

        name = "run"
    with mock.patch.object(Launched, name, lambda *_, **__: None):
        yield


def answers_alone(
    run: Callable[[], Outputs],
    launches: list[int],
    expected: Outputs,
    device: str,
) -> str:
    """What is wrong with a launcher whose outputs are eager's where none of its launches ran.

    `run`: a call into poisoned memory; `launches`: the count of what Triton itself saw. Nothing is
    said where it fails, or launched by another way.
    """
    before = launches[0]
    try:
        with without_launches(device):
            outputs = run()
    except Exception:  # it misses what its launch returns, or wrote
        return ""
    if launches[0] != before or len(outputs) != len(expected):
        return ""
    equal = gates.all_same_bits(outputs, expected)
    poison = [is_poison(each).all() for each in outputs if each.numel()]
    same, *left = gates.read(equal, *poison)
    return "outputs are eager's although no launch ran" if same and not all(left) else ""


def follows_changes(subject: Subject, run: Callable[[Arguments], Outputs], given: Arguments) -> str:
    """What is wrong with results kept from an earlier call: `given` gets its rows in the opposite
    order, in place, and must give what a copy of it gives. It is as before afterwards.
    """
    rows = [given[name] for name in subject.rows if isinstance(given[name], torch.Tensor)]
    if not rows or len(rows[0]) < 2 or any(overlaps(tensor) for tensor in rows):
        return ""
    with reversed_rows(rows):
        here = run(given)
        copies = {k: v.clone() if isinstance(v, torch.Tensor) else v for k, v in given.items()}
        there = run(copies)
    if not gates.all_same_bits(here, there):
        return "new values at the same addresses do not give what they give elsewhere"
    storages = [each.untyped_storage().data_ptr() for each in (*here, *there) if each.numel()]
    return "outputs of two calls share storage" if len({*storages}) < len(storages) else ""


@contextmanager
def reversed_rows(tensors: list[torch.Tensor]) -> Iterator[None]:
    """Inside, each tensor's first dimension runs backwards, in place."""
    for tensor in tensors:
        tensor.copy_(tensor.flip(0))
    try:
        yield
    finally:
        for tensor in tensors:
            tensor.copy_(tensor.flip(0))


def overlaps(tensor: torch.Tensor) -> bool:
    """Whether elements share memory, as those of an expanded tensor do."""
    pairs = zip(tensor.shape, tensor.stride(), strict=True)
    return any(extent > 1 and not stride for extent, stride in pairs)
