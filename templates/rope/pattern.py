# SPDX-License-Identifier: Apache-2.0
"""Rotate pairs of a head's dimensions by the token's position: `x * cos + rotate_half(x) * sin`.

Forms differ in which dimensions are a pair, and in whether cos and sin hold each angle twice.
"""

import torch

from workbench.suggest.pattern import Pattern


def rotate_half_rope(x, cos, sin):
    """Hugging Face: dimension i pairs with i + D / 2; cos and sin hold each angle twice."""
    low, high = x.chunk(2, dim=-1)
    return x * cos + torch.cat((-high, low), dim=-1) * sin


def _rotated(low, high, cos, sin):
    return torch.cat((low * cos - high * sin, high * cos + low * sin), dim=-1)


def half_angles_rope(x, cos, sin):
    """gpt-oss: dimension i pairs with i + D / 2; cos and sin hold each angle once."""
    half = x.shape[-1] // 2
    return _rotated(*x.chunk(2, dim=-1), cos[..., :half], sin[..., :half])


def interleaved_rope(x, cos, sin):
    """DeepSeek: neighbours are a pair; they come out as halves."""
    half = x.shape[-1] // 2
    return _rotated(x[..., 0::2], x[..., 1::2], cos[..., :half], sin[..., :half])


def _turned(x):
    return torch.stack((-x[..., 1::2], x[..., 0::2]), dim=-1).flatten(-2)


def neighbours_rope(x, cos, sin):
    """GLM: neighbours are a pair and stay where they are; cos and sin hold each angle twice."""
    return x * cos + _turned(x) * sin


def neighbours_rope_wide(x, cos, sin):
    """Cohere: as neighbours_rope, in fp32, rounded once."""
    wide = x.float()
    return (wide * cos + _turned(wide) * sin).to(x.dtype)


def inputs(activation, weight):
    return {"x": activation(7, 3, 62), "cos": activation(7, 1, 62), "sin": activation(7, 1, 62)}


def llama_rope(tensor):
    q = (tensor(6, 8) @ tensor(8, 48)).view(2, 3, 4, 12).transpose(1, 2)
    cos, sin = tensor(2, 3, 12).unsqueeze(1), tensor(2, 3, 12).unsqueeze(1)
    half = q.shape[-1] // 2
    return (q * cos) + (torch.cat((-q[..., half:], q[..., :half]), dim=-1) * sin)


def halves_swapped_without_sign(tensor):
    x, cos, sin = tensor(6, 12), tensor(6, 12), tensor(6, 12)
    low, high = x.chunk(2, dim=-1)
    return x * cos + torch.cat((high, low), dim=-1) * sin


PATTERN = Pattern(
    references=(
        rotate_half_rope,
        half_angles_rope,
        interleaved_rope,
        neighbours_rope,
        neighbours_rope_wide,
    ),
    inputs=inputs,
    outputs=("y",),
    examples=(llama_rope, halves_swapped_without_sign),
)
