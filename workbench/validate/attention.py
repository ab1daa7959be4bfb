"""scaled_dot_product_attention as a function of its arguments: below, its backend is chosen for
their dtype, its order is fixed, and what it rounds inside is out of sight.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch.overrides import TorchFunctionMode

from workbench.validate.modes import widen
from workbench.validate.orders import Reorder

_BLOCK = 16  # the least keys that a flash kernel takes at once; others take 2, 4 or 8 times that
_BLOCKS_MAX = 32  # of a long context; each costs some ten operators


class Attention(TorchFunctionMode):  # type: ignore[misc]
    """Inside, attention is `exact` (in fp64), or has its context in the order of `reorder`, or is
    made of separate operators and block by block, as flash kernels go, of which `noise` says how
    long a block is.
    """

    def __init__(self, exact: bool, reorder: int | None, noise: int | None) -> None:
        super().__init__()
        self._exact = exact
        self._order = None if reorder is None else Reorder(reorder).order
        self._block = 0 if noise is None else _BLOCK << noise % 4

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func is not torch.nn.functional.scaled_dot_product_attention:
            return func(*args, **(kwargs or {}))
        return self._attend(*args, **(kwargs or {}))

    def _attend(
        self, query: Any, key: Any, value: Any, attn_mask: Any = None, *rest: Any, **named: Any
    ) -> Any:
        operands = [query, key, value, attn_mask]
        if self._exact:
            operands = [widen(operand) for operand in operands]
        causal = named.get("is_causal", rest[1] if len(rest) > 1 else False)
        if self._block:
            scale = named.get("scale", rest[2] if len(rest) > 2 else None)
            return by_blocks(query, key, value, attn_mask, causal, scale, self._block)
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


def by_blocks(
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    mask: torch.Tensor | None,
    causal: bool,
    scale: float | None,
    block: int,
) -> torch.Tensor:
    """Attention over `block` keys at a time: scores, softmax and sums in fp32, a weight rounded to
    the values' dtype before it meets them, relative to the largest score so far. Grouped heads are
    repeated. query [..., Hq, L, D]; key, value [..., Hkv, S, D]; mask bool or additive.
    """
    groups = query.shape[-3] // max(1, key.shape[-3]) if query.dim() > 2 else 1
    if groups > 1:
        key, value = (x.repeat_interleave(groups, -3) for x in (key, value))
    rows, keys = query.shape[-2], key.shape[-2]
    if causal:
        mask = torch.ones(rows, keys, dtype=torch.bool, device=query.device).tril()
    block = max(block, -(-keys // _BLOCKS_MAX))
    scale = 1 / math.sqrt(query.shape[-1]) if scale is None else scale
    peak = query.new_full((*query.shape[:-1], 1), -math.inf, dtype=torch.float32)
    total, sums = torch.zeros_like(peak), torch.zeros((), device=query.device)
    for start in range(0, keys, block):
        here = slice(start, start + block)
        scores = query.float() @ key[..., here, :].float().transpose(-1, -2) * scale
        if mask is not None:
            seen = mask if mask.shape[-1] == 1 else mask[..., here]
            scores = (
                scores.masked_fill(~seen, -math.inf)
                if seen.dtype == torch.bool
                else scores + seen.float()
            )
        higher = torch.maximum(peak, scores.amax(-1, keepdim=True))
        anchor = higher.masked_fill(higher == -math.inf, 0.0)  # -inf - -inf is NaN
        weights, shrink = (scores - anchor).exp(), (peak - anchor).exp()
        total = total * shrink + weights.sum(-1, keepdim=True)
        sums = sums * shrink + weights.to(value.dtype).float() @ value[..., here, :].float()
        peak = higher
    return (sums / total).to(query.dtype)
