# SPDX-License-Identifier: Apache-2.0
"""Norm every head of Q and K, with weights, and of V, without: three norms of one layer's input.

Qwen norms Q and K alone.
"""

import torch

from workbench.suggest.pattern import Pattern


def _normed(x, eps):
    wide = x.float()
    return wide * torch.pow(wide.pow(2).mean(-1, keepdim=True) + eps, -0.5)


def _llama_normed(x, weight, eps):
    wide = x.to(torch.float32)
    normed = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + eps)
    return weight * normed.to(x.dtype)


def gemma4_qkv_norm(q, k, v, w_q, w_k, eps):
    """Gemma 4: q, k, v are projections of one tensor, split into heads."""
    return (
        (_normed(q, eps) * w_q.float()).type_as(q),
        (_normed(k, eps) * w_k.float()).type_as(k),
        _normed(v, eps).type_as(v),
    )


def gemma4_qkv_norm_k_eq_v(q, k, w_q, w_k, eps):
    """Gemma 4, layers whose V is K before its norm."""
    return (
        (_normed(q, eps) * w_q.float()).type_as(q),
        (_normed(k, eps) * w_k.float()).type_as(k),
        _normed(k, eps).type_as(k),
    )


def qwen3_qk_norm(q, k, w_q, w_k, eps):
    """Qwen3: Q and K only, rounded before the weight."""
    return _llama_normed(q, w_q, eps), _llama_normed(k, w_k, eps), None


def inputs(activation, weight):
    hidden = activation(7, 53)
    return {
        "q": (hidden @ activation(53, 5 * 31)).view(7, 5, 31),
        "k": (hidden @ activation(53, 3 * 31)).view(7, 3, 31),
        "v": (hidden @ activation(53, 3 * 31)).view(7, 3, 31),
        "w_q": weight(31),
        "w_k": weight(31),
        "eps": 1e-6,
    }


def gemma4_attention(tensor):
    """Launch order of the layer: each projection is normed before the next is made."""
    hidden, weight = tensor(2, 3, 24), tensor(16)
    q = (hidden @ tensor(24, 64)).view(2, 3, 4, 16)
    q = (_normed(q, 1e-6) * weight.float()).type_as(q).transpose(1, 2)
    k = (hidden @ tensor(24, 32)).view(2, 3, 2, 16)
    v = (hidden @ tensor(24, 32)).view(2, 3, 2, 16)
    k = (_normed(k, 1e-6) * weight.float()).type_as(k).transpose(1, 2)
    return q, k, _normed(v, 1e-6).type_as(v).transpose(1, 2)


def projections_of_two_tensors(tensor):
    hidden, other, weight = tensor(6, 24), tensor(6, 24), tensor(16)
    q = (hidden @ tensor(24, 64)).view(6, 4, 16)
    k = (other @ tensor(24, 32)).view(6, 2, 16)
    v = (hidden @ tensor(24, 32)).view(6, 2, 16)
    return (
        (_normed(q, 1e-6) * weight.float()).type_as(q),
        (_normed(k, 1e-6) * weight.float()).type_as(k),
        _normed(v, 1e-6).type_as(v),
    )


PATTERN = Pattern(
    references=(gemma4_qkv_norm, gemma4_qkv_norm_k_eq_v, qwen3_qk_norm),
    inputs=inputs,
    outputs=("q", "k", "v"),
    examples=(gemma4_attention, projections_of_two_tensors),
    scalar_keys={"eps": ("rms_norm_eps",)},
)
