"""How much eager differs from itself: its sums in another order, or one ULP otherwise.

Modes of dispatch, so that any PyTorch function will do: they know operators and no kernel.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch.utils._pytree import tree_map

from workbench.validate.cuda_arithmetic import layer_norm, mean_on_cuda
from workbench.validate.modes import SOFTMAXES, Mode, put

aten = torch.ops.aten
_SUMS = (aten.sum.dim_IntList, aten.mean.dim)
# Products that sum: operator -> place of the first of its two operands.
_PRODUCTS = {
    **dict.fromkeys((aten.mm.default, aten.bmm.default, aten.mv.default, aten.dot.default), 0),
    **dict.fromkeys((aten.addmm.default, aten.baddbmm.default, aten.addmv.default), 1),
}
# Others over dimensions: operator -> place of these among its arguments (all of them where absent).
_STATISTICS = {
    **dict.fromkeys((aten.sum.default, aten.mean.default), 9),
    **dict.fromkeys((aten.var.correction, aten.std.correction, aten.var_mean.correction), 1),
    **dict.fromkeys((aten.std_mean.correction, aten.logsumexp.default, aten.prod.dim_int), 1),
    **dict.fromkeys((aten.linalg_vector_norm.default, aten.norm.ScalarOpt_dim), 2),
}
# What accumulates, whatever its overload, in an order that is its own.
_ACCUMULATE = {
    *("sum", "nansum", "mean", "var", "var_mean", "std", "std_mean", "norm", "linalg_vector_norm"),
    *("logsumexp", "prod", "trace", "cumsum", "cumprod", "logcumsumexp", "mse_loss", "convolution"),
    *("mm", "bmm", "mv", "dot", "vdot", "addmm", "baddbmm", "addbmm", "addmv", "nll_loss_forward"),
    *("scatter_add", "scatter_reduce", "index_add", "index_reduce", "index_put", "_embedding_bag"),
    *("_softmax", "_log_softmax", "_safe_softmax", "native_layer_norm", "_fused_rms_norm"),
    *("native_group_norm", "native_batch_norm", "avg_pool1d", "avg_pool2d", "embedding_bag"),
}


def _composed(x: torch.Tensor, dim: int, half_to_float: bool) -> torch.Tensor:
    """Softmax of separate ops: a fused one may round elsewhere (torch's CPU kernel does)."""
    x = x.float() if half_to_float else x
    terms = (x - x.amax(dim, keepdim=True)).exp()
    return terms / terms.sum(dim, keepdim=True)


class Reorder(Mode):
    """Inside, every reduction runs over a permutation that hangs on `seed` (odd: softmax of
    separate ops too).
    """

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._generator = torch.Generator().manual_seed(seed)
        self._composed = bool(seed % 2)
        self._block = 2 << seed % 4

    def call(self, func: Any, args: Any, kwargs: Any) -> Any:
        if func in SOFTMAXES:
            order = self.order(args[0], args[1])
            compute = _composed if self._composed and func is SOFTMAXES[0] else func
            out = compute(args[0].index_select(args[1], order), *args[1:], **kwargs)
            return out.index_select(args[1], order.argsort())
        if func in _SUMS:
            return self._by_blocks(func, self._permuted(args[0], args[1]), *args[1:], **kwargs)
        if func in _PRODUCTS:
            return self._product(func, list(args), kwargs)
        if func in _STATISTICS:
            at = _STATISTICS[func]
            dims = args[at] if len(args) > at else kwargs.get("dim")
            return func(self._permuted(args[0], dims), *args[1:], **kwargs)
        if func in _NORMS and args[0].dtype != torch.float64:
            with self:  # of separate ops, whose sums run in another order
                return _NORMS[func](*args)
        return func(*args, **kwargs)

    def _permuted(self, x: torch.Tensor, dims: Any) -> torch.Tensor:
        for dim in (dims,) if isinstance(dims, int) else dims or range(x.dim()):
            x = x.index_select(dim, self.order(x, dim))
        return x

    def _product(self, func: Any, args: list[Any], kwargs: Any) -> Any:
        left = _PRODUCTS[func]
        order = self.order(args[left], -1)
        args[left] = args[left].index_select(-1, order)
        args[left + 1] = args[left + 1].index_select(-min(2, args[left + 1].dim()), order)
        return func(*args, **kwargs)

    def _by_blocks(self, func: Any, x: torch.Tensor, dims: Any, *rest: Any, **kwargs: Any) -> Any:
        """Reduce blocks first, as other kernels do: another order even where all addends are equal.

        Blocks are a power of two long, so that a mean of means divides as one mean does; partial
        results of 16 bits would be rounded, so only fp32 and wider are blocked.
        """
        one = dims[0] % x.dim() if dims and len(dims) == 1 and x.dim() else None
        block = 1 if one is None else math.gcd(x.shape[one], self._block)
        if one is None or block == 1 or x.element_size() < 4:
            return func(x, dims, *rest, **kwargs)
        return func(func(x.unflatten(one, (-1, block)), [one + 1]), [one], *rest, **kwargs)

    def order(self, x: torch.Tensor, dim: int) -> torch.Tensor:
        """The next permutation, of the places along a dimension."""
        return put(torch.randperm(x.shape[dim], generator=self._generator), x.device)


class Nudge(Mode):
    """Inside, whatever accumulates in fp32 is one ULP higher (or lower): the least that another
    order may do to it.
    """

    def __init__(self, up: bool) -> None:
        super().__init__()
        self._towards = math.inf if up else -math.inf

    def call(self, func: Any, args: Any, kwargs: Any) -> Any:
        out = func(*args, **kwargs)
        named = getattr(func, "overloadpacket", None)
        accumulates = named is not None and named.__name__ in _ACCUMULATE
        return tree_map(self._moved, out) if accumulates else out

    def _moved(self, value: Any) -> Any:
        if not isinstance(value, torch.Tensor) or value.dtype != torch.float32:
            return value
        towards = torch.full_like(value, self._towards)
        return torch.where(value.isfinite(), value.nextafter(towards), value)


def _layer_norm(*args: Any) -> Any:
    return layer_norm(aten.native_layer_norm.default, *args)


def _rms_norm(x: Any, shape: Any, weight: Any, eps: float | None) -> Any:
    wide, dims = x.float(), list(range(-len(shape), 0))
    floor = torch.finfo(x.dtype).eps if eps is None else eps
    root = torch.rsqrt(mean_on_cuda(wide * wide, dims, True) + floor)
    made = wide * root if weight is None else wide * root * weight.float()
    return made.to(x.dtype), root


_NORMS = {aten.native_layer_norm.default: _layer_norm, aten._fused_rms_norm.default: _rms_norm}
