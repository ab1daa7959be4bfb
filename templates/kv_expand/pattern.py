# SPDX-License-Identifier: Apache-2.0
"""Attend over K and V that were repeated for their group of query heads, with copies of no use.

Grouped-query attention that reads the unexpanded cache needs no copy, so the kernel takes over the
attention that reads them, with the mask that is made for it: one launch over pieces of the cache,
one that joins them. It attends for one query token a sequence, as a decode step has. Elsewhere (a
prefill, attention written as matmuls) the copies alone are found: eliminated, not fused.
"""

import torch
from torch.nn.functional import scaled_dot_product_attention

from workbench.suggest.pattern import Pattern, refuse

ATTENTION = (
    "aten::_scaled_dot_product_",
    "aten::_flash_attention",
    "aten::_efficient_attention",
    "aten::_cudnn_attention",
)
MATMULS = frozenset({"aten::bmm", "aten::baddbmm"})


def expand_then_sdpa(query, key, value, group, scale, hidden, attention_mask=None):
    """Hugging Face: both copied, a bool mask turned into 0 and `hidden` as SDPA does by itself."""
    key, value = repeat_kv(key, group), repeat_kv(value, group)
    if attention_mask is not None:
        shown, hidden = (torch.scalar_tensor(x, dtype=query.dtype) for x in (0.0, hidden))
        attention_mask = torch.where(attention_mask, shown, hidden)
    return scaled_dot_product_attention(query, key, value, attn_mask=attention_mask, scale=scale)


def expand_then_biased_sdpa(query, key, value, attention_bias, group, scale):
    """The mask is added to the scores as it is."""
    key, value = repeat_kv(key, group), repeat_kv(value, group)
    return scaled_dot_product_attention(query, key, value, attn_mask=attention_bias, scale=scale)


def repeat_kv(x, group):
    """An expanded view of [B, Hkv, S, D], copied to [B, Hkv * group, S, D]."""
    batch, heads, keys, width = x.shape
    return x[:, :, None].expand(batch, heads, group, keys, width).reshape(batch, -1, keys, width)


def inputs(activation, weight):
    cache = (2, 3, 13, 31)
    return {
        "query": activation(2, 15, 7, 31),
        "key": activation(*cache),
        "value": activation(*cache),
        # one for every sequence, or for all of them
        "attention_mask": activation(1, 1, 7, 13, dtype=torch.bool).expand(2, 1, 7, 13),
        "attention_bias": activation(2, 1, 7, 13),
        "x": activation(*cache),
        "group": 5,
        "scale": 0.5,
        "hidden": -1.0,
    }


def grouped_attention(tensor):
    query, cache = tensor(2, 8, 1, 16), [tensor(2, 2, 24, 16) for _ in range(2)]
    key, value = (one[:, :, None].expand(2, 2, 4, 24, 16).reshape(2, 8, 24, 16) for one in cache)
    return scaled_dot_product_attention(query, key, value, scale=1.0)


def plain_copy(tensor):
    query, key = tensor(2, 8, 1, 16), tensor(2, 8, 24, 16)
    return torch.matmul(query, key.clone(memory_format=torch.contiguous_format).transpose(2, 3))


def copies_for_attention(match):
    """A copy is an expansion when it has more elements, and vain when only attention reads it.

    Batch, KV heads, group, keys and width: fewer dimensions are another repetition.
    """
    if match.has("query"):
        if not all(len(match.shape(name)) == 5 for name in ("key", "value")):
            return False
        tokens = match.shape("query")[-2]
        return tokens == 1 or refuse(
            f"the kernel attends for one query token a sequence, here are {tokens}: the copies "
            "alone are a candidate"
        )
    if match.elements("y") == match.elements("x") or len(match.shape("x")) < 5:
        return False
    others = [
        reader
        for reader in match.readers("y")
        if reader not in MATMULS and not reader.startswith(ATTENTION)
    ]
    if others:
        return refuse(f"{others[0].removeprefix('aten::')} reads the repeated tensor too")
    return True


PATTERN = Pattern(
    references=(expand_then_sdpa, expand_then_biased_sdpa, repeat_kv),
    inputs=inputs,
    outputs=("y",),
    examples=(grouped_attention, plain_copy),
    guard=copies_for_attention,
    launches=2,
    eliminated=("repeat_kv",),
    cached=("key", "value"),
    kernel="gqa_decode_attention",
    launches_for={"query": "HEAD_DIMS"},
)
