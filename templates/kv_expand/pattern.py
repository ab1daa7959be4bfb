# SPDX-License-Identifier: Apache-2.0
"""Repeat the K or V of a head for its group of query heads, a copy that attention can do without.

Grouped-query attention that reads the unexpanded cache needs no such launch, so this is eliminated,
not fused, and attention then reads that many times fewer bytes.
"""

import torch

from workbench.suggest.pattern import Pattern, refuse

ATTENTION = (
    "aten::_scaled_dot_product_",
    "aten::_flash_attention",
    "aten::_efficient_attention",
    "aten::_cudnn_attention",
)
MATMULS = frozenset({"aten::bmm", "aten::baddbmm"})


def repeat_kv(x, group):
    """Hugging Face: an expanded view of [B, Hkv, S, D], copied to [B, Hkv * group, S, D]."""
    batch, heads, keys, width = x.shape
    return x[:, :, None].expand(batch, heads, group, keys, width).reshape(batch, -1, keys, width)


def inputs(activation, weight):
    return {"x": activation(2, 3, 13, 31), "group": 5}


def grouped_attention(tensor):
    query, key = tensor(2, 8, 1, 16), tensor(2, 2, 24, 16)
    key = key[:, :, None].expand(2, 2, 4, 24, 16).reshape(2, 8, 24, 16)
    return torch.matmul(query, key.transpose(2, 3))


def plain_copy(tensor):
    query, key = tensor(2, 8, 1, 16), tensor(2, 8, 24, 16)
    return torch.matmul(query, key.clone(memory_format=torch.contiguous_format).transpose(2, 3))


def copies_for_attention(match):
    """A copy is an expansion when it has more elements, and vain when only attention reads it.

    Batch, KV heads, group, keys and width: fewer dimensions are another repetition.
    """
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
    references=(repeat_kv,),
    inputs=inputs,
    outputs=("y",),
    examples=(grouped_attention, plain_copy),
    guard=copies_for_attention,
    launches=0,
    kernel="gqa_decode_attention",
)
