"""Eager by other algorithms: what an output changes by then is a floor that nobody can be under."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch


@contextmanager
def other_gemms() -> Iterator[None]:
    """On CUDA GEMMs of another library (cuBLASLt for cuBLAS), that may not split sums in 16 bits
    (or may). Elsewhere nothing changes.
    """
    if not torch.cuda.is_available():
        yield
        return
    cuda = torch.backends.cuda
    split, library = cuda.matmul.allow_bf16_reduced_precision_reduction, cuda.preferred_blas_library
    kept = library()
    cuda.matmul.allow_bf16_reduced_precision_reduction = not split
    try:
        library("cublas" if kept.name.lower() == "cublaslt" else "cublaslt")
        yield
    finally:
        cuda.matmul.allow_bf16_reduced_precision_reduction = split
        library(kept)


@contextmanager
def other_algorithms() -> Iterator[None]:
    """`other_gemms`, and plain attention."""
    from torch.nn.attention import SDPBackend, sdpa_kernel

    with other_gemms(), sdpa_kernel([SDPBackend.MATH]):
        yield
