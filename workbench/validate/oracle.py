"""What a kernel is compared with, made from its eager reference alone: any PyTorch function will
do.

Four views of one function: as it stands with its discrete choices recorded, with those choices
forced (so that values are compared at the same ids), in fp64, and with every reduction summed in
another order (the control: how much eager differs from itself). Each is a dispatch mode, so the
author of a kernel writes the reference once and cannot tune the yardstick.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import torch

from workbench.validate.attention import Attention
from workbench.validate.cuda_arithmetic import CudaArithmetic
from workbench.validate.modes import Mode, in_fp64
from workbench.validate.orders import Noise, Reorder

aten = torch.ops.aten


@dataclass(frozen=True)
class Decision:
    """One discrete choice of a reference: `ids` are the best of `key` along `dim`."""

    key: torch.Tensor
    ids: torch.Tensor
    dim: int
    largest: bool


class _Record(Mode):
    def __init__(self) -> None:
        super().__init__()
        self.decisions: list[Decision] = []

    def call(self, func: Any, args: Any, kwargs: Any) -> Any:
        out = func(*args, **kwargs)
        if func is aten.topk.default:
            dim = args[2] if len(args) > 2 else -1
            largest = args[3] if len(args) > 3 else True
            self.decisions.append(Decision(args[0].clone(), out[1], dim, largest))
        return out


class Force(Mode):
    """Inside, the k-th top-k chooses the k-th of `ids`."""

    def __init__(self, ids: Sequence[torch.Tensor]) -> None:
        super().__init__()
        self._ids = iter(ids)

    def call(self, func: Any, args: Any, kwargs: Any) -> Any:
        if func is aten.topk.default:
            ids = next(self._ids)
            return aten.gather(args[0], args[2] if len(args) > 2 else -1, ids), ids
        return func(*args, **kwargs)


class _Float64(Mode):
    def call(self, func: Any, args: Any, kwargs: Any) -> Any:
        return in_fp64(func, args, kwargs)


Reference = Callable[..., Any]
Outputs = tuple[torch.Tensor, ...]


def as_outputs(result: Any) -> Outputs:
    """The tensors that a reference or a launcher returned: one, or a tuple or list of them, in
    which None stands for one that these arguments do not ask for.
    """
    several = result if isinstance(result, tuple | list) else (result,)
    return tuple(tensor for tensor in several if tensor is not None)


def as_on_cuda(reference: Reference) -> Reference:
    """`reference`, or a launcher that may fall back to it, on CPU tensors with the arithmetic that
    torch has on CUDA, for the interpreter, which runs what was written for a GPU.
    """

    @functools.wraps(reference)
    def imitated(**arguments: Any) -> Any:
        with CudaArithmetic():
            return reference(**arguments)

    return imitated


def eager(reference: Reference, arguments: dict[str, Any]) -> tuple[Outputs, list[Decision]]:
    """The reference's outputs as PyTorch gives them, and the discrete choices it made."""
    with torch.no_grad(), _Record() as record:
        outputs = as_outputs(reference(**arguments))
    return outputs, record.decisions


def variant(
    reference: Reference,
    arguments: dict[str, Any],
    ids: Sequence[torch.Tensor] = (),
    exact: bool = False,
    reorder: int | None = None,
    noise: int | None = None,
) -> Outputs:
    """The reference's outputs with its choices forced to `ids` (none: its own), in fp64 when
    `exact`, with reductions in the order of seed `reorder` (odd: softmax of separate ops too), or
    with what is rounded in fp32 a few ULP otherwise, by seed `noise`.
    """
    with torch.no_grad(), ExitStack() as stack:
        stack.enter_context(Attention(exact, reorder, noise))
        if exact:
            stack.enter_context(_Float64())
        if reorder is not None:
            stack.enter_context(Reorder(reorder))
        if noise is not None:
            stack.enter_context(Noise(noise))
        if ids:
            stack.enter_context(Force(ids))
        return as_outputs(reference(**arguments))
