# SPDX-License-Identifier: Apache-2.0
"""Route each token to its k best experts: weights renormalised over the k, scaled per expert.

Hugging Face selects on fp32 probabilities and then renormalises; the serving engines select on the
logits and take the softmax over the k. Where two probabilities round to one, the forms differ.
"""

import torch

from workbench.suggest.pattern import Pattern, refuse


def softmax_then_topk(logits, k, per_expert_scale=None):
    """Hugging Face: softmax over all experts in fp32, selection on the probabilities."""
    weights, ids = torch.topk(torch.softmax(logits, dim=-1, dtype=torch.float32), k, dim=-1)
    weights = weights / weights.sum(dim=-1, keepdim=True)
    return (weights if per_expert_scale is None else weights * per_expert_scale[ids]), ids


def topk_then_softmax(logits, k, per_expert_scale=None):
    """vLLM, SGLang: selection on the logits, softmax over the k in fp32."""
    selected, ids = torch.topk(logits, k, dim=-1)
    weights = torch.softmax(selected, dim=-1, dtype=torch.float32)
    return (weights if per_expert_scale is None else weights * per_expert_scale[ids]), ids


def inputs(activation, weight):
    return {"logits": activation(7, 31), "per_expert_scale": weight(31), "k": 5}


def gemma4_router(tensor):
    x, projection, scale = tensor(11, 19), tensor(29, 19), tensor(29)
    probabilities = torch.nn.functional.softmax(x @ projection.t(), dim=-1, dtype=torch.float32)
    top_k_weights, top_k_index = torch.topk(probabilities, k=3, dim=-1)
    top_k_weights /= top_k_weights.sum(dim=-1, keepdim=True)
    return top_k_weights * scale[top_k_index], top_k_index


def scale_before_topk(tensor):
    logits, scale = tensor(11, 29), tensor(29)
    scaled = torch.softmax(logits, dim=-1, dtype=torch.float32) * scale
    weights, ids = torch.topk(scaled, 3, dim=-1)
    return weights / weights.sum(dim=-1, keepdim=True), ids


def fits_one_row(match):
    """A row of experts is sorted in the registers of one program."""
    return match.width("logits") <= 1024 or refuse(
        f"{match.width('logits')} experts: more than 1024 do not fit a row"
    )


PATTERN = Pattern(
    references=(softmax_then_topk, topk_then_softmax),
    inputs=inputs,
    outputs=("weights", "ids"),
    examples=(gemma4_router, scale_before_topk),
    guard=fits_one_row,
    decides=("ids",),
)
