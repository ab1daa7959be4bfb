"""Arithmetic that torch has on CUDA and not on the CPU, for references in the interpreter."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch

from workbench.validate.modes import Mode

aten = torch.ops.aten


class CudaArithmetic(Mode):
    """Arithmetic that torch has on CUDA and not on the CPU, on operators that were not widened.

    Means: the sum times the fp32 reciprocal of the count. Quotients by a number: the product with
    its fp32 reciprocal. Sums with a number, or a multiple: in fp32, where the CPU rounds the number
    to 16 bits first. Cubes: two products, each rounded. Matrix products of 16-bit subnormals: those
    are not nought. Log-softmax: rounded once. Activations: ATen's CUDA formulas in fp32, gelu's
    tanh with its one fma, rounded once; the CPU's are others (aten/src/ATen/native/cuda:
    BinaryDivTrueKernel, ActivationGeluKernel, ActivationSiluKernel, UnaryComplexKernels, PowKernel,
    PersistentSoftmax).
    """

    def call(self, func: Any, args: Any, kwargs: Any) -> Any:
        if func in _PRODUCTS and _any_subnormal(args):
            wide = [each.float() if isinstance(each, torch.Tensor) else each for each in args]
            return func(*wide, **kwargs).to(args[0].dtype)
        if func is aten.mean.dim and not kwargs.get("dtype") and args[0].is_floating_point():
            return mean_on_cuda(*args)
        if func is aten.native_layer_norm.default:
            return layer_norm(func, *args)
        if func in _SUMS and args[0].is_floating_point() and args[0].element_size() == 2:
            return _summed(func, *args, **kwargs)
        if func is aten.pow.Tensor_Scalar and args[1] == 3 and args[0].element_size() == 2:
            return args[0] * args[0] * args[0]
        formula = _CUDA_FORMULAS.get(func)
        if formula is None or not args[0].is_floating_point():
            return func(*args, **kwargs)
        wide = args[0].float()
        if wide.dtype != torch.float32:  # fp64 is asked for: the function itself, not its roundings
            return func(*args, **kwargs)
        made = formula(wide, *args[1:], **kwargs)
        return func(*args, **kwargs) if made is None else made.to(args[0].dtype)


def mean_on_cuda(x: torch.Tensor, dims: Any, *keep: Any) -> torch.Tensor:
    total = aten.sum.dim_IntList(x.float() if x.element_size() < 4 else x, dims, *keep)
    count = max(1, x.numel() // max(1, total.numel()))
    reciprocal = torch.full((), 1 / count, dtype=total.dtype, device=x.device)
    return (total * reciprocal).to(x.dtype)


def layer_norm(func: Any, x: Any, shape: Any, weight: Any, bias: Any, eps: float) -> Any:
    """In fp32, the product with the weight and the bias in one fma, rounded once."""
    wide, dims = x.float(), list(range(-len(shape), 0))
    if wide.dtype != torch.float32:
        return func(x, shape, weight, bias, eps)
    mean = mean_on_cuda(wide, dims, True)
    root = torch.rsqrt(mean_on_cuda((wide - mean) * (wide - mean), dims, True) + eps)
    made = (wide - mean) * root
    if weight is not None and bias is not None:
        made = (made.double() * weight.double() + bias.double()).float()
    elif weight is not None or bias is not None:
        made = made * weight.float() if bias is None else made + bias.float()
    return made.to(x.dtype), mean, root


_PRODUCTS = (aten.mm.default, aten.bmm.default, aten.addmm.default, aten.baddbmm.default)


def _any_subnormal(values: Any) -> bool:
    """Whether a 16-bit tensor among them holds any, which oneDNN's products take for nought."""
    short = [x for x in values if isinstance(x, torch.Tensor) and x.element_size() == 2]
    return any(
        bool(((x != 0) & (x.abs() < torch.finfo(x.dtype).smallest_normal)).any()) for x in short
    )


_SUMS = (aten.add.Tensor, aten.sub.Tensor, aten.rsub.Scalar, aten.rsub.Tensor)


def _summed(func: Any, x: torch.Tensor, other: Any, alpha: Any = 1, **named: Any) -> Any:
    alpha = named.get("alpha", alpha)
    number = not isinstance(other, torch.Tensor)
    if not number and (alpha == 1 or other.dtype != x.dtype):
        return func(x, other, alpha=alpha)
    return func(x.float(), other if number else other.float(), alpha=alpha).to(x.dtype)


def _log_softmax(x: torch.Tensor, dim: int, half_to_float: bool) -> torch.Tensor:
    return torch.ops.aten._log_softmax.default(x, dim, False)


def _divided(x: torch.Tensor, by: Any) -> torch.Tensor | None:
    if isinstance(by, torch.Tensor):
        return None  # by a tensor torch divides on CUDA too
    return x * torch.full((), by, dtype=torch.float32).reciprocal()


def _gelu(x: torch.Tensor, approximate: str = "none") -> torch.Tensor:
    if approximate == "none":
        return x * 0.5 * (1.0 + torch.erf(x * math.sqrt(0.5)))
    weight = torch.full((), 0.044715, dtype=torch.float32).double()
    inner = ((x * x * x).double() * weight + x.double()).float()  # rounded once: an fma
    return 0.5 * x * (1.0 + torch.tanh(math.sqrt(2 / math.pi) * inner))


_CUDA_FORMULAS: dict[Any, Callable[..., torch.Tensor | None]] = {
    aten.div.Tensor: _divided,
    aten.gelu.default: _gelu,
    aten._log_softmax.default: _log_softmax,
    aten.silu.default: lambda x: x / (1.0 + torch.exp(-x)),
    aten.sigmoid.default: lambda x: 1.0 / (1.0 + torch.exp(-x)),
}
