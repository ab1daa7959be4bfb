"""What a kernel is compared with, made from its eager reference alone: any PyTorch function will
do.

Four views of one function: as it stands with its discrete choices recorded, with those choices
forced (so that values are compared at the same ids), in fp64, and with every reduction summed in
another order (the control: how much eager differs from itself). Each is a dispatch mode, so the
author of a kernel writes the reference once and cannot tune the yardstick.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import torch
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_map

aten = torch.ops.aten
_LOW = (torch.bfloat16, torch.float16, torch.float32)
_SOFTMAXES = (aten._softmax.default, aten._log_softmax.default)
_REDUCTIONS = (aten.sum.dim_IntList, aten.mean.dim)


def put(values: torch.Tensor, device: torch.device) -> torch.Tensor:
    """`values` of the CPU on `device`, not waiting for a GPU: from pinned memory, which torch does
    not reuse before it was read.
    """
    if device.type != "cuda":
        return values.to(device)
    return values.pin_memory().to(device, non_blocking=True)


class Mode(TorchDispatchMode):  # type: ignore[misc]
    """A dispatch mode with one method to override; as it stands it changes nothing."""

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """Nothing is compiled in here, and guarding against it would import Dynamo."""
        return False

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        return self.call(func, args, kwargs or {})

    def call(self, func: Any, args: Any, kwargs: Any) -> Any:
        """What happens in place of `func(*args, **kwargs)`; the mode itself is off inside."""
        return func(*args, **kwargs)


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


class _Reorder(Mode):
    def __init__(self, seed: int) -> None:
        super().__init__()
        self._generator = torch.Generator().manual_seed(seed)
        self._composed = bool(seed % 2)
        self._block = 2 << seed % 4

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
            return self._by_blocks(func, x, *args[1:], **kwargs)
        if func in (aten.mm.default, aten.bmm.default):
            order = self._order(args[0], -1)
            return func(args[0].index_select(-1, order), args[1].index_select(-2, order))
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

    def _order(self, x: torch.Tensor, dim: int) -> torch.Tensor:
        return put(torch.randperm(x.shape[dim], generator=self._generator), x.device)


class _CudaArithmetic(Mode):
    """Arithmetic that torch has on CUDA and not on the CPU, on operators that were not widened.

    Means: the sum times the fp32 reciprocal of the count. Quotients by a number: the product with
    its fp32 reciprocal. Activations: ATen's CUDA formulas in fp32, gelu's tanh with its one fma,
    rounded once; the CPU's are others (aten/src/ATen/native/cuda: BinaryDivTrueKernel,
    ActivationGeluKernel, ActivationSiluKernel, UnaryComplexKernels).
    """

    def call(self, func: Any, args: Any, kwargs: Any) -> Any:
        if func is aten.mean.dim and not kwargs.get("dtype") and args[0].is_floating_point():
            return _mean_on_cuda(*args)
        if func is aten.native_layer_norm.default:
            return _layer_norm(func, *args)
        formula = _CUDA_FORMULAS.get(func)
        if formula is None or not args[0].is_floating_point():
            return func(*args, **kwargs)
        wide = args[0].float()
        if wide.dtype != torch.float32:  # fp64 is asked for: the function itself, not its roundings
            return func(*args, **kwargs)
        made = formula(wide, *args[1:], **kwargs)
        return func(*args, **kwargs) if made is None else made.to(args[0].dtype)


def _mean_on_cuda(x: torch.Tensor, dims: Any, *keep: Any) -> torch.Tensor:
    total = aten.sum.dim_IntList(x.float() if x.element_size() < 4 else x, dims, *keep)
    count = max(1, x.numel() // max(1, total.numel()))
    reciprocal = torch.full((), 1 / count, dtype=total.dtype, device=x.device)
    return (total * reciprocal).to(x.dtype)


def _layer_norm(func: Any, x: Any, shape: Any, weight: Any, bias: Any, eps: float) -> Any:
    """In fp32, the product with the weight and the bias in one fma, rounded once."""
    wide, dims = x.float(), list(range(-len(shape), 0))
    if wide.dtype != torch.float32:
        return func(x, shape, weight, bias, eps)
    mean = _mean_on_cuda(wide, dims, True)
    root = torch.rsqrt(_mean_on_cuda((wide - mean) * (wide - mean), dims, True) + eps)
    made = (wide - mean) * root
    if weight is not None and bias is not None:
        made = (made.double() * weight.double() + bias.double()).float()
    elif weight is not None or bias is not None:
        made = made * weight.float() if bias is None else made + bias.float()
    return made.to(x.dtype), mean, root


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
    aten.silu.default: lambda x: x / (1.0 + torch.exp(-x)),
    aten.sigmoid.default: lambda x: 1.0 / (1.0 + torch.exp(-x)),
}


class _Attention(TorchFunctionMode):  # type: ignore[misc]
    """scaled_dot_product_attention as a function of its arguments: below, its backend is chosen for
    their dtype and their order is fixed.
    """

    def __init__(self, exact: bool, seed: int | None) -> None:
        super().__init__()
        self._exact = exact
        self._order = None if seed is None else _Reorder(seed)._order

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func is not torch.nn.functional.scaled_dot_product_attention:
            return func(*args, **(kwargs or {}))
        return self._attend(*args, **(kwargs or {}))

    def _attend(
        self, query: Any, key: Any, value: Any, attn_mask: Any = None, *rest: Any, **named: Any
    ) -> Any:
        operands = [query, key, value, attn_mask]
        if self._exact:
            operands = [_widen(operand) for operand in operands]
        causal = named.get("is_causal", rest[1] if len(rest) > 1 else False)
        if self._order is not None:
            dims = self._order(query, -1)
            operands[:2] = [operand.index_select(-1, dims) for operand in operands[:2]]
            whole = attn_mask is None or attn_mask.shape[-1] == key.shape[-2]
            if whole and not causal:
                slots = self._order(key, -2)
                operands[1:3] = [operand.index_select(-2, slots) for operand in operands[1:3]]
                if attn_mask is not None:
                    operands[3] = operands[3].index_select(-1, slots)
        return torch.nn.functional.scaled_dot_product_attention(*operands, *rest, **named)


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
        with _CudaArithmetic():
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
) -> Outputs:
    """The reference's outputs with its choices forced to `ids` (none: its own), in fp64 when
    `exact`, with reductions in the order of seed `reorder` (odd: softmax of separate ops too).
    """
    with torch.no_grad(), ExitStack() as stack:
        stack.enter_context(_Attention(exact, reorder))
        if exact:
            stack.enter_context(_Float64())
        if reorder is not None:
            stack.enter_context(_Reorder(reorder))
        if ids:
            stack.enter_context(Force(ids))
        return as_outputs(reference(**arguments))
