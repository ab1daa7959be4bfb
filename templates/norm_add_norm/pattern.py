# SPDX-License-Identifier: Apache-2.0
"""Norm a block's output, add the residual and norm the sum: from one block to the next."""

import torch

from workbench.suggest.pattern import Pattern


def _normed(x, weight, eps):
    wide = x.float()
    normed = wide * torch.pow(wide.pow(2).mean(-1, keepdim=True) + eps, -0.5)
    return (normed * weight.float()).type_as(x)


def norm_add_norm(x, residual, weight, next_weight, eps):
    """Gemma 4, between attention and MLP; of layers with experts also the sum of both outputs."""
    h = residual + _normed(x, weight, eps)
    return h, _normed(h, next_weight, eps)


def inputs(activation, weight):
    return {
        "x": activation(7, 31),
        "residual": activation(7, 31),
        "weight": weight(31),
        "next_weight": weight(31),
        "eps": 1e-6,
    }


def gemma4_attention_to_mlp(tensor):
    hidden, weight = tensor(2, 3, 37), tensor(37)
    hidden = hidden + _normed(hidden @ tensor(37, 37), weight, 1e-6)
    return hidden + _normed(hidden, weight, 1e-6) @ tensor(37, 37)


def block_output_added_as_it_is(tensor):
    hidden, weight = tensor(6, 37), tensor(37)
    hidden = hidden + hidden @ tensor(37, 37)
    return hidden + _normed(hidden, weight, 1e-6) @ tensor(37, 37)


PATTERN = Pattern(
    references=(norm_add_norm,),
    inputs=inputs,
    outputs=("h", "normed"),
    examples=(gemma4_attention_to_mlp, block_output_added_as_it_is),
    scalar_keys={"eps": ("rms_norm_eps",)},
)
