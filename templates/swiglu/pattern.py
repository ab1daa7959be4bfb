# SPDX-License-Identifier: Apache-2.0
"""Gate a projection by the SiLU of another: `silu(gate) * up`, the middle of most MLPs."""

import torch

from workbench.suggest.pattern import Pattern, refuse

# Between the GEMM and the activation experts add a bias and clear the rows of other ranks.
AFTER_GEMM = frozenset({"aten::masked_fill", "aten::where", "aten::add"})


def swiglu(gate, up):
    """Both operands come from a GEMM; they may be the halves of one."""
    return torch.nn.functional.silu(gate) * up


def gpt_oss_swiglu(gate, up, alpha, highest, lowest):
    """gpt-oss: both clamped, `up` off by one, the sigmoid steeper."""
    gate = gate.clamp(min=None, max=highest)
    up = up.clamp(min=lowest, max=highest)
    return (up + 1) * (gate * torch.sigmoid(gate * alpha))


def inputs(activation, weight):
    return {
        "gate": activation(7, 31),
        "up": activation(7, 31),
        "alpha": 1.702,
        "highest": 7.0,
        "lowest": -7.0,
    }


def gated_mlp(tensor):
    gate, up = (tensor(5, 11) @ tensor(11, 46)).chunk(2, dim=-1)
    return torch.nn.functional.silu(gate) * up


def swish_of_itself(tensor):
    x, scale = tensor(5, 11), tensor(5, 11)
    return torch.nn.functional.silu(x) * scale


def both_from_gemms(match):
    """Otherwise it is another gate, and not the middle of an MLP."""
    for name in ("gate", "up"):
        if not match.from_contraction(name, through=AFTER_GEMM):
            writer = match.producer(name, through=AFTER_GEMM) or "nothing in this step"
            return refuse(f"{name} is no GEMM's output ({writer.removeprefix('aten::')} wrote it)")
    return True


PATTERN = Pattern(
    references=(swiglu, gpt_oss_swiglu),
    inputs=inputs,
    outputs=("y",),
    examples=(gated_mlp, swish_of_itself),
    guard=both_from_gemms,
)
