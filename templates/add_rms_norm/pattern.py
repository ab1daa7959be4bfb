# SPDX-License-Identifier: Apache-2.0
"""Add the residual and norm the sum; the sum goes on as the next residual."""

import torch

from workbench.suggest.pattern import Pattern


def llama_add_rms_norm(x, residual, weight, eps):
    """Llama, Qwen, Mistral: rounded before the weight."""
    h = residual + x
    wide = h.to(torch.float32)
    normed = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + eps)
    return weight * normed.to(h.dtype), h


def gemma_add_rms_norm(x, residual, weight, eps):
    """Gemma 4: the weight in fp32, one rounding."""
    h = residual + x
    wide = h.float()
    normed = wide * torch.pow(wide.pow(2).mean(-1, keepdim=True) + eps, -0.5)
    return (normed * weight.float()).type_as(h), h


def gpt_oss_add_rms_norm(x, residual, weight, eps):
    """gpt-oss: `rsqrt`, a 16-bit weight read as it is by the fp32 product, one rounding."""
    h = residual + x
    wide = h.float()
    normed = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + eps)
    return (weight * normed).to(h.dtype), h


def gemma_add_rms_norm_unit_offset(x, residual, weight, eps):
    """Gemma 2 and 3: the weight is stored as its distance from 1."""
    h = residual + x
    wide = h.float()
    normed = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + eps)
    return (normed * (1.0 + weight.float())).type_as(h), h


def inputs(activation, weight):
    return {
        "x": activation(7, 31),
        "residual": activation(7, 31),
        "weight": weight(31),
        "eps": 1e-6,
    }


def qwen_layer(tensor):
    hidden, residual, weight = tensor(5, 37) @ tensor(37, 37), tensor(5, 37), tensor(37)
    hidden = residual + hidden
    wide = hidden.to(torch.float32)
    wide = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + 1e-6)
    return hidden + (weight * wide.to(hidden.dtype)) @ tensor(37, 37)


def norm_of_one_summand(tensor):
    hidden, residual, weight = tensor(5, 37), tensor(5, 37), tensor(37)
    wide = hidden.to(torch.float32)
    wide = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + 1e-6)
    return residual + weight * wide.to(hidden.dtype)


PATTERN = Pattern(
    references=(
        llama_add_rms_norm,
        gemma_add_rms_norm,
        gpt_oss_add_rms_norm,
        gemma_add_rms_norm_unit_offset,
    ),
    inputs=inputs,
    outputs=("y", "h"),
    examples=(qwen_layer, norm_of_one_summand),
    scalar_keys={"eps": ("rms_norm_eps", "layer_norm_eps", "norm_eps")},
)
