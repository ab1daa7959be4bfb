# SPDX-License-Identifier: Apache-2.0
"""Norm two branches, add, norm the sum, add the residual, scale: the end of an MoE layer."""

import torch

from workbench.suggest.pattern import Pattern


def _normed(x, weight, eps):
    wide = x.float()
    normed = wide * torch.pow(wide.pow(2).mean(-1, keepdim=True) + eps, -0.5)
    return (normed * weight.float()).type_as(x)


def gemma4_moe_tail(dense, experts, residual, w_dense, w_experts, w_both, layer_scalar, eps):
    """Gemma 4: the dense MLP and the experts run beside each other."""
    both = _normed(dense, w_dense, eps) + _normed(experts, w_experts, eps)
    h = residual + _normed(both, w_both, eps)
    h *= layer_scalar
    return h


def inputs(activation, weight):
    return {
        "dense": activation(7, 31),
        "experts": activation(7, 31),
        "residual": activation(7, 31),
        "w_dense": weight(31),
        "w_experts": weight(31),
        "w_both": weight(31),
        "layer_scalar": weight(1),
        "eps": 1e-6,
    }


def gemma4_layer_end(tensor):
    """Launch order of the layer: the dense branch is normed long before the experts are done."""
    mlp, residual, weight = tensor(2, 3, 37), tensor(2, 3, 37), tensor(37)
    first = _normed(mlp, weight, 1e-6)
    experts = (residual.reshape(-1, 37) @ tensor(37, 37)).view(2, 3, 37)
    h = first + _normed(experts, weight, 1e-6)
    h = residual + _normed(h, weight, 1e-6)
    h *= tensor(1)
    return h


def branches_multiplied(tensor):
    mlp, experts, residual, weight = (tensor(6, 37), tensor(6, 37), tensor(6, 37), tensor(37))
    h = _normed(mlp, weight, 1e-6) * _normed(experts, weight, 1e-6)
    h = residual + _normed(h, weight, 1e-6)
    h *= tensor(1)
    return h


PATTERN = Pattern(
    references=(gemma4_moe_tail,),
    inputs=inputs,
    outputs=("h",),
    examples=(gemma4_layer_end, branches_multiplied),
    scalar_keys={"eps": ("rms_norm_eps",)},
)
