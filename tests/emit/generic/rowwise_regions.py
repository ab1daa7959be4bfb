"""Regions to emit, beside those of `regions`: what else runs along a row."""

from __future__ import annotations

from typing import Any

import torch

FP32, INT64 = torch.float32, torch.int64


def whole(make: Any) -> torch.Tensor:
    """Integers from outside, not through the dispatcher, which would record it."""
    made: torch.Tensor = make(4, 40, dtype=INT64)
    made.numpy().fill(0)
    return made


def layer_norm(make: Any) -> Any:
    """A residual, and its layer norm with weight and bias, with a weight, and with neither."""
    x, weight, bias = make(4, 96) + make(4, 96), make(96), make(96)
    function = torch.nn.functional.layer_norm
    normed = function(x, (96,), weight, bias, 1e-5)
    return x, normed, function(x * 2.0, (96,)), function(x.abs(), (96,), weight)


def layer_norm_of_heads(make: Any) -> Any:
    """Norms of three heads a row, as queries and keys have them."""
    weight, bias = make(32), make(32)
    return torch.nn.functional.layer_norm(make(4, 3, 32) * 2.0, (32,), weight, bias)


def located(make: Any) -> Any:
    """Where the largest and smallest lie, and the one beside the other."""
    x = make(4, 40)
    values, places = (x.float() * 2.0).max(-1)
    return x.argmax(-1), x.float().argmin(-1, keepdim=True), values, places


def held(make: Any) -> Any:
    """Whether any or all of a row are set; of numbers, other than nought."""
    mask, x = make(4, 40, dtype=torch.bool), make(4, 40)
    return (~mask).any(-1), (mask | (x > 0)).all(-1, keepdim=True), x.any(-1)


def counted(make: Any) -> Any:
    """How many are set, and sums and extremes of integers."""
    ids, x = whole(make), make(4, 40)
    return (x > 0.5).sum(-1), ids.sum(-1, keepdim=True), ids.amax(-1), (ids * 3).amin(-1)


def running(make: Any) -> Any:
    """Positions of what is set, as tokenisers' masks count them, and a running fp32 sum."""
    mask, x = make(4, 40, dtype=torch.bool), make(4, 40, dtype=FP32)
    return (~mask).cumsum(-1) - 1, mask.to(INT64).cumsum(-1), (x * x).cumsum(-1)


def spread(make: Any) -> Any:
    """Variance and deviation, corrected or not."""
    x = make(4, 96)
    wide = x.float()
    return wide.var(-1), x.std(-1, keepdim=True), wide.var(-1, correction=0).rsqrt()


def long(make: Any) -> Any:
    """Rows in pieces: where the largest lies, how many are positive, whether any is large."""
    x = make(4, 17000)
    return (x * 2.0).argmax(-1), (x > 0.25).sum(-1), (x > 4.5).any(-1), x.float().var(-1)


REGIONS = {
    "layer_norm": layer_norm,
    "layer_norm_of_heads": layer_norm_of_heads,
    "located": located,
    "held": held,
    "counted": counted,
    "running": running,
    "spread": spread,
    "long": long,
}
