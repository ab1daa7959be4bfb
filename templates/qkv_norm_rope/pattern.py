# SPDX-License-Identifier: Apache-2.0
"""Norm every head of Q, K and V, and rotate Q and K by the token's position.

Qwen norms and rotates Q and K alone.
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


def _rotated(x, cos, sin):
    low, high = x.chunk(2, dim=-1)
    return x * cos + torch.cat((-high, low), dim=-1) * sin


def gemma4_qkv_norm_rope(q, k, v, w_q, w_k, cos, sin, eps):
    """Gemma 4: q, k, v are projections of one tensor, split into heads."""
    return (
        _rotated((_normed(q, eps) * w_q.float()).type_as(q), cos, sin),
        _rotated((_normed(k, eps) * w_k.float()).type_as(k), cos, sin),
        _normed(v, eps).type_as(v),
    )


def gemma4_qkv_norm_rope_k_eq_v(q, k, w_q, w_k, cos, sin, eps):
    """Gemma 4, layers whose V is K before its norm."""
    return (
        _rotated((_normed(q, eps) * w_q.float()).type_as(q), cos, sin),
        _rotated((_normed(k, eps) * w_k.float()).type_as(k), cos, sin),
        _normed(k, eps).type_as(k),
    )


def gemma4_q_norm_rope(q, w_q, cos, sin, eps):
    """Gemma 4, layers that attend to the keys and values of another layer."""
    return _rotated((_normed(q, eps) * w_q.float()).type_as(q), cos, sin), None, None


def qwen3_qk_norm_rope(q, k, w_q, w_k, cos, sin, eps):
    """Qwen3: Q and K only, rounded before the weight."""
    return (
        _rotated(_llama_normed(q, w_q, eps), cos, sin),
        _rotated(_llama_normed(k, w_k, eps), cos, sin),
        None,
    )


def inputs(activation, weight):
    hidden = activation(7, 53)
    return {
        "q": (hidden @ activation(53, 5 * 62)).view(7, 5, 62),
        "k": (hidden @ activation(53, 3 * 62)).view(7, 3, 62),
        "v": (hidden @ activation(53, 3 * 62)).view(7, 3, 62),
        "w_q": weight(62),
        "w_k": weight(62),
        "cos": activation(7, 1, 62),
        "sin": activation(7, 1, 62),
        "eps": 1e-6,
    }


def gemma4_attention(tensor):
    """Launch order of the layer: Q is rotated before K is projected."""
    hidden, weight = tensor(2, 3, 24), tensor(16)
    cos, sin = tensor(2, 3, 1, 16), tensor(2, 3, 1, 16)
    q = (hidden @ tensor(24, 64)).view(2, 3, 4, 16)
    q = _rotated((_normed(q, 1e-6) * weight.float()).type_as(q), cos, sin).transpose(1, 2)
    k = (hidden @ tensor(24, 32)).view(2, 3, 2, 16)
    v = (hidden @ tensor(24, 32)).view(2, 3, 2, 16)
    k = _rotated((_normed(k, 1e-6) * weight.float()).type_as(k), cos, sin).transpose(1, 2)
    return q, k, _normed(v, 1e-6).type_as(v).transpose(1, 2)


def rotated_before_the_norm(tensor):
    hidden, weight, cos, sin = tensor(6, 24), tensor(16), tensor(6, 1, 16), tensor(6, 1, 16)
    q = _rotated((hidden @ tensor(24, 64)).view(6, 4, 16), cos, sin)
    return (_normed(q, 1e-6) * weight.float()).type_as(q)


PATTERN = Pattern(
    references=(
        gemma4_qkv_norm_rope,
        gemma4_qkv_norm_rope_k_eq_v,
        gemma4_q_norm_rope,
        qwen3_qk_norm_rope,
    ),
    inputs=inputs,
    outputs=("q", "k", "v"),
    examples=(gemma4_attention, rotated_before_the_norm),
    scalar_keys={"eps": ("rms_norm_eps",)},
    forms={"gemma4_q_norm_rope": "gemma4_qkv_norm_rope"},  # with no k and no v
)
