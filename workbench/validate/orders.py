"""How much eager differs from itself: its sums in another order, its fp32 a few ULP otherwise.

Modes of dispatch, so that any PyTorch function will do: they know operators and no kernel.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch.utils._pytree import tree_leaves, tree_map

from workbench.validate.cuda_arithmetic import layer_norm, mean_on_cuda
from workbench.validate.modes import SOFTMAXES, Mode, in_fp64, put

aten = torch.ops.aten
_SUMS = (aten.sum.dim_IntList, aten.mean.dim)
# Products that sum: operator -> place of the first of its two operands.
_PRODUCTS = {
    **dict.fromkeys((aten.mm.default, aten.bmm.default, aten.mv.default, aten.dot.default), 0),
    **dict.fromkeys((aten.addmm.default, aten.baddbmm.default, aten.addmv.default), 1),
}
# Others over dimensions: operator -> place of these among its arguments, None where it takes none:
# over all of them, as where they are left out.
_STATISTICS = {
    **dict.fromkeys((aten.sum.default, aten.mean.default), None),
    **dict.fromkeys((aten.var.correction, aten.std.correction, aten.var_mean.correction), 1),
    **dict.fromkeys((aten.std_mean.correction, aten.logsumexp.default, aten.prod.dim_int), 1),
    **dict.fromkeys((aten.linalg_vector_norm.default, aten.norm.ScalarOpt_dim), 2),
}
# What IEEE rounds once: others differ between implementations, by CUDA's own bounds (2 ULP).
_ROUNDED_ONCE = {"add", "sub", "rsub", "mul", "div", "sqrt", "reciprocal", "to_copy", "true_divide"}
_ONCE_ULP, _ELSE_ULP = 1, 2


def _composed(x: torch.Tensor, dim: int, half_to_float: bool) -> torch.Tensor:
    """Softmax of separate ops: a fused one may round elsewhere (torch's CPU kernel does)."""
    x = x.float() if half_to_float else x
    terms = (x - x.amax(dim, keepdim=True)).exp()
    return terms / terms.sum(dim, keepdim=True)


def _doubled(x: torch.Tensor) -> torch.Tensor:
    """The running sum of the last dimension: each adds what lies 1, 2, 4, ... before it."""
    step = 1
    while step < x.shape[-1]:
        x = torch.cat((x[..., :step], x[..., step:] + x[..., :-step]), -1)
        step *= 2
    return x


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
            dims = args[at] if at is not None and len(args) > at else kwargs.get("dim")
            return func(self._permuted(args[0], dims), *args[1:], **kwargs)
        if func is aten.cumsum.default and args[0].dtype == torch.float32:
            return self._scanned(*args, **kwargs)
        if func in _NORMS and args[0].dtype != torch.float64:
            with self:  # of separate ops, whose sums run in another order
                return _NORMS[func](*args)
        return func(*args, **kwargs)

    def _permuted(self, x: torch.Tensor, dims: Any) -> torch.Tensor:
        for dim in (dims,) if isinstance(dims, int) else dims or range(x.dim()):
            x = x.index_select(dim, self.order(x, dim))
        return x

    def _scanned(self, x: torch.Tensor, dim: int, **_: Any) -> torch.Tensor:
        """A running sum as blocks of sums by doubling, and then of the blocks' totals so: as scans
        go on a GPU, in fp32, where the CPU's has fp64.
        """
        if not x.dim() or not x.numel():
            return x.clone()
        x = x.movedim(dim, -1)
        blocks = torch.nn.functional.pad(x, (0, -x.shape[-1] % self._block))
        blocks = _doubled(blocks.unflatten(-1, (-1, self._block)))
        before = _doubled(blocks[..., -1]).roll(1, -1)
        before[..., 0] = 0
        whole = (blocks + before[..., None]).flatten(-2)[..., : x.shape[-1]]
        return whole.movedim(-1, dim)

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


class Noise(Mode):
    """Inside, what an operator rounds in fp32 is a few ULP otherwise: what other kernels of the
    same formula do to it, which fuse a product with a sum, or have another exponential.

    Seed 0: all of it higher; 1: lower; others: at random, by element. An operator of 16 bits is
    taken to calculate in fp32, and its result is rounded after that. What is exact stays.
    """

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._seed = seed
        self._generators: dict[torch.device, torch.Generator] = {}

    def call(self, func: Any, args: Any, kwargs: Any) -> Any:
        out = func(*args, **kwargs)
        if func.is_view or func._schema.is_mutable or not _rounds(out):
            return out
        try:
            exact = in_fp64(func, args, kwargs)
        except Exception:  # an operator that knows no fp64
            return out
        most = _ONCE_ULP if func.overloadpacket.__name__.strip("_") in _ROUNDED_ONCE else _ELSE_ULP
        return tree_map(lambda value, wide: self._moved(value, wide, most), out, exact)

    def _moved(self, value: Any, exact: Any, most: int) -> Any:
        if not _rounds(value) or value.shape != exact.shape:
            return value
        rounded = exact.float() if value.element_size() <= 2 else value
        information = torch.finfo(torch.float32)
        magnitude = rounded.double().abs().clamp_min(information.tiny)
        ulp = torch.ldexp(
            torch.full_like(magnitude, information.eps), torch.frexp(magnitude).exponent - 1
        )
        moved = (rounded.double() + self._steps(value, most) * ulp).float().to(value.dtype)
        return torch.where((rounded.double() != exact) & exact.isfinite(), moved, value)

    def _steps(self, like: torch.Tensor, most: int) -> Any:
        """ULP by which each element moves."""
        if self._seed < 2:
            return (most, -most)[self._seed]
        if like.device not in self._generators:
            made = torch.Generator(like.device).manual_seed(self._seed)
            self._generators[like.device] = made
        generator = self._generators[like.device]
        return torch.randint(
            -most, most + 1, like.shape, generator=generator, device=like.device
        ).double()


def _rounds(value: Any) -> bool:
    return any(
        isinstance(each, torch.Tensor) and each.is_floating_point() and each.element_size() <= 4
        for each in tree_leaves(value)
    )


def _layer_norm(*args: Any) -> Any:
    return layer_norm(aten.native_layer_norm.default, *args)


def _rms_norm(x: Any, shape: Any, weight: Any, eps: float | None) -> Any:
    wide, dims = x.float(), list(range(-len(shape), 0))
    floor = torch.finfo(x.dtype).eps if eps is None else eps
    root = torch.rsqrt(mean_on_cuda(wide * wide, dims, True) + floor)
    made = wide * root if weight is None else wide * root * weight.float()
    return made.to(x.dtype), root


_NORMS = {aten.native_layer_norm.default: _layer_norm, aten._fused_rms_norm.default: _rms_norm}
