# SPDX-License-Identifier: Apache-2.0
"""Gate a projection by the tanh GELU of another: `gelu_tanh(gate) * up`, the middle of an MLP."""

import torch

from workbench.suggest.pattern import Pattern, refuse

# Mixture-of-experts code clears rows of other ranks between the GEMM and the activation.
MASKS = frozenset({"aten::masked_fill", "aten::where"})


def geglu(gate, up):
    """Both operands come from a GEMM; they may be the halves of one."""
    return torch.nn.functional.gelu(gate, approximate="tanh") * up


def inputs(activation, weight):
    return {"gate": activation(7, 31), "up": activation(7, 31)}


def gated_mlp(tensor):
    x, gate_proj, up_proj = tensor(5, 11), tensor(11, 23), tensor(11, 23)
    return torch.nn.functional.gelu(x @ gate_proj, approximate="tanh") * (x @ up_proj)


def per_layer_input_gate(tensor):
    x, gate_proj, per_layer_input = tensor(5, 11), tensor(11, 23), tensor(5, 23)
    return torch.nn.functional.gelu(x @ gate_proj, approximate="tanh") * per_layer_input


def both_from_gemms(match):
    """Otherwise it is another gate (Gemma's per-layer input), and not the middle of an MLP."""
    for name in ("gate", "up"):
        if not match.from_contraction(name, through=MASKS):
            writer = match.producer(name, through=MASKS) or "nothing in this step"
            return refuse(f"{name} is no GEMM's output ({writer.removeprefix('aten::')} wrote it)")
    return True


PATTERN = Pattern(
    references=(geglu,),
    inputs=inputs,
    outputs=("y",),
    examples=(gated_mlp, per_layer_input_gate),
    guard=both_from_gemms,
)
