"""Regions to emit: what torch makes of operands before it computes, and rows of one element."""

from __future__ import annotations

from typing import Any

import torch

FP32, FP16, INT64 = torch.float32, torch.float16, torch.int64


def whole(make: Any, *extents: int) -> torch.Tensor:
    """Integers from outside, not through the dispatcher, which would record it."""
    made: torch.Tensor = make(*extents, dtype=INT64)
    made.numpy().fill(0)
    return made


def alone(make: Any) -> torch.Tensor:
    """An fp32 number as a tensor without dimensions."""
    made: torch.Tensor = make(1, dtype=FP32).view(())
    return made


def without_dimensions(make: Any) -> Any:
    """An fp32 tensor without dimensions takes bf16 first: an eps, a scale, a limit."""
    x = make(4, 40)
    return x + alone(make), x * alone(make), x < alone(make)


def integers(make: Any) -> Any:
    """Integers past 256 take the dtype of the floats first; by way of fp32 where they are cast."""
    ids = whole(make, 4, 40) * 37 + 1
    return ids * make(4, 40), ids + make(4, 40, dtype=FP16), ids < make(4, 40), ids.to(FP16)


def limits(make: Any) -> Any:
    """Clamps by tensors: a NaN among the limits is the result."""
    x, high = make(4, 40), make(4, 1)
    return x.clamp(min=make(40)), x.clamp(make(40), high), x.float().clamp(max=make(40).float())


def inverse_squares(make: Any) -> Any:
    """The square is rounded before it divides."""
    return make(4, 40).pow(-2), make(4, 40, dtype=FP32).pow(-2)


def logic(make: Any) -> Any:
    """Numbers are true where they are not nought; NaN is."""
    x, ids = make(4, 40), whole(make, 4, 40)
    return torch.logical_not(x), torch.logical_and(x, ids), torch.logical_not(ids - 3)


def one_column(make: Any) -> Any:
    """Rows of one element: normed, turned into probabilities, searched."""
    x = make(4, 1)
    wide = x.float()
    normed = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + 1e-6)
    return normed.to(x.dtype), torch.softmax(wide * 3.0, -1), x.argmax(-1), (x > 0).any(-1)


def one_of_each_head(make: Any) -> Any:
    """Probabilities along a last dimension of one element."""
    return torch.softmax(make(4, 5, 1) * 2.0, -1), make(4, 5, 1).float().sum(-1) * 3.0


REGIONS = {
    "without_dimensions": without_dimensions,
    "integers": integers,
    "limits": limits,
    "inverse_squares": inverse_squares,
    "logic": logic,
    "one_column": one_column,
    "one_of_each_head": one_of_each_head,
}
