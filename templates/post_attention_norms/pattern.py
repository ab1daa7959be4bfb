# SPDX-License-Identifier: Apache-2.0
"""Norm and residual add after attention, then the three norms of the sum that an MoE layer needs.

The dense MLP, the router and the experts each normalise the same sum, so one variance serves all
three; eager computes it three times, and runs the whole dense MLP between the first and the others.
"""

import torch

from workbench.suggest.pattern import Pattern


def _normed(x, eps):
    wide = x.float()
    return wide * torch.pow(wide.pow(2).mean(-1, keepdim=True) + eps, -0.5)


def gemma4_post_attention_norms(
    attention, residual, w_attention, w_dense, w_experts, router_scale, router_root, eps
):
    """Gemma 4: the router's norm has no weight; two roundings more for its scale and H ** -0.5."""
    h = residual + (_normed(attention, eps) * w_attention.float()).type_as(attention)
    dense = (_normed(h, eps) * w_dense.float()).type_as(h)
    router = _normed(h, eps).type_as(h) * router_scale * router_root
    experts = (_normed(h, eps) * w_experts.float()).type_as(h)
    return h, dense, router, experts


def inputs(activation, weight):
    return {
        "attention": activation(7, 31),
        "residual": activation(7, 31),
        "w_attention": weight(31),
        "w_dense": weight(31),
        "w_experts": weight(31),
        "router_scale": weight(31),
        "router_root": 31**-0.5,
        "eps": 1e-6,
    }


def gemma4_layer(tensor):
    """Launch order of the layer: the dense MLP and the router's GEMM lie between the norms."""
    attention, residual, weight = tensor(2, 3, 37), tensor(2, 3, 37), tensor(37)
    up, gate = tensor(37, 13), tensor(37, 5)
    normed = (_normed(attention, 1e-6) * weight.float()).type_as(attention)
    h = residual + normed
    mlp = ((_normed(h, 1e-6) * weight.float()).type_as(h) @ up).tanh()
    flat = h.reshape(-1, 37)
    scores = (_normed(flat, 1e-6).type_as(flat) * weight * 37**-0.5) @ gate
    return mlp, scores, (_normed(flat, 1e-6) * weight.float()).type_as(flat) @ up, h + 1


def dense_layer(tensor):
    """No router: norm, residual add, and one norm of the sum."""
    attention, residual, weight = tensor(6, 37), tensor(6, 37), tensor(37)
    h = residual + (_normed(attention, 1e-6) * weight.float()).type_as(attention)
    return (_normed(h, 1e-6) * weight.float()).type_as(h), h


PATTERN = Pattern(
    references=(gemma4_post_attention_norms,),
    inputs=inputs,
    outputs=("h", "dense", "router", "experts"),
    examples=(gemma4_layer, dense_layer),
    decides=("router",),
    scalar_keys={"eps": ("rms_norm_eps",)},
)
