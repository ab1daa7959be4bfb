"""Eager by other algorithms: what an output changes by then is a floor that nobody can be under."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode


@contextmanager
def other_gemms() -> Iterator[None]:
    """On CUDA GEMMs of another library (cuBLASLt for cuBLAS), that may not split sums in 16 bits
    (or may). Elsewhere nothing changes. Both settings are read again when a GEMM runs, so this is
    for eager calls: a CUDA graph keeps the GEMMs that it was recorded with.
    """
    if not torch.cuda.is_available():
        yield
        return
    cuda = torch.backends.cuda
    library, kept, sums = cuda.preferred_blas_library, cuda.preferred_blas_library(), _split_sums()
    try:
        _set_split_sums((not sums[0], *sums[1:]))
        library("cublas" if kept.name.lower() == "cublaslt" else "cublaslt")
        yield
    finally:
        _set_split_sums(sums)
        library(kept)


GROUPS = 4, 16  # divisors of every width of a model; a CPU sums rows in 8 lanes by itself
_SUMS = "allow_bf16_reduced_precision_reduction"


def _split_sums() -> tuple[bool, ...]:
    """Whether sums over split k may be rounded to bf16, and whether k may be split at all: setting
    the first alone would allow the second again.
    """
    matmul: Any = torch.backends.cuda.matmul
    try:
        return getattr(matmul, _SUMS), getattr(matmul, f"{_SUMS}_split_k")
    except AttributeError:  # a torch without the second
        return (getattr(matmul, _SUMS),)


def _set_split_sums(sums: tuple[bool, ...]) -> None:
    setattr(torch.backends.cuda.matmul, _SUMS, sums if len(sums) > 1 else sums[0])


@contextmanager
def other_algorithms() -> Iterator[None]:
    """`other_gemms`, and plain attention."""
    from torch.nn.attention import SDPBackend, sdpa_kernel

    with other_gemms(), sdpa_kernel([SDPBackend.MATH]):
        yield


@dataclass(frozen=True)
class Unrounded:
    """Logits [rows, ...] as they may have been before their last rounding: each moved by at most
    half a unit in its last place, the same in every run. By row, in float64.

    Rounded again they are what they were, so nobody who reads the logits can tell them apart.
    """

    logits: Tensor
    seed: int = 0

    def __getitem__(self, row: int) -> Tensor:
        said = self.logits[row]
        draw = torch.rand(said.shape, generator=torch.Generator().manual_seed(self.seed + row))
        # Below a power of two values lie half as far apart as above it: the nearer one counts.
        up = said.nextafter(torch.full_like(said, torch.inf)).double() - said.double()
        down = said.double() - said.nextafter(torch.full_like(said, -torch.inf)).double()
        return said.double() + (draw.double() - 0.5) * torch.minimum(up, down)


def first_of_equals(logits: Tensor) -> Tensor:
    """argmax over the last dimension: of equal values the first."""
    return logits.argmax(-1)


def last_of_equals(logits: Tensor) -> Tensor:
    """argmax over the last dimension, but of equal values the last."""
    return logits.shape[-1] - 1 - logits.flip(-1).argmax(-1)


class _LowestOfTies(TorchFunctionMode):  # type: ignore[misc]
    """topk by a stable sort."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func in (torch.topk, Tensor.topk):
            return _stable_topk(func, *args, **(kwargs or {}))
        return func(*args, **(kwargs or {}))


def _stable_topk(
    func: Any, x: Tensor, k: int, dim: int = -1, largest: bool = True, **keywords: Any
) -> Any:
    if keywords.get("out") is not None:
        return func(x, k, dim, largest, **keywords)
    found = torch.sort(x, dim=dim, descending=largest, stable=True)
    return torch.return_types.topk(tuple(each.narrow(dim, 0, k) for each in found))


@contextmanager
def lowest_of_ties() -> Iterator[None]:
    """torch.topk takes the lowest indices of equal values, as a kernel is held to; by itself it
    leaves open which, and another choice of expert looks like another model.
    """
    with _LowestOfTies():
        yield


class _Regrouped(TorchDispatchMode):  # type: ignore[misc]
    """Means of float32 rows in two steps, of every `group`th value first."""

    def __init__(self, group: int) -> None:
        super().__init__()
        self.group = group

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func is torch.ops.aten.mean.dim and not kwargs and _row_mean(args, self.group):
            row, keep = args[0], args[2] if len(args) > 2 else False
            return row.unflatten(-1, (-1, self.group)).sum(-2).sum(-1, keepdim=keep) / row.shape[-1]
        return func(*args, **(kwargs or {}))


def _row_mean(args: Any, group: int) -> bool:
    row, dims = args[0], args[1]
    last = list(dims) in ([-1], [row.dim() - 1])
    return bool(last and row.dtype == torch.float32 and row.shape[-1] % group == 0)


@contextmanager
def other_sums(group: int) -> Iterator[None]:
    """The means that norms take of float32 rows, in another order of their sums (one of `GROUPS`),
    and rounded as before: what a kernel with every rounding of eager's is free to change.
    """
    with _Regrouped(group):
        yield
