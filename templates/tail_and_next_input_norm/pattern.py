# SPDX-License-Identifier: Apache-2.0
"""The end of an MoE layer and the input norm of the next layer (the final norm after the last)."""

import torch

from workbench.suggest.pattern import Pattern


def _normed(x, weight, eps):
    wide = x.float()
    normed = wide * torch.pow(wide.pow(2).mean(-1, keepdim=True) + eps, -0.5)
    return (normed * weight.float()).type_as(x)


def gemma4_tail_and_next_input_norm(
    dense, experts, residual, w_dense, w_experts, w_both, layer_scalar, w_next, eps
):
    """Gemma 4: moe_tail, of whose result the next layer reads both itself and its norm."""
    both = _normed(dense, w_dense, eps) + _normed(experts, w_experts, eps)
    h = residual + _normed(both, w_both, eps)
    h *= layer_scalar
    return h, _normed(h, w_next, eps)


def inputs(activation, weight):
    return {
        "dense": activation(7, 31),
        "experts": activation(7, 31),
        "residual": activation(7, 31),
        "w_dense": weight(31),
        "w_experts": weight(31),
        "w_both": weight(31),
        "layer_scalar": weight(1),
        "w_next": weight(31),
        "eps": 1e-6,
    }


def two_gemma4_layers(tensor):
    mlp, experts, residual, weight = tensor(6, 37), tensor(6, 37), tensor(6, 37), tensor(37)
    h = _normed(mlp, weight, 1e-6) + _normed(experts, weight, 1e-6)
    h = residual + _normed(h, weight, 1e-6)
    h *= tensor(1)
    attention = _normed(h, weight, 1e-6) @ tensor(37, 37)
    return h + attention


def next_layer_norms_another_tensor(tensor):
    mlp, experts, residual, weight = tensor(6, 37), tensor(6, 37), tensor(6, 37), tensor(37)
    h = _normed(mlp, weight, 1e-6) + _normed(experts, weight, 1e-6)
    h = residual + _normed(h, weight, 1e-6)
    h *= tensor(1)
    return h, _normed(h + 1, weight, 1e-6)


PATTERN = Pattern(
    references=(gemma4_tail_and_next_input_norm,),
    inputs=inputs,
    outputs=("h", "normed"),
    examples=(two_gemma4_layers, next_layer_norms_another_tensor),
    scalar_keys={"eps": ("rms_norm_eps",)},
)
