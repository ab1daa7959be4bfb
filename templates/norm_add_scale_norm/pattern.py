# SPDX-License-Identifier: Apache-2.0
"""The end of a layer without experts and the next layer's input norm (the last: the final norm)."""

import torch

from workbench.suggest.pattern import Pattern


def _normed(x, weight, eps):
    wide = x.float()
    normed = wide * torch.pow(wide.pow(2).mean(-1, keepdim=True) + eps, -0.5)
    return (normed * weight.float()).type_as(x)


def norm_add_scale_norm(x, residual, weight, next_weight, layer_scalar, eps):
    """Gemma 4: norm_residual_scalar, of whose result the next layer reads itself and its norm."""
    h = residual + _normed(x, weight, eps)
    h *= layer_scalar
    return h, _normed(h, next_weight, eps)


def inputs(activation, weight):
    return {
        "x": activation(7, 31),
        "residual": activation(7, 31),
        "weight": weight(31),
        "next_weight": weight(31),
        "layer_scalar": weight(1),
        "eps": 1e-6,
    }


def two_gemma4_layers(tensor):
    hidden, weight, scalar = tensor(2, 3, 37), tensor(37), tensor(1)
    hidden = hidden + _normed(hidden @ tensor(37, 37), weight, 1e-6)
    hidden *= scalar
    return hidden + _normed(hidden, weight, 1e-6) @ tensor(37, 37)


def next_layer_norms_another_tensor(tensor):
    x, residual, weight = tensor(6, 37), tensor(6, 37), tensor(37)
    h = residual + _normed(x, weight, 1e-6)
    h *= tensor(1)
    return h, _normed(h + 1, weight, 1e-6)


PATTERN = Pattern(
    references=(norm_add_scale_norm,),
    inputs=inputs,
    outputs=("h", "normed"),
    examples=(two_gemma4_layers, next_layer_norms_another_tensor),
    scalar_keys={"eps": ("rms_norm_eps",)},
    kernel="norm_add_norm",  # which has both forms
)
