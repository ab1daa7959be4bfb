# SPDX-License-Identifier: Apache-2.0
"""Divide each row by its root mean square, in fp32, and scale it by a weight where there is one.

The forms differ in their rounding points: Gemma multiplies by the weight in fp32 and rounds once,
Llama rounds to the activations' dtype and multiplies by the weight there.
"""

import torch

from workbench.suggest.pattern import Pattern, refuse


def gemma_rms_norm(x, eps, weight=None):
    """Gemma: `pow(-0.5)`, the weight in fp32, one rounding."""
    wide = x.float()
    normed = wide * torch.pow(wide.pow(2).mean(-1, keepdim=True) + eps, -0.5)
    return (normed if weight is None else normed * weight.float()).type_as(x)


def gemma_rms_norm_rsqrt(x, eps, weight=None):
    """As gemma_rms_norm, by `rsqrt`."""
    wide = x.float()
    normed = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + eps)
    return (normed if weight is None else normed * weight.float()).type_as(x)


def gpt_oss_rms_norm(x, eps, weight):
    """gpt-oss: as gemma_rms_norm_rsqrt, a 16-bit weight read as it is by the fp32 product."""
    wide = x.float()
    normed = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + eps)
    return (weight * normed).to(x.dtype)


def gemma_rms_norm_unit_offset(x, eps, weight):
    """Gemma 2 and 3: the weight is stored as its distance from 1."""
    wide = x.float()
    normed = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + eps)
    return (normed * (1.0 + weight.float())).type_as(x)


def llama_rms_norm(x, eps, weight):
    """Llama, Qwen, Mistral: rounded before the weight, so twice."""
    wide = x.to(torch.float32)
    normed = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + eps)
    return weight * normed.to(x.dtype)


def inputs(activation, weight):
    return {"x": activation(7, 31), "weight": weight(31), "eps": 1e-6}


def qwen_rms_norm(tensor):
    hidden_states, weight = tensor(3, 5, 37), tensor(37)
    input_dtype = hidden_states.dtype
    hidden_states = hidden_states.to(torch.float32)
    variance = hidden_states.pow(2).mean(-1, keepdim=True)
    hidden_states = hidden_states * torch.rsqrt(variance + 1e-5)
    return weight * hidden_states.to(input_dtype)


def layer_norm(tensor):
    x, weight = tensor(5, 37), tensor(37)
    wide = x.float()
    centred = wide - wide.mean(-1, keepdim=True)
    variance = centred.pow(2).mean(-1, keepdim=True)
    return weight * (wide * torch.rsqrt(variance + 1e-5)).to(x.dtype)


def over_the_rows(match):
    """Rows must be rows in memory: one program reads one."""
    return match.width("x") > 1 or refuse("rows of one element")


PATTERN = Pattern(
    references=(
        gemma_rms_norm,
        gemma_rms_norm_rsqrt,
        gpt_oss_rms_norm,
        gemma_rms_norm_unit_offset,
        llama_rms_norm,
    ),
    inputs=inputs,
    outputs=("y",),
    examples=(qwen_rms_norm, layer_norm),
    guard=over_the_rows,
    scalar_keys={"eps": ("rms_norm_eps", "layer_norm_eps", "norm_eps", "layernorm_epsilon")},
)
