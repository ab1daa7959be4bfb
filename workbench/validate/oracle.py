"""What a kernel is compared with, made from its eager reference alone: any PyTorch function will
do.

Four views of one function: as it stands with its discrete choices recorded, with those choices
forced (so that values are compared at the same ids), in fp64, and with every reduction summed in
another order (the control: how much eager differs from itself). Each is a dispatch mode, so the
author of a kernel writes the reference once and cannot tune the yardstick.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_map

aten = torch.ops.aten
_LOW = (torch.bfloat16, torch.float16, torch.float32)
_SOFTMAXES = (aten._softmax.default, aten._log_softmax.default)
_REDUCTIONS = (aten.sum.dim_IntList, aten.mean.dim)


class _Mode(TorchDispatchMode):  # type: ignore[misc]
    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        return self.call(func, args, kwargs or {})

    def call(self, func: Any, args: Any, kwargs: Any) -> Any:
        return func(*args, **kwargs)


@dataclass(frozen=True)
class Decision:
    """One discrete choice of a reference: `ids` are the best of `key` along `dim`."""

    key: torch.Tensor
    ids: torch.Tensor
    dim: int
    largest: bool


class _Record(_Mode):
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


class _Force(_Mode):
    def __init__(self, ids: Sequence[torch.Tensor]) -> None:
        super().__init__()
        self._ids = iter(ids)

    def call(self, func: Any, args: Any, kwargs: Any) -> Any:
        if func is aten.topk.default:
            ids = next(self._ids)
            return aten.gather(args[0], args[2] if len(args) > 2 else -1, ids), ids
        return func(*args, **kwargs)


class _Float64(_Mode):
    def call(self, func: Any, args: Any, kwargs: Any) -> Any:
        args = list(tree_map(_widen, args))
        kwargs = tree_map(_widen, kwargs)
        if func in _SOFTMAXES:
            args[2] = False  # half_to_float: the input is fp64 already
        return func(*args, **kwargs)


def _widen(value: Any) -> Any:
    if isinstance(value, torch.Tensor) and value.dtype in _LOW:
        return value.double()
    return torch.float64 if isinstance(value, torch.dtype) and value in _LOW else value


def _composed(x: torch.Tensor, dim: int, half_to_float: bool) -> torch.Tensor:
    """Softmax of separate ops: a fused one may round elsewhere (torch's CPU kernel does)."""
    x = x.float() if half_to_float else x
    terms = (x - x.amax(dim, keepdim=True)).exp()
    return terms / terms.sum(dim, keepdim=True)


class _Reorder(_Mode):
    def __init__(self, seed: int) -> None:
        super().__init__()
        self._generator = torch.Generator().manual_seed(seed)
        self._composed = bool(seed % 2)

    def call(self, func: Any, args: Any, kwargs: Any) -> Any:
        if func in _SOFTMAXES:
            order = self._order(args[0], args[1])
            compute = _composed if self._composed and func is _SOFTMAXES[0] else func
            out = compute(args[0].index_select(args[1], order), *args[1:], **kwargs)
            return out.index_select(args[1], order.argsort())
        if func in _REDUCTIONS:
            x = args[0]
            for dim in args[1] or range(x.dim()):
                x = x.index_select(dim, self._order(x, dim))
            return func(x, *args[1:], **kwargs)
        if func in (aten.mm.default, aten.bmm.default):
            order = self._order(args[0], -1)
            return func(args[0].index_select(-1, order), args[1].index_select(-2, order))
        return func(*args, **kwargs)

    def _order(self, x: torch.Tensor, dim: int) -> torch.Tensor:
        return torch.randperm(x.shape[dim], generator=self._generator).to(x.device)


Reference = Callable[..., Any]
Outputs = tuple[torch.Tensor, ...]


def _outputs(result: Any) -> Outputs:
    return tuple(result) if isinstance(result, tuple | list) else (result,)


def eager(reference: Reference, arguments: dict[str, Any]) -> tuple[Outputs, list[Decision]]:
    """The reference's outputs as PyTorch gives them, and the discrete choices it made."""
    with torch.no_grad(), _Record() as record:
        outputs = _outputs(reference(**arguments))
    return outputs, record.decisions


def variant(
    reference: Reference,
    arguments: dict[str, Any],
    ids: Sequence[torch.Tensor] = (),
    exact: bool = False,
    reorder: int | None = None,
) -> Outputs:
    """The reference's outputs with its choices forced to `ids` (none: its own), in fp64 when
    `exact`, with reductions in the order of seed `reorder` (odd: softmax of separate ops too).
    """
    with torch.no_grad(), ExitStack() as stack:
        if exact:
            stack.enter_context(_Float64())
        if reorder is not None:
            stack.enter_context(_Reorder(reorder))
        if ids:
            stack.enter_context(_Force(ids))
        return _outputs(reference(**arguments))
