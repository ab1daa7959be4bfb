# SPDX-License-Identifier: Apache-2.0
"""Norm a layer's output, add the residual and scale the sum: the end of a dense Gemma 4 layer."""

import torch

from workbench.suggest.pattern import Pattern


def _normed(x, weight, eps):
    wide = x.float()
    normed = wide * torch.pow(wide.pow(2).mean(-1, keepdim=True) + eps, -0.5)
    return (normed * weight.float()).type_as(x)


def gemma4_norm_residual_scalar(x, residual, weight, layer_scalar, eps):
    """Gemma 4: the product is taken in place, by a buffer of one element."""
    h = residual + _normed(x, weight, eps)
    h *= layer_scalar
    return h


def inputs(activation, weight):
    return {
        "x": activation(7, 31),
        "residual": activation(7, 31),
        "weight": weight(31),
        "layer_scalar": weight(1),
        "eps": 1e-6,
    }


def gemma4_dense_tail(tensor):
    x, residual, weight, scalar = tensor(2, 3, 37), tensor(2, 3, 37), tensor(37), tensor(1)
    hidden_states = residual + _normed(x, weight, 1e-6)
    hidden_states *= scalar
    return hidden_states


def sum_read_before_it_is_scaled(tensor):
    x, residual, weight, scalar = tensor(2, 3, 37), tensor(2, 3, 37), tensor(37), tensor(1)
    h = residual + _normed(x, weight, 1e-6)
    return h.tanh(), h * scalar


PATTERN = Pattern(
    references=(gemma4_norm_residual_scalar,),
    inputs=inputs,
    outputs=("h",),
    examples=(gemma4_dense_tail, sum_read_before_it_is_scaled),
    scalar_keys={"eps": ("rms_norm_eps",)},
)
