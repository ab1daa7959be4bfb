# SPDX-License-Identifier: Apache-2.0
"""Bound logits smoothly: `tanh(logits / cap) * cap`, each step rounded to the logits' dtype."""

import torch

from workbench.suggest.pattern import Pattern


def div_tanh_mul(logits, cap):
    """Gemma 2 to 4: three launches over the whole vocabulary."""
    return torch.tanh(logits / cap) * cap


def inputs(activation, weight):
    return {"logits": activation(7, 31), "cap": 30.0}


def gemma_head(tensor):
    logits = tensor(3, 8) @ tensor(8, 40)
    logits = logits / 30.0
    logits = torch.tanh(logits)
    return logits * 30.0


def tanh_gate(tensor):
    logits, gate = tensor(3, 40), tensor(3, 40)
    return torch.tanh(logits / 30.0) * gate


PATTERN = Pattern(
    references=(div_tanh_mul,),
    inputs=inputs,
    outputs=("y",),
    examples=(gemma_head, tanh_gate),
    scalar_keys={"cap": ("final_logit_softcapping", "attn_logit_softcapping")},
)
